"""A paper that an authority outside the portal sent: entered with a number of its own, answered or filed, by a day."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.documents.models import StoredFile
from portal.external.enums import IncomingState
from portal.external.workflow import INCOMING_MOVES
from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class IncomingPaperQuerySet(TenantQuerySet):
    def waiting(self) -> "IncomingPaperQuerySet":
        return self.filter(state=IncomingState.WAITING)

    def overdue_on(self, on: dt.date) -> "IncomingPaperQuerySet":
        return self.waiting().filter(due_on__lt=on)

    def about(self, label: str, uid: object) -> "IncomingPaperQuerySet":
        """Those of one object, for its page."""
        return self.filter(subject_type=label, subject_uid=str(uid))


class IncomingPaper(TenantModel):
    """来文. The sender has no users here; whoever received the paper enters it and says what became of it.

    ``subject_type`` and ``subject_uid`` name a case, a project or a paper of one's own without a foreign key.
    """

    tenant = TenantRule(region="region")
    moves = INCOMING_MOVES

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("收文号", max_length=60)
    state = models.CharField("状态", max_length=12, choices=IncomingState.choices, default=IncomingState.WAITING)
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="收文机关")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="来文机关")
    their_number = models.CharField("来文字号", max_length=80, blank=True)
    title = models.CharField("来文标题", max_length=200)
    gist = models.TextField("内容摘要", blank=True)
    written_on = models.DateField("成文日期")
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限", null=True, blank=True)
    handler = models.CharField("承办人", max_length=80, blank=True)
    subject_type = models.CharField("关联对象类别", max_length=80, blank=True)
    subject_uid = models.CharField("关联对象编号", max_length=80, blank=True)
    subject_name = models.CharField("关联对象", max_length=200, blank=True)
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="来文扫描件")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    answer_number = models.CharField("复文字号", max_length=80, blank=True)
    result = models.TextField("办理结果", blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = IncomingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "来文"
        verbose_name_plural = "来文"
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["region", "state", "due_on"], name="incoming_desk"),
            models.Index(fields=["subject_type", "subject_uid"], name="incoming_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=IncomingState.WAITING) | (Q(closed_on__isnull=False) & ~Q(result="")),
                name="incoming_result",
                violation_error_message="办结、作废都要有日期和说明。",
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("written_on")) & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on"))),
                name="incoming_dates",
                violation_error_message="成文、收到、办结的日期应依次不早于前一个。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("incoming", args=[self.uid])

    def is_over(self, on: dt.date) -> bool:
        return self.state == IncomingState.WAITING and self.due_on is not None and self.due_on < on
