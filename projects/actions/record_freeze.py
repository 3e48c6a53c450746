"""A court or another authority froze the money of a special wage account, and let it go again."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.account_rows import locked_account
from projects.actions.storing import change, insert
from projects.models import AccountFreeze, SpecialWageAccount


def record_freeze(
    *,
    actor: Actor,
    account: SpecialWageAccount,
    frozen_on: dt.date,
    organ: str,
    on: dt.date,
    at: dt.datetime,
    document_number: str = "",
    amount: Decimal | None = None,
    reason: str = "",
) -> AccountFreeze:
    """Told by the bank or the contractor: the account may be frozen only for wages of this very project (条例 第三十三条)."""
    require(actor, "projects.record_freeze")
    if frozen_on > on:
        raise Refused("冻结日期不能晚于今天。", "future")
    with transaction.atomic():
        locked = locked_account(actor, account)
        if locked.closed_on is not None:
            raise Refused("专户已经销户，不用再登记冻结。", "closed")
        if frozen_on < locked.opened_on:
            raise Refused(f"冻结日期不能早于开户日期 {locked.opened_on}。", "dates")
        freeze = AccountFreeze(
            project=locked.project, region_id=locked.region_id, account=locked, frozen_on=frozen_on, organ=organ.strip(), document_number=document_number.strip(),
            amount=amount, reason=reason.strip(), recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        insert(freeze)
        locked.frozen_on = frozen_on
        change(locked, "frozen_on")
        record(actor, "projects.record_freeze", locked.project, detail={"account": locked.tail, "organisation": freeze.organ, "on": frozen_on.isoformat()})
    return freeze


def record_thaw(*, actor: Actor, freeze: AccountFreeze, thawed_on: dt.date, on: dt.date) -> AccountFreeze:
    """The freeze is over; the account works again."""
    require(actor, "projects.record_freeze")
    if thawed_on > on:
        raise Refused("解除日期不能晚于今天。", "future")
    with transaction.atomic():
        account = locked_account(actor, freeze.account)
        locked = AccountFreeze.objects.of(account.project).select_for_update(of=("self",)).get(pk=freeze.pk)
        if locked.thawed_on is not None:
            raise Refused(f"这次冻结已于 {locked.thawed_on} 解除。", "thawed")
        locked.thawed_on = thawed_on
        change(locked, "thawed_on")
        account.frozen_on = None
        change(account, "frozen_on")
        record(actor, "projects.record_thaw", account.project, detail={"account": account.tail, "on": thawed_on.isoformat()})
    return locked
