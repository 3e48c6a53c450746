"""Agree to the closing of a special wage account, and record that the bank closed it."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.account_rows import locked_account
from projects.actions.storing import change
from projects.closing_checks import obstacles
from projects.enums_accounts import ClosingState
from projects.models import AccountClosing


def agree_closing(*, actor: Actor, closing: AccountClosing, on: dt.date, at: dt.datetime) -> AccountClosing:
    """The authority's own act: thirty days are over, the pledge is there, no case, no lawsuit and no unpaid month stands (53号文 第十条)."""
    with transaction.atomic():
        account = locked_account(actor, closing.account)
        standing = obstacles(closing, on=on, at=at)
        if standing:
            raise Refused(f"还不能同意销户：{'；'.join(standing)}。", "held")
        detail = {"account": account.tail, "on": on.isoformat()}
        return move(closing, "agree", actor=actor, at=at, detail=detail, agreed_on=on, agreed_by=actor.name)


def close_account(*, actor: Actor, closing: AccountClosing, closed_on: dt.date, on: dt.date, at: dt.datetime, balance: Decimal | None = None) -> AccountClosing:
    """By the bank on the authority's notice; what is left belongs to the contractor. What arose since the agreement stops it all the same."""
    if closed_on > on:
        raise Refused("销户日期不能晚于今天。", "future")
    with transaction.atomic():
        account = locked_account(actor, closing.account)
        if closing.agreed_on and closed_on < closing.agreed_on:
            raise Refused(f"销户日期不能早于同意销户的 {closing.agreed_on}。", "dates")
        standing = obstacles(closing, on=on, at=at) if closing.state == ClosingState.AGREED else []
        if standing:
            raise Refused(f"同意之后又有了新情况，不能销户：{'；'.join(standing)}。", "held")
        done = move(closing, "close", actor=actor, at=at, detail={"account": account.tail, "on": closed_on.isoformat()}, closed_on=closed_on, balance=balance)
        account.closed_on = closed_on
        change(account, "closed_on")
    return done


def withdraw_closing(*, actor: Actor, closing: AccountClosing, reason: str, at: dt.datetime) -> AccountClosing:
    """The notice is taken down: an objection came in, or the project goes on."""
    with transaction.atomic():
        account = locked_account(actor, closing.account)
        return move(closing, "withdraw", actor=actor, at=at, note=reason.strip(), detail={"account": account.tail})
