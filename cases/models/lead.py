"""A complaint or report as it came in; what became of it."""

import hashlib
import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.enums import OPEN_LEADS, Channel, LeadKind, LeadState
from cases.workflow import LEAD_MOVES
from portal.accounts.enums import ENTERPRISE, Role
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.lib.names import mask_name
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor

WITHOUT_COMPLAINANTS = (*ENTERPRISE, Role.GRID, Role.SECURITY)


def intake_key_of(uid: uuid.UUID) -> int:
    """The key under which the sender's own page opens his lead: 63 bits of a hash, so no project's id is ever the same."""
    return int.from_bytes(hashlib.sha256(uid.bytes).digest()[:8]) >> 1


def narrowed(rows: TenantQuerySet, actor: Actor, *, led: Q, path: str = "project__") -> TenantQuerySet:
    """Departments see their industries, a leader what hangs on his cases (``led``); grid officers and enterprises neither complainants nor cases."""
    if actor.role in WITHOUT_COMPLAINANTS:
        return rows.none()
    if actor.role == Role.LEADER:
        return rows.filter(led)
    if actor.role == Role.DEPARTMENT:
        return rows.filter(**{f"{path}industry__in": sorted(actor.industries)})
    return rows


def led_cases(actor: Actor) -> models.QuerySet:
    """The ids of the cases a leader has in his charge; a deputy's are those of the person he stands in for."""
    led = apps.get_model("cases", "LeaderInCharge").objects.filter(leader__in=actor.portfolio_of, until__isnull=True)
    return led.values("case")


class LeadQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "LeadQuerySet":
        links = apps.get_model("cases", "CaseLead").objects.filter(case__in=led_cases(actor))
        return narrowed(super().visible_to(actor), actor, led=Q(pk__in=links.values("lead")))

    def open(self) -> "LeadQuerySet":
        return self.filter(state__in=OPEN_LEADS)

    def waiting(self) -> "LeadQuerySet":
        """Neither accepted nor refused nor passed on."""
        return self.filter(state=LeadState.RECEIVED)


class Lead(TenantModel):
    """线索: complainant sealed from the enterprises, project known when it came by the notice board's QR code.

    ``progress`` is what the sender reads on his page, posted here by the acts on the case: his own figures and nobody else's.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("线索编号", max_length=40, blank=True, default="", db_default="", editable=False)
    intake_key = models.BigIntegerField("查询键", unique=True, editable=False)
    kind = models.CharField("类别", max_length=10, choices=LeadKind.choices, default=LeadKind.COMPLAINT)
    channel = models.CharField("来源", max_length=16, choices=Channel.choices)
    external_number = models.CharField("外部编号", max_length=60, blank=True)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被反映单位")
    employer_text = models.CharField("单位名称（反映人所述）", max_length=120, blank=True)
    foreman = models.CharField("跟谁干活", max_length=60, blank=True)
    name = models.CharField("反映人", max_length=40, blank=True)
    is_name_sealed = models.BooleanField("不让单位知道", default=True)
    id_number = EncryptedField(kind="id_number", null=True, blank=True, verbose_name="身份证号")
    id_index = BlindIndexField(source="id_number", null=True, verbose_name="身份证号索引")
    phone = EncryptedField(kind="phone", null=True, blank=True, verbose_name="手机号")
    phone_index = BlindIndexField(source="phone", null=True, verbose_name="手机号索引")
    people = models.PositiveIntegerField("涉及人数", default=1)
    amount = models.DecimalField("反映金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    owed_from = models.DateField("欠薪起", null=True, blank=True)
    owed_to = models.DateField("欠薪止", null=True, blank=True)
    period_text = models.CharField("没发的月份", max_length=80, blank=True)
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
    progress = models.JSONField("反映人可见的进展", default=dict, editable=False)

    objects = LeadQuerySet.as_manager()

    tenant = TenantRule(region="region", intake="intake_key")
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
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="lead_number_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="lead_people", violation_error_message="涉及人数至少 1 人。"),
            models.UniqueConstraint(
                fields=["region", "channel", "external_number"],
                condition=~Q(external_number=""),
                name="lead_external_once",
                violation_error_message="这个外部编号的线索已经登记过。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "accept_due_on"], name="lead_desk"),
            models.Index(fields=["project", "received_on"], name="lead_project"),
            models.Index(fields=["region", "id_index"], name="lead_person"),
            models.Index(fields=["region", "phone_index"], name="lead_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_on}"

    def save(self, *args, **kwargs) -> None:
        """The key follows from the uid."""
        self.intake_key = intake_key_of(self.uid)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("lead", args=[self.uid])

    @property
    def reference(self) -> str:
        """What papers call it: the number of the office it came from, else our own once it has one. A warning's key is no number."""
        theirs = "" if self.channel == Channel.WARNING else self.external_number
        return theirs or self.number

    @property
    def against(self) -> str:
        """Who or what it is about, in one name."""
        if self.project_id:
            return self.project.name
        return self.employer.name if self.employer_id else self.employer_text or "单位不详"

    @property
    def masked_name(self) -> str:
        """王** for lists; a report's sender is nobody's business."""
        if self.kind == LeadKind.REPORT:
            return "（举报人密封）"
        return mask_name(self.name) or "未留姓名"

    @property
    def is_own_amount(self) -> bool:
        """Whether ``amount`` is the sender's own money: alone, or asked so by the complaint page; else it is the group's sum."""
        return self.people == 1 or self.channel == Channel.QR


class LeadFile(TenantModel):
    """A picture or paper that came with a lead or after it; not shown on the sender's page."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+", verbose_name="线索")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = "线索附件"
        verbose_name_plural = "线索附件"
        ordering = ["id"]
        indexes = [models.Index(fields=["lead"], name="lead_file")]

    def __str__(self) -> str:
        return str(self.file)
