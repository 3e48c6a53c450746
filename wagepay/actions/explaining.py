"""A finding is explained by who acts there, and judged by who supervises. Shared by what is found in attendance and on the account."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.enums import AnomalyState

ASKED = (AnomalyState.OPEN, AnomalyState.EXPLAINED)
JUDGED = (AnomalyState.ACCEPTED, AnomalyState.CONFIRMED)


def explain(row: Any, verb: str, *, actor: Actor, text: str, at: dt.datetime, **changes: Any) -> Any:
    """The word of who acts there; it may be bettered until somebody has judged."""
    require(actor, verb)
    _check(text, "说明")
    with transaction.atomic():
        row = _locked(actor, row, ASKED)
        values = {"state": AnomalyState.EXPLAINED, "explanation": text.strip(), "explained_by": actor.name, "explained_at": at, **changes}
        _write(row, values)
        record(actor, verb, row, detail={"kind": row.get_kind_display(), "text": row.explanation})
    return row


def judge(row: Any, verb: str, *, actor: Actor, state: str, text: str, at: dt.datetime) -> Any:
    """Normal or not, with the reason; a later judgement replaces an earlier one and both stay in the trail."""
    require(actor, verb)
    if state not in JUDGED:
        raise Refused("请选择核实结果。", "state")
    _check(text, "核实意见")
    with transaction.atomic():
        row = _locked(actor, row, (*ASKED, *JUDGED))
        _write(row, {"state": AnomalyState(state), "judgement": text.strip(), "judged_by": actor.name, "judged_at": at})
        record(actor, verb, row, detail={"kind": row.get_kind_display(), "to": row.get_state_display(), "text": row.judgement})
    return row


def _write(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _check(text: str, what: str) -> None:
    if len(text.strip()) < 5:
        raise Refused(f"请写明{what}（至少 5 个字）。", "text")


def _locked(actor: Actor, row: Any, states: tuple[str, ...]) -> Any:
    row = type(row).objects.writable_by(actor).select_for_update(of=("self",)).get(pk=row.pk)
    if row.state not in states:
        raise Refused(f"这条异常{row.get_state_display()}，不能再办这一步。", "wrong_state")
    return row
