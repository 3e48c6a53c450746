"""办结: the procedure ends. The debt does not."""

import datetime as dt

from django.db import transaction

from cases.actions.decide_lead import answer_lead
from cases.actions.locked import locked_case
from cases.actions.post_case import post_case
from cases.enums import AFTER_CLOSING, NEEDS_ALL_PAID, NEEDS_PAPER, ClosingKind, LeadState
from cases.models import Case, CaseLead, CaseWorkerLine
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


@transaction.atomic
def close_case(
    case: Case,
    *,
    actor: Actor,
    at: dt.datetime,
    kind: ClosingKind,
    note: str,
    reply: str = "",
    paper: StoredFile | None = None,
    agreed_until_on: dt.date | None = None,
) -> Case:
    """Money still owed stays in arrears as 协议履行中, 执行中, 刑事 or 仲裁诉讼 and counts in every figure until paid.

    Every sender is told the result (条例10): ``reply``, else the note. 不属实 needs a second person: see ``propose_unfounded``.
    """
    if kind == ClosingKind.UNFOUNDED:
        raise Refused("“不属实”要先提出、由另一人复核后办结。", "second_person")
    _check(case, actor, kind, note, paper, agreed_until_on, at.date())
    changes = {"closing_file": paper, "agreed_until_on": agreed_until_on if kind == ClosingKind.AGREEMENT else None}
    if kind == ClosingKind.POLICE and case.police_referred_on is None:
        changes["police_referred_on"] = at.date()
    return _close(case, "close", actor, at, kind, note, reply, **changes)


def propose_unfounded(case: Case, *, actor: Actor, at: dt.datetime, note: str) -> Case:
    """提出“不属实”: nothing was found to be owed; another person decides."""
    require(actor, "cases.close")
    _check(case, actor, ClosingKind.UNFOUNDED, note, None, None, at.date())
    case = locked_case(case)
    if not case.is_open:
        raise Refused("案件已办结。", "closed")
    case.proposed_by, case.proposed_note = User.objects.get(pk=actor.user_id), note.strip()
    case.save(update_fields=["proposed_by", "proposed_note"])
    record(actor, "cases.propose_unfounded", case, detail={"note": note.strip()})
    return case


@transaction.atomic
def decide_unfounded(case: Case, *, actor: Actor, at: dt.datetime, agree: bool, note: str, reply: str = "") -> Case:
    """The second person agrees, and the case is closed, or sends it back to be worked on."""
    require(actor, "cases.confirm_unfounded")
    case = locked_case(case)
    if case.proposed_by_id is None:
        raise Refused("没有人提出“不属实”。", "not_proposed")
    if case.proposed_by_id == actor.user_id:
        raise Refused("“不属实”要由另一人复核，不能自己提自己批。", "same_person")
    if not note.strip():
        raise Refused("请写明复核意见。", "no_reason")
    if agree:
        _check(case, actor, ClosingKind.UNFOUNDED, note, None, None, at.date())
        return _close(case, "close_unfounded", actor, at, ClosingKind.UNFOUNDED, f"{case.proposed_note}（复核：{note.strip()}）", reply)
    case.proposed_by, case.proposed_note = None, ""
    case.save(update_fields=["proposed_by", "proposed_note"])
    record(actor, "cases.reject_unfounded", case, detail={"note": note.strip()})
    return case


def _check(case: Case, actor: Actor, kind: ClosingKind, note: str, paper: StoredFile | None, agreed_until_on: dt.date | None, on: dt.date) -> None:
    if not note.strip():
        raise Refused("请写明办结情况和依据。", "no_reason")
    unpaid = list(CaseWorkerLine.objects.visible_to(actor).of(case).unpaid().values_list("name", flat=True))
    if unpaid and kind in NEEDS_ALL_PAID:
        raise Refused(f"还有 {len(unpaid)} 人没有付清（{names(unpaid)}），不能按“{ClosingKind(kind).label}”办结。", "unpaid")
    if paper is None and kind in NEEDS_PAPER:
        raise Refused(f"按“{ClosingKind(kind).label}”办结要上传依据（书面协议、申请书或移送书）。", "no_paper")
    if kind == ClosingKind.AGREEMENT and (agreed_until_on is None or agreed_until_on < on):
        raise Refused("达成协议要写明付清的最后日期，不能早于今天。", "no_term")


def _close(case: Case, verb: str, actor: Actor, at: dt.datetime, kind: ClosingKind, note: str, reply: str, **changes) -> Case:
    on = at.date()
    case = move(
        case,
        verb,
        actor=actor,
        at=at,
        note=note.strip(),
        detail={"kind": str(kind)},
        closed_on=on,
        closing_kind=kind,
        closing_note=note.strip(),
        proposed_by=None,
        **changes,
    )
    if kind in AFTER_CLOSING:
        CaseWorkerLine.objects.visible_to(actor).of(case).unpaid().update(state=AFTER_CLOSING[kind])
    for link in CaseLead.objects.visible_to(actor).filter(case=case, lead__state=LeadState.ACCEPTED).select_related("lead"):
        answer_lead(link.lead, actor=actor, at=at, reply=reply.strip() or note.strip())
    post_case(actor=actor, case=case, on=on)
    return case


def names(found: list[str]) -> str:
    """The first three names, and that there are more."""
    return f"{'、'.join(found[:3])}{'等' if len(found) > 3 else ''}"
