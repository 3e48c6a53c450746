"""返还的开始: the works are finished, the contractor promises that nobody is unpaid, and says so for thirty days in two places (D11)."""

import datetime as dt

from django.db import transaction

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.deposits.enums import DepositState
from projects.deposits.keeping import keeping
from projects.enums import ENDED, DepositForm
from projects.models import DepositDrawdown, DepositRefund, WageSecurityDeposit

PLACES = "工地维权信息告示牌、人社部门门户网站"


def start_refund(
    *, actor: Actor, deposit: WageSecurityDeposit, announced_on: dt.date, on: dt.date, at: dt.datetime, promised_on: dt.date | None = None, places: str = PLACES
) -> DepositRefund:
    """By the contractor with his promise, or by the keeper himself who found it due (半年清查)."""
    require(actor, "projects.apply_refund")
    by_authority = actor.role not in ENTERPRISE
    _check(deposit, by_authority, announced_on, promised_on, on)
    project = deposit.project
    with transaction.atomic(), keeping(actor, project, on) as keeper:
        made = DepositRefund(
            project=project,
            region_id=project.region_id,
            deposit=deposit,
            promised_on=promised_on,
            announced_on=announced_on,
            announced_until=due("D11", announced_on, work_calendar()).due_on,
            places=places,
            by_authority=by_authority,
            started_by=actor.name,
            started_at=at,
        )
        insert(made)
        record(keeper, "projects.start_refund", project, detail={"on": announced_on.isoformat(), "place": places})
    return made


def _check(deposit: WageSecurityDeposit, by_authority: bool, announced_on: dt.date, promised_on: dt.date | None, on: dt.date) -> None:
    if deposit.form == DepositForm.EXEMPT:
        raise Refused("免存没有可以返还的保证金。", "exempt")
    if deposit.project.state not in ENDED:
        raise Refused("工程完工以后才能办理返还，请先登记完工。", "not_completed")
    if deposit.state != DepositState.HELD:
        raise Refused(f"这笔保证金{deposit.get_state_display()}，不能办理返还。", "wrong_state")
    if DepositDrawdown.objects.of(deposit.project).filter(deposit=deposit).under_way().exists():
        raise Refused("正在动用这笔保证金，不能办理返还。", "in_use")
    if not by_authority and promised_on is None:
        raise Refused("请填书面承诺（没有未解决的欠薪）的日期。", "no_promise")
    if announced_on > on or (promised_on is not None and promised_on > announced_on):
        raise Refused("承诺在前、公示在后，都不能晚于今天。", "bad_date")
