"""Draft a letter about a special wage account."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.reveal import reveal
from portal.audit.log import record
from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.kinds import instrument_kind
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from projects.instruments import ACCOUNT
from projects.models import SpecialWageAccount


def draft_account_letter(*, actor: Actor, account: SpecialWageAccount, kind: str, facts: dict[str, Any], at: dt.datetime, **texts: str) -> Instrument:
    """To the bank unless the tenant or the officer says otherwise; the court that froze the account gets it from the officer's hand.

    The paper names the whole account number: it is a recorded reveal like any other, written down before the draft shows it.
    """
    with transaction.atomic():
        why = f"拟{instrument_kind(kind).title}，文书写明账号"
        number = reveal(account, "account_number", actor=actor, right="documents.draft", reason=why, at=at)
        draft = draft_instrument(
            actor=actor, kind=kind, addressees={"bank": account.bank, "enterprise": account.project.general_contractor, "owner": account.project.owner},
            facts={**facts, ACCOUNT: number}, at=at, region_id=account.region_id,
            occasion=Occasion("projects.SpecialWageAccount", str(account.uid), f"{account.project.name} {account}", account.project_id, account.project.name),
            **texts,
        )  # fmt: skip
        record(actor, "projects.draft_account_letter", account.project, detail={"kind": draft.spec.title, "account": account.tail})
    return draft
