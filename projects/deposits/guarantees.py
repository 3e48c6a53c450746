"""What is wrong with a guarantee (65号文 第十五至十七条); the faults are shown and warned of, never refused."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import F, Q

from portal.lib import show
from portal.lib.deadlines import add_months
from projects.models import Project, WageSecurityDeposit

AUTHORITY = ("人力资源", "人社")  # the beneficiary is the labour authority of the place

IN_FORCE = dt.date(2021, 11, 1)  # what was stored before stays under the rules of its time (65号文 第二十九条)


@dataclass(frozen=True)
class Fault:
    """One thing that does not fit, with what mends it."""

    code: str
    text: str
    mend: str


def faults(deposit: WageSecurityDeposit, project: Project, required: Decimal | None) -> list[Fault]:
    """Everything wrong with one guarantee; nothing for cash, exemptions and what is older than the rules."""
    if not deposit.is_guaranteed or is_older(deposit):
        return []
    return [*_sum(deposit, required), *_words(deposit), *_term(deposit, project)]


def maybe_unfit() -> Q:
    """The rows of which ``faults`` may have something to say; of all others it certainly has not."""
    words = reduce(or_, (Q(beneficiary__contains=word) for word in AUTHORITY))
    ends_early = Q(expires_on__lt=F("deposited_on") + dt.timedelta(days=366)) | Q(
        expires_on__lt=F("project__planned_end_on"), project__completed_on__isnull=True
    )
    return Q(required_amount__gt=F("amount")) | Q(is_irrevocable=False) | Q(is_on_demand=False) | ~words | ends_early


def is_older(deposit: WageSecurityDeposit) -> bool:
    return deposit.deposited_on < IN_FORCE


def _sum(deposit: WageSecurityDeposit, required: Decimal | None) -> list[Fault]:
    if required is None or deposit.amount >= required:
        return []
    gap = show.ten_thousand(required - deposit.amount)
    return [Fault("sum", f"金额比应存少 {gap} 万元", f"补足 {gap} 万元")]


def _words(deposit: WageSecurityDeposit) -> list[Fault]:
    found = []
    if not deposit.is_irrevocable:
        found.append(Fault("irrevocable", "没有写明不可撤销", "换成不可撤销的保函"))
    if not deposit.is_on_demand:
        found.append(Fault("on_demand", "没有写明见索即付", "换成见索即付的保函"))
    if not any(word in deposit.beneficiary for word in AUTHORITY):
        found.append(Fault("beneficiary", f"受益人{'是“' + deposit.beneficiary + '”' if deposit.beneficiary else '没有登记'}", "受益人改为属地人社部门"))
    return found


def _term(deposit: WageSecurityDeposit, project: Project) -> list[Fault]:
    if deposit.expires_on is None:
        return []
    if deposit.expires_on < add_months(deposit.deposited_on, 12):
        return [Fault("year", "有效期不满一年", "换成有效期一年以上的保函")]
    if project.planned_end_on and deposit.expires_on < project.planned_end_on and project.completed_on is None:
        return [Fault("term", f"有效期至 {deposit.expires_on}，短于合同期 {project.planned_end_on}", "到期前延长或更换到合同期满")]
    return []
