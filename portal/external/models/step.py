"""A step that belongs to an authority which is not on the portal: asked with a document, answered with a document, by a day."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.documents.models import StoredFile
from portal.external.enums import StepKind, StepState
from portal.external.workflow import STEP_MOVES
from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule

ANSWERED = (StepState.DONE, StepState.REFUSED)


class ExternalStepQuerySet(TenantQuerySet):
    def waiting(self) -> "ExternalStepQuerySet":
        return self.filter(state=StepState.WAITING)

    def overdue_on(self, on: dt.date) -> "ExternalStepQuerySet":
        return self.waiting().filter(due_on__lt=on)

    def about(self, label: str, uid: object) -> "ExternalStepQuerySet":
        """Those of one object, for its page."""
        return self.filter(subject_type=label, subject_uid=str(uid))


class ExternalStep(TenantModel):
    """The organisation has no users here; whoever waits for it records what was asked and what came back.

    ``subject_type`` and ``subject_uid`` name an object of a floor above without a foreign key.
    """

    tenant = TenantRule(region="region")
    moves = STEP_MOVES

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("事项类别", max_length=16, choices=StepKind.choices)
    state = models.CharField("状态", max_length=12, choices=StepState.choices, default=StepState.WAITING)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="外部机关")
    title = models.CharField("请它办的事", max_length=200)
    subject_type = models.CharField("关联对象类别", max_length=80, blank=True)
    subject_uid = models.CharField("关联对象编号", max_length=80, blank=True)
    subject_name = models.CharField("关联对象", max_length=200, blank=True)
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    asked_number = models.CharField("去函文号", max_length=80, blank=True)
    asked_on = models.DateField("去函日期")
    term_code = models.CharField("期限代码", max_length=8, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    is_due_certain = models.BooleanField("期限日历已核准", default=True)
    answer_number = models.CharField("来函文号", max_length=80, blank=True)
    answered_on = models.DateField("来函日期", null=True, blank=True)
    result = models.TextField("结果", blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="来函扫描件")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = ExternalStepQuerySet.as_manager()

    class Meta:
        verbose_name = "外部机关步骤"
        verbose_name_plural = "外部机关步骤"
        ordering = ["due_on", "-id"]
        indexes = [
            models.Index(fields=["region", "state", "due_on"], name="external_desk"),
            models.Index(fields=["subject_type", "subject_uid"], name="external_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | (Q(answered_on__isnull=False) & ~Q(result="")),
                name="external_answer_complete",
                violation_error_message="办成或未办成都要有来函日期和结果。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="external_answer_later",
                violation_error_message="来函日期不能早于去函日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name}：{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("external_step", args=[self.uid])

    def is_over(self, on: dt.date) -> bool:
        return self.state == StepState.WAITING and self.due_on is not None and self.due_on < on
