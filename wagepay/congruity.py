"""人工费一致性: the labour cost a contract of this size would have brought in the months the portal knows, beside the wages that were declared.

Advisory alone: a wide gap asks where the people are registered or paid; it is no offence and opens no warning.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Min, Sum

from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import ProjectMonth
from wagepay.policies import CONGRUITY_HIGH, CONGRUITY_LOW, LABOUR_SHARE

HUNDRED = Decimal(100)
FEN = Decimal("0.01")
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Congruity:
    """Every step of the working; ``missing`` says what has to be recorded before anything can be reckoned."""

    missing: str = ""
    contract: Decimal = Decimal(0)
    share: Decimal = Decimal(0)  # per cent
    share_source: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    days_gone: int = 0
    days_planned: int = 0
    declared: Decimal = Decimal(0)
    low: int = 0
    high: int = 0

    @property
    def progress(self) -> Decimal:
        """Per cent of the planned time that the known months make up, to a tenth."""
        return (HUNDRED * self.days_gone / self.days_planned).quantize(TENTH, ROUND_HALF_UP)

    @property
    def expected(self) -> Decimal:
        return (self.contract * self.share / HUNDRED * self.days_gone / self.days_planned).quantize(FEN, ROUND_HALF_UP)

    @property
    def ratio(self) -> Decimal:
        """Declared wages in per cent of the expected labour cost, to a tenth."""
        return (HUNDRED * self.declared / self.expected).quantize(TENTH, ROUND_HALF_UP) if self.expected else Decimal(0)

    @property
    def words(self) -> str:
        if self.ratio < self.low:
            return "明显偏低"
        return "明显偏高" if self.ratio > self.high else "大体相当"

    @property
    def advice(self) -> str:
        if self.ratio < self.low:
            return "可能有人没有登记、没有上表，或者工资从别处发，请核对。"
        return "请核对合同额、人工费占比和工资表。" if self.ratio > self.high else ""

    @property
    def tone(self) -> str:
        return "yellow" if self.ratio < self.low or self.ratio > self.high else "ok"


def congruity_of(actor: Actor, project: Project, on: dt.date) -> Congruity:
    """From the contract, the planned time and the sheets of the months that are over; months before the first sheet are nobody's fault."""
    policies = PolicySet(project.region, on)
    share, source = _share(project, policies)
    if not project.contract_amount:
        return Congruity("没有登记施工合同额")
    if share is None:
        return Congruity("施工合同没有写人工费数额或占比，本地也没有录入参考比例")
    if not project.started_on or not project.planned_end_on or project.planned_end_on <= project.started_on:
        return Congruity("没有登记开工日期或计划竣工日期")
    until = on.replace(day=1)
    months = ProjectMonth.objects.visible_to(actor).filter(project=project, month__lt=until, gross__gt=0)
    known = months.aggregate(total=Sum("gross"), first=Min("month"))
    if known["first"] is None:
        return Congruity("平台上还没有过完的月份的工资表")
    since, end = max(project.started_on, known["first"]), min(project.completed_on or until, project.planned_end_on, until)
    planned, gone = (project.planned_end_on - project.started_on).days, (end - since).days
    if gone <= 0:
        return Congruity("有工资表的月份不在工期之内")
    return Congruity(
        "", project.contract_amount, share, source, since, end, gone, planned, known["total"], policies[CONGRUITY_LOW].value, policies[CONGRUITY_HIGH].value
    )  # fmt: skip


def _share(project: Project, policies: PolicySet) -> tuple[Decimal | None, str]:
    """The contract's own word comes before the place's reference."""
    if project.labour_cost_share:
        return project.labour_cost_share * HUNDRED, "施工合同约定"
    if project.labour_cost_amount and project.contract_amount:
        return (HUNDRED * project.labour_cost_amount / project.contract_amount).quantize(FEN, ROUND_HALF_UP), "施工合同约定的数额折算"
    reference = policies[LABOUR_SHARE]
    return reference.value, f"本地参考比例（{reference.source}）" if reference.value is not None else ""
