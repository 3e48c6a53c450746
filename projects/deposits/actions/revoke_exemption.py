"""撤销免存: the condition is gone (title revoked, balance fallen, arrears); from then on the deposit is owed."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.deposits.keeping import keeping
from projects.enums import DepositForm
from projects.models import WageSecurityDeposit


def revoke_exemption(*, actor: Actor, deposit: WageSecurityDeposit, on: dt.date, at: dt.datetime, reason: str) -> WageSecurityDeposit:
    if deposit.form != DepositForm.EXEMPT:
        raise Refused("只有免存可以撤销。", "not_exempt")
    with transaction.atomic(), keeping(actor, deposit.project, on) as keeper:
        return move(deposit, "revoke", actor=keeper, at=at, note=reason, released_on=max(on, deposit.deposited_on), released_reason=reason)
