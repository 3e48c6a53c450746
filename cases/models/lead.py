"""A complaint or report as it came in; what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.enums import Channel, LeadKind, LeadState
from cases.workflow import LEAD_MOVES
from portal.accounts.enums import Role
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor


class LeadQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "LeadQuerySet":
        """Departments see their industries; grid officers and enterprises see no complainants at all."""
        found = super().visible_to(actor)
        if actor.role == Role.DEPARTMENT:
            found = found.filter(project__industry__in=actor.industries)
        return found

    def open(self) -> "LeadQuerySet":
        return self.filter(state__in=[LeadState.RECEIVED, LeadState.ACCEPTED])


class Lead(TenantModel):
    """线索: complainant sealed from the enterprises, project known when it came by the notice board's QR code."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("类别", max_length=10, choices=LeadKind.choices, default=LeadKind.COMPLAINT)
    channel = models.CharField("来源", max_length=16, choices=Channel.choices)
    external_number = models.CharField("外部编号", max_length=60, blank=True)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被反映单位")
    employer_text = models.CharField("单位名称（反映人所述）", max_length=120, blank=True)
    name = models.CharField("反映人", max_length=40, blank=True)
    is_name_sealed = models.BooleanField("不让单位知道", default=True)
    id_number = EncryptedField(kind="id_number", null=True, blank=True, verbose_name="身份证号")
    id_index = BlindIndexField(source="id_number", null=True, verbose_name="身份证号索引")
    phone = EncryptedField(kind="phone", null=True, blank=True, verbose_name="手机号")
    people = models.PositiveIntegerField("涉及人数", default=1)
    amount = models.DecimalField("反映金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    owed_from = models.DateField("欠薪起", null=True, blank=True)
    owed_to = models.DateField("欠薪止", null=True, blank=True)
    text = models.TextField("反映内容", blank=True)
    received_on = models.DateField("收到日期")
    received_at = models.DateTimeField("收到时间")
    accept_due_on = models.DateField("受理期限")
    clear_due_on = models.DateField("清零期限", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=LeadState.choices, default=LeadState.RECEIVED)
    first_contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="首问责任人")
    decided_on = models.DateField("处理日期", null=True, blank=True)
    reply = models.TextField("答复内容", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    tenant = TenantRule(region="region", intake="project")
    moves = LEAD_MOVES

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owed_to__isnull=True) | Q(owed_from__isnull=True) | Q(owed_to__gte=F("owed_from")),
                name="lead_period",
                violation_error_message="欠薪止不能早于欠薪起。",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="lead_amount", violation_error_message="金额要大于零；不清楚可以不填。"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "accept_due_on"], name="lead_desk"),
            models.Index(fields=["project", "received_on"], name="lead_project"),
            models.Index(fields=["region", "id_index"], name="lead_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_on}"


class ProgressCode(models.Model):
    """The code a worker follows his complaint by; only its keyed hash is stored. Global: it opens one lead."""

    code_index = models.BinaryField("查询码索引", unique=True)
    lead_uid = models.UUIDField("线索", unique=True)
    region_id = models.BigIntegerField("辖区")
    project_id = models.BigIntegerField("项目", null=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "查询码"
        verbose_name_plural = "查询码"

    def __str__(self) -> str:
        return str(self.lead_uid)
