"""What the owner and the bank report about the money of a site (条例第二十七条、53号文第十二条)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from portal.accounts.enums import Role
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from wagepay.enums import MoneyReportKind, MoneyReportState
from wagepay.models.scoping import AccountRowsQuerySet, money
from wagepay.workflow import REPORT_MOVES


class MoneyReportQuerySet(AccountRowsQuerySet):
    """A bank sees its own reports, not what the owner says of the contractor."""

    def visible_to(self, actor: Actor) -> Any:
        rows = super().visible_to(actor)
        return rows.filter(organisation=actor.enterprise_id) if actor.role == Role.BANK else rows

    def waiting(self) -> "MoneyReportQuerySet":
        return self.filter(state=MoneyReportState.OPEN)


class MoneyReport(TenantModel):
    """资金情况报告: “I paid, the contractor did not”, “labour cost did not arrive”. It waits on the inspector's desk until somebody has looked."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = REPORT_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    organisation = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="报告单位")
    kind = models.CharField("报告事项", max_length=12, choices=MoneyReportKind.choices)
    month = models.DateField("周期月份")
    amount = money("金额", null=True, blank=True)
    day = models.DateField("拨付或应到日期")
    text = models.CharField("情况", max_length=500)
    proof_uid = models.UUIDField("凭证", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=MoneyReportState.choices, default=MoneyReportState.OPEN)
    made_by = models.CharField("报告人", max_length=80)
    made_at = models.DateTimeField("报告时间")
    answer = models.CharField("核实结果", max_length=500, blank=True)
    answered_by = models.CharField("核实人", max_length=80, blank=True)
    answered_at = models.DateTimeField("核实时间", null=True, blank=True)

    objects = MoneyReportQuerySet.as_manager()

    class Meta:
        verbose_name = "资金情况报告"
        verbose_name_plural = "资金情况报告"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="moneyreport_month", violation_error_message="月份应为当月 1 日。"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="moneyreport_amount", violation_error_message="金额要大于 0。"),
            models.UniqueConstraint(
                fields=["project", "organisation", "kind", "month"], condition=Q(state=MoneyReportState.OPEN), name="moneyreport_one_open",
                violation_error_message="这个周期的同一事项已经报告，监察员还没有核实完。",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["region", "state", "-made_at"], name="moneyreport_region_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"
