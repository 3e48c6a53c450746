"""The contractor paid after all, or the decision was withdrawn: the deposit is not used."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.keeping import keeping
from projects.models import DepositDrawdown


def cancel_drawdown(*, actor: Actor, drawdown: DepositDrawdown, on: dt.date, at: dt.datetime, reason: str) -> DepositDrawdown:
    """Not once money has gone out."""
    if drawdown.paid_amount:
        raise Refused("已经有人收到款，不能撤销；其余人员没有到账的，登记原因后再付。", "paid")
    with transaction.atomic(), keeping(actor, drawdown.project, on) as keeper:
        return move(drawdown, "cancel", actor=keeper, at=at, note=reason)
