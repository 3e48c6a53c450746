"""Publish that a special wage account will be closed."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from projects.actions.account_rows import locked_account
from projects.actions.storing import insert
from projects.enums import ENDED
from projects.enums_accounts import ClosingReason, ClosingState
from projects.models import AccountClosing, SpecialWageAccount


def start_closing(*, actor: Actor, account: SpecialWageAccount, reason: str, notice_on: dt.date, places: str, on: dt.date, at: dt.datetime) -> AccountClosing:
    """The notice hangs on the site for thirty days (D10); a finished project is closed for that reason, a running one only with a new account to follow."""
    require(actor, "projects.start_closing")
    if notice_on > on:
        raise Refused("公示开始日期不能晚于今天。", "future")
    with transaction.atomic():
        locked = locked_account(actor, account)
        _check(locked, reason, notice_on)
        closing = AccountClosing(
            project=locked.project, region_id=locked.region_id, account=locked, reason=reason, state=ClosingState.PUBLISHED, notice_on=notice_on,
            notice_until=due("D10", notice_on, work_calendar()).due_on, places=places.strip(), recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        insert(closing)
        detail = {"account": locked.tail, "reason": ClosingReason(reason).label, "on": notice_on.isoformat(), "place": closing.places}
        record(actor, "projects.start_closing", locked.project, detail=detail)
    return closing


def _check(account: SpecialWageAccount, reason: str, notice_on: dt.date) -> None:
    project = account.project
    if account.closed_on is not None:
        raise Refused(f"这个专户已于 {account.closed_on} 销户。", "closed")
    if notice_on < account.opened_on:
        raise Refused(f"公示日期不能早于开户日期 {account.opened_on}。", "dates")
    if reason == ClosingReason.COMPLETED:
        if project.state not in ENDED:
            raise Refused(f"项目现在是“{project.get_state_display()}”，完工后才能以完工为由公示销户；先在工地状态里登记完工。", "not_completed")
        if project.completed_on and notice_on < project.completed_on:
            raise Refused(f"公示日期不能早于完工日期 {project.completed_on}。", "dates")
