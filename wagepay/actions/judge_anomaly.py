"""A finding is explained by who employs, and judged by who supervises."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.enums import AnomalyState
from wagepay.models import AttendanceFinding

ASKED = (AnomalyState.OPEN, AnomalyState.EXPLAINED)
JUDGED = (AnomalyState.ACCEPTED, AnomalyState.CONFIRMED)


def explain_anomaly(*, actor: Actor, finding: AttendanceFinding, text: str, at: dt.datetime) -> AttendanceFinding:
    """The employer's words; they may be bettered until somebody has judged."""
    require(actor, "wagepay.explain_anomaly")
    _check(text, "说明")
    with transaction.atomic():
        finding = _locked(actor, finding, ASKED)
        finding.state, finding.explanation = AnomalyState.EXPLAINED, text.strip()
        finding.explained_by, finding.explained_at = actor.name, at
        finding.save(update_fields=["state", "explanation", "explained_by", "explained_at"])
        record(actor, "wagepay.explain_anomaly", finding, detail={"kind": finding.get_kind_display(), "text": finding.explanation})
    return finding


def judge_anomaly(*, actor: Actor, finding: AttendanceFinding, state: str, text: str, at: dt.datetime) -> AttendanceFinding:
    """Normal or not, with the reason; a later judgement replaces an earlier one and both stay in the trail."""
    require(actor, "wagepay.judge_anomaly")
    if state not in JUDGED:
        raise Refused("请选择核实结果。", "state")
    _check(text, "核实意见")
    with transaction.atomic():
        finding = _locked(actor, finding, (*ASKED, *JUDGED))
        finding.state, finding.judgement, finding.judged_by, finding.judged_at = AnomalyState(state), text.strip(), actor.name, at
        finding.save(update_fields=["state", "judgement", "judged_by", "judged_at"])
        record(
            actor, "wagepay.judge_anomaly", finding, detail={"kind": finding.get_kind_display(), "to": finding.get_state_display(), "text": finding.judgement}
        )
    return finding


def _check(text: str, what: str) -> None:
    if len(text.strip()) < 5:
        raise Refused(f"请写明{what}（至少 5 个字）。", "text")


def _locked(actor: Actor, finding: AttendanceFinding, states: tuple[str, ...]) -> AttendanceFinding:
    finding = AttendanceFinding.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=finding.pk)
    if finding.state not in states:
        raise Refused(f"这条异常{finding.get_state_display()}，不能再办这一步。", "wrong_state")
    return finding
