"""The institution did not pay within its five working days: a mark on its record (碌曲县专项整治方案: 担保机构不依规履行清偿义务)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.keeping import keeping
from projects.models import DepositDrawdown


def default_drawdown(*, actor: Actor, drawdown: DepositDrawdown, on: dt.date, at: dt.datetime, reason: str) -> DepositDrawdown:
    """Only when the term is over; it can still pay afterwards, late."""
    require(actor, "projects.keep_deposit")
    if drawdown.pay_by is None or on <= drawdown.pay_by:
        raise Refused(f"支付期限{f'到 {drawdown.pay_by}，' if drawdown.pay_by else ''}还没有到期，不能记为未履行。", "not_over")
    with transaction.atomic(), keeping(actor, drawdown.project, on) as keeper:
        return move(drawdown, "default", actor=keeper, at=at, note=reason, defaulted_on=on)
