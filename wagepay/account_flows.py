"""The panel of flows on the page of one special wage account."""

import datetime as dt
from typing import Any

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.account_parts import AccountPart
from projects.models import SpecialWageAccount
from wagepay.models import AccountEntry

SHOWN = 10


def flows(actor: Actor, account: SpecialWageAccount, on: dt.date) -> dict[str, Any] | None:
    """The last lines of this account and project, newest first; the balance is the newest a statement tells."""
    if not may(actor, "wagepay.account"):
        return None
    rows = AccountEntry.objects.visible_to(actor).filter(project=account.project_id, account=account.pk).order_by("-booked_on", "line_key")[:SHOWN]
    entries = list(rows)
    return {"entries": entries, "balance": next((row for row in entries if row.balance is not None), None)}


PART = AccountPart(10, "wagepay/_account_flows.html", flows)
