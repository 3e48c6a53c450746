"""The account has been filed with the authority (D02: thirty days after it was opened)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change
from projects.models import SpecialWageAccount


def record_account_filing(*, actor: Actor, account: SpecialWageAccount, filed_on: dt.date, on: dt.date, number: str = "") -> SpecialWageAccount:
    """Date the filing; a second filing is refused, because the first one counts (53号文 第六条)."""
    require(actor, "projects.file_account")
    check_writable(actor, account.project)
    if filed_on > on:
        raise Refused("备案日期不能晚于今天。", "future")
    with transaction.atomic():
        locked = SpecialWageAccount.objects.of(account.project).select_for_update(of=("self",)).get(pk=account.pk)
        if locked.filed_on is not None:
            raise Refused(f"这个专户已于 {locked.filed_on} 备案。", "filed")
        locked.filed_on = filed_on
        change(locked, "filed_on")
        record(
            actor, "projects.file_account", locked.project, detail={"account": str(locked.account_number), "filed_on": filed_on.isoformat(), "number": number}
        )
    return locked
