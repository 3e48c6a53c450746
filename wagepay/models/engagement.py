"""People of a project: who works for whom, on what terms."""

import datetime as dt
import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import ContractKind, PayWay, PersonSource, WageForm, WorkerType
from wagepay.models.scoping import ProjectRowsQuerySet, money

# What a county's old rosters often lack, and what has to be completed: name -> (words, which rows lack it).
GAPS: dict[str, tuple[str, Q]] = {
    "contract": ("劳动合同或用工协议", Q(contract_kind=ContractKind.NONE)),
    "training": ("安全培训", Q(trained_on__isnull=True)),
    "rate": ("工资标准", Q(daily_rate__isnull=True)),
    "card": ("工资卡", Q(card_index__isnull=True) & (Q(pay_way=PayWay.CARD) | Q(pay_way_reason=""))),
    "phone": ("手机号", Q(phone_index__isnull=True)),
}
GAP = reduce(or_, (condition for _, condition in GAPS.values()))


class EngagementQuerySet(ProjectRowsQuerySet):
    def registered(self) -> "EngagementQuerySet":
        """People who came by the roster; the others were first met on a sheet."""
        return self.filter(registered_on__isnull=False)

    def on_site(self, on: dt.date) -> "EngagementQuerySet":
        return self.filter(Q(entered_on__isnull=True) | Q(entered_on__lte=on), Q(left_on__isnull=True) | Q(left_on__gte=on))

    def trained(self) -> "EngagementQuerySet":
        """Safety training before the first day (建市〔2019〕18号 第八条)."""
        return self.filter(trained_on__isnull=False)

    def paid_their_way(self) -> "EngagementQuerySet":
        """An own card, or another way with the reason: nobody is forced to have a card."""
        return self.filter(Q(card_index__isnull=False) | ~Q(pay_way=PayWay.CARD) & ~Q(pay_way_reason=""))

    def to_complete(self) -> "EngagementQuerySet":
        """Of the people imported at go-live those who still lack something; evidence takes them off."""
        return self.filter(GAP, grace_until__isnull=False, left_on__isnull=True)

    def with_contract(self) -> "EngagementQuerySet":
        return self.exclude(contract_kind=ContractKind.NONE)


class Engagement(TenantModel):
    """在场用工: one person at one employer of one project, with the enterprise's own encrypted copies.

    ``id_index`` is the person in every other table of this room. A person first met on a sheet has a row
    too (``registered_on`` empty): facts are recorded, the missing registration is lit (条例28).
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="id_index")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    worker = models.ForeignKey("wagepay.Worker", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="务工人员")
    source = models.CharField("来源", max_length=12, choices=PersonSource.choices, default=PersonSource.ROSTER)
    registered_on = models.DateField("实名登记日期", null=True, blank=True)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField("姓名排序码", max_length=160, blank=True)
    id_kind = models.CharField("证件类型", max_length=2, default="01")
    id_number = EncryptedField("证件号码", kind="id_number")
    id_index = BlindIndexField("证件号码索引", source="id_number")
    birth_on = models.DateField("出生日期", null=True, blank=True)
    phone = EncryptedField("手机号", kind="phone", null=True, blank=True)
    phone_index = BlindIndexField("手机号索引", source="phone", null=True)
    card = EncryptedField("工资卡号", kind="bank_card", null=True, blank=True)
    card_index = BlindIndexField("工资卡号索引", source="card", null=True)
    bank_name = models.CharField("开户行", max_length=80, blank=True)
    team = models.CharField("班组", max_length=60, blank=True)
    trade = models.CharField("工种", max_length=40, blank=True)
    trade_code = models.CharField("工种代码", max_length=4, blank=True, default="", db_default="")
    worker_type = models.SmallIntegerField("人员类型", choices=WorkerType.choices, default=WorkerType.BUILDER)
    contract_kind = models.CharField("用工凭据", max_length=10, choices=ContractKind.choices, default=ContractKind.NONE)
    contract_signed_on = models.DateField("合同签订日期", null=True, blank=True)
    contract_until = models.DateField("合同终止日期", null=True, blank=True)
    pay_date = models.CharField("约定支付日期", max_length=40, blank=True, default="", db_default="")
    pay_way = models.CharField("支付方式", max_length=6, choices=PayWay.choices, default=PayWay.CARD, db_default="card")
    pay_way_reason = models.CharField("不用银行卡的原因", max_length=120, blank=True, default="", db_default="")
    wage_form = models.CharField("计酬方式", max_length=6, choices=WageForm.choices, default=WageForm.DAY)
    daily_rate = money("日工资标准", null=True, blank=True)
    entered_on = models.DateField("进场日期", null=True, blank=True)
    entered_reason = models.CharField("进场说明", max_length=80, blank=True, default="", db_default="")
    left_on = models.DateField("退场日期", null=True, blank=True)
    left_reason = models.CharField("退场原因", max_length=80, blank=True, default="", db_default="")
    trained_on = models.DateField("安全培训日期", null=True, blank=True)
    training_hours = models.DecimalField("培训学时", max_digits=4, decimal_places=1, null=True, blank=True)
    grace_until = models.DateField("存量整改期限", null=True, blank=True)  # came with what a county had already, and lacked something then
    # Whom a rule has to look at: once true it stays, though the other may have left (``wagepay.queries.shared_phones``).
    shares_phone = models.BooleanField("手机号与同单位他人相同过", default=False, db_default=False, editable=False)
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = "在场用工"
        verbose_name_plural = "在场用工"
        ordering = ["project", "team", "name_key", "id"]
        constraints = [
            # One row per person and employer; a second stay on the same site continues the row, its days tell the gap.
            models.UniqueConstraint(fields=["project", "employer", "id_index"], name="engagement_once"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(entered_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="engagement_dates",
                violation_error_message="退场日期不能早于进场日期。",
            ),
            models.CheckConstraint(
                condition=Q(daily_rate__isnull=True) | Q(daily_rate__gte=0), name="engagement_rate", violation_error_message="日工资标准不能是负数。"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "id_index"], name="engagement_region_person"),
            models.Index(fields=["project", "id_index"], name="engagement_project_person"),
            models.Index(fields=["phone_index"], name="engagement_phone", condition=Q(phone_index__isnull=False)),
            # What the rules ask of all rosters each night.
            models.Index(fields=["project"], name="engagement_shared_phone", condition=Q(shares_phone=True)),
            models.Index(fields=["birth_on"], name="engagement_birth"),
            models.Index(fields=["entered_on"], name="engagement_entered"),
            models.Index(fields=["left_on"], name="engagement_left", condition=Q(left_on__isnull=False)),
            models.Index(fields=["project", "card_index"], name="engagement_card", condition=Q(card_index__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gaps(self) -> list[str]:
        """What is still lacking, in words; the same as ``GAPS`` asks of the database."""
        lacks = {
            "contract": self.contract_kind == ContractKind.NONE,
            "training": self.trained_on is None,
            "rate": self.daily_rate is None,
            "card": self.card_index is None and (self.pay_way == PayWay.CARD or not self.pay_way_reason),
            "phone": self.phone_index is None,
        }
        return [GAPS[name][0] for name, is_lacking in lacks.items() if is_lacking]

    @property
    def is_registered(self) -> bool:
        return self.registered_on is not None
