"""The electronic copies are on the monitoring platform, the paper copies with the labour authority (53号文 第六条、第二十八条；西青实施方案)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change
from projects.models import SpecialWageAccount, WageSecurityDeposit


def record_account_upload(*, actor: Actor, account: SpecialWageAccount, uploaded_on: dt.date, on: dt.date) -> SpecialWageAccount:
    """Date the upload; the first one counts."""
    require(actor, "projects.open_account")
    check_writable(actor, account.project)
    with transaction.atomic():
        locked = SpecialWageAccount.objects.of(account.project).select_for_update(of=("self",)).get(pk=account.pk)
        _check(uploaded_on, locked.opened_on, locked.uploaded_on, on, "上传")
        locked.uploaded_on = uploaded_on
        change(locked, "uploaded_on")
        record(actor, "projects.upload_account", locked.project, detail={"account": locked.tail, "on": uploaded_on.isoformat()})
    return locked


def record_deposit_copies(
    *, actor: Actor, deposit: WageSecurityDeposit, on: dt.date, filed_on: dt.date | None = None, uploaded_on: dt.date | None = None
) -> WageSecurityDeposit:
    """Either step or both; what is dated already stays as it was."""
    require(actor, "projects.store_deposit")
    check_writable(actor, deposit.project)
    if filed_on is None and uploaded_on is None:
        raise Refused("请填备案日期或者上传日期。", "empty")
    with transaction.atomic():
        locked = WageSecurityDeposit.objects.of(deposit.project).select_for_update(of=("self",)).get(pk=deposit.pk)
        given = {"agreement_filed_on": filed_on, "uploaded_on": uploaded_on}
        for name, day in given.items():
            if day is not None:
                _check(day, locked.deposited_on, getattr(locked, name), on, "备案" if name == "agreement_filed_on" else "上传")
                setattr(locked, name, day)
        change(locked, *given)
        detail = {name: day.isoformat() for name, day in (("filed_on", filed_on), ("uploaded_on", uploaded_on)) if day}
        record(actor, "projects.deposit_copies", locked.project, detail=detail)
    return locked


def _check(day: dt.date, since: dt.date, known: dt.date | None, on: dt.date, word: str) -> None:
    if known is not None:
        raise Refused(f"已于 {known} {word}。", "done")
    if day > on:
        raise Refused(f"{word}日期不能晚于今天。", "future")
    if day < since:
        raise Refused(f"{word}日期不能早于 {since}。", "dates")
