"""文书: a letter or slip from an organ to a unit, from draft to reply."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, WITHOUT_PROJECTS, Role
from portal.documents.enums import InstrumentState, SealState, ServiceMethod
from portal.documents.kinds import InstrumentKind, instrument_kind
from portal.documents.models.stored_file import StoredFile
from portal.documents.models.template import InstrumentTemplate
from portal.documents.workflow import INSTRUMENT_MOVES
from portal.lib.clock import day_of
from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor

SENT = (InstrumentState.SERVED, InstrumentState.REPLIED, InstrumentState.OVERDUE)
NUMBERED = (InstrumentState.ISSUED, *SENT)


class InstrumentQuerySet(TenantQuerySet):
    """Instruments in the words of the office."""

    def visible_to(self, actor: Actor) -> "InstrumentQuerySet":
        """An enterprise sees what was served on it; a department or grid what it wrote or received; a leader or security officer none; others their regions."""
        found = super().visible_to(actor)
        if actor.role in WITHOUT_PROJECTS:
            return found.none()
        if actor.role in ENTERPRISE:
            return found.filter(state__in=SENT, addressee_id=actor.enterprise_id)
        to_me = Q(addressee_id=actor.organisation_id) | Q(co_addressees__contains=[actor.organisation_id or 0])
        received = to_me & Q(state__in=SENT)
        if actor.role in (Role.DEPARTMENT, Role.GRID):
            return found.filter(Q(organ_id=actor.organisation_id) | received)
        # From the regions above only what was sent to one's own office.
        return found.filter(Q(region_id__in=sorted(actor.scope.read_regions)) | received)

    def about(self, label: str, uid: object) -> "InstrumentQuerySet":
        """Those whose occasion is one object, for its page."""
        return self.filter(subject_type=label, subject_uid=str(uid))

    def of_project(self, project_id: int) -> "InstrumentQuerySet":
        return self.filter(project_id=project_id)

    def awaiting_reply(self) -> "InstrumentQuerySet":
        return self.filter(state__in=[InstrumentState.SERVED, InstrumentState.OVERDUE], reply_due_on__isnull=False)

    def sent_by(self, organisation_id: int | None) -> "InstrumentQuerySet":
        """发文 of one organ."""
        return self.filter(organ_id=organisation_id)

    def sent_to(self, organisation_id: int | None) -> "InstrumentQuerySet":
        """收文 of one organ or enterprise."""
        return self.filter(Q(addressee_id=organisation_id) | Q(co_addressees__contains=[organisation_id or 0]), state__in=SENT)

    def overdue_on(self, on: dt.date) -> "InstrumentQuerySet":
        """Served, answer due before ``on``, none recorded."""
        return self.filter(state=InstrumentState.SERVED, reply_due_on__lt=on)


class Instrument(TenantModel):
    """One document of a registered kind. After issue its text, facts and PDF are frozen; only its path goes on.

    ``subject_type`` and ``subject_uid`` name the occasion (a warning, a case) of a higher floor without a foreign key.
    """

    tenant = TenantRule(region="region", enterprise="addressee", downward=True)
    moves = INSTRUMENT_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("文种", max_length=40)
    state = models.CharField("状态", max_length=12, choices=InstrumentState.choices, default=InstrumentState.DRAFTED)
    number = models.CharField("发文字号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="发文机关")
    addressee = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主送单位")
    co_addressees = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="其他主送单位", db_default=[])
    addressee_text = models.CharField("主送", max_length=200)
    cc = models.CharField("抄送", max_length=300, blank=True)
    body = models.TextField("正文")
    facts = models.JSONField("事实要素", default=dict)
    attachments = models.JSONField("附件名称", default=list, blank=True)
    contact = models.CharField("联系方式", max_length=120, blank=True)
    subject_type = models.CharField("事由类别", max_length=80, blank=True)
    subject_uid = models.CharField("事由编号", max_length=80, blank=True)
    subject_name = models.CharField("事由", max_length=200, blank=True)
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    project_name = models.CharField("项目名称", max_length=160, blank=True)
    template = models.ForeignKey(InstrumentTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所用模板")
    template_label = models.CharField("模板版本", max_length=120, blank=True, default="", db_default="")
    version = models.PositiveIntegerField("修改次数", default=0)
    drafted_by = models.CharField("拟稿人", max_length=80)
    drafted_by_uid = models.UUIDField("拟稿人编号", null=True, blank=True)
    drafted_at = models.DateTimeField("拟稿时间")
    returned_by = models.CharField("退回人", max_length=80, blank=True, default="", db_default="")
    returned_reason = models.CharField("退回意见", max_length=300, blank=True, default="", db_default="")
    reviewed_by = models.CharField("审核人", max_length=80, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    issued_by = models.CharField("签发人", max_length=80, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="定稿")
    # The hash is kept here too: whoever may read the document gets its print, without a right to the office's files.
    pdf_sha256 = models.CharField("定稿校验值", max_length=64, blank=True)
    seal_state = models.CharField("用印", max_length=12, choices=SealState.choices, blank=True, default="", db_default="")
    seal_note = models.CharField("用印说明", max_length=200, blank=True, default="", db_default="")
    sealed_at = models.DateTimeField("用印时间", null=True, blank=True)
    service_method = models.CharField("送达方式", max_length=12, choices=ServiceMethod.choices, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    effective_on = models.DateField("视为送达日期", null=True, blank=True)
    received_by = models.CharField("签收人", max_length=80, blank=True)
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达回证")
    reply_due_on = models.DateField("回复期限", null=True, blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)
    reply_text = models.TextField("回复内容", blank=True)
    reply_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回复附件")
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], condition=~Q(number=""), name="instrument_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=NUMBERED) | (~Q(number="") & Q(issued_on__isnull=False) & ~Q(pdf_sha256="")),
                name="instrument_issued_is_complete",
                violation_error_message="签发后的文书要有文号、成文日期和定稿。",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("issued_on")),
                name="instrument_served_after_issue",
                violation_error_message="送达日期不能早于成文日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state=InstrumentState.REPLIED) | Q(replied_on__isnull=False),
                name="instrument_reply_dated",
                violation_error_message="回复要有日期。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "reply_due_on"], name="instrument_region_state"),
            models.Index(fields=["subject_type", "subject_uid"], name="instrument_subject"),
            models.Index(fields=["addressee", "state"], name="instrument_addressee"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()}（{self.get_state_display()}）"

    def get_absolute_url(self) -> str:
        return reverse("instrument", args=[self.uid])

    @property
    def spec(self) -> InstrumentKind:
        return instrument_kind(self.kind)

    def get_kind_display(self) -> str:
        return self.spec.title

    @property
    def dated_on(self) -> dt.date:
        """The paper's day: 成文日期, before that the day it was drafted."""
        return self.issued_on or day_of(self.drafted_at)

    @property
    def organ_name(self) -> str:
        """The organ as it was called on the paper's day."""
        return self.organ.name_on(self.dated_on)

    @property
    def is_editable(self) -> bool:
        """Text can change until it is signed; a reviewed draft that changes must be reviewed again."""
        return self.state in (InstrumentState.DRAFTED, InstrumentState.SUBMITTED, InstrumentState.REVIEWED)

    @property
    def is_sealed(self) -> bool:
        """Whether it may go out: an electronic seal that is wanted and not there yet holds it back."""
        return self.seal_state not in (SealState.WAITING, SealState.FAILED)


class InstrumentVersionQuerySet(TenantQuerySet):
    """Drafts as they were."""

    def visible_to(self, actor: Actor) -> "InstrumentVersionQuerySet":
        """A department or grid reads its own organ's drafts, never those of a letter it received."""
        found = super().visible_to(actor)
        return found.filter(instrument__organ=actor.organisation_id) if actor.role in (Role.DEPARTMENT, Role.GRID) else found


class InstrumentVersion(TenantModel):
    """What a draft said at one time, who wrote it and what he changed. Only the organ reads it, never the addressee."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name="文书")
    number = models.PositiveIntegerField("第几稿")
    title = models.CharField("标题", max_length=200)
    addressee_text = models.CharField("主送", max_length=200)
    cc = models.CharField("抄送", max_length=300, blank=True)
    body = models.TextField("正文")
    contact = models.CharField("联系方式", max_length=120, blank=True)
    attachments = models.JSONField("附件名称", default=list, blank=True)
    reply_due_on = models.DateField("回复期限", null=True, blank=True)
    changed = models.JSONField("改动的部分", default=list, blank=True)
    changed_by = models.CharField("修改人", max_length=80)
    changed_at = models.DateTimeField("修改时间")

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿版本"
        verbose_name_plural = "文稿版本"
        ordering = ["instrument", "-number"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="version_once")]
        indexes = [models.Index(fields=["region", "-id"], name="version_region")]

    def __str__(self) -> str:
        return f"第{self.number + 1}稿"
