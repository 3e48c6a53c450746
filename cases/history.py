"""What happened to a lead or a case, in words, from the audit trail."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q

from cases.enums import AnswerKind, CaseTrack, Channel, ClosingKind, LineKind, NoteKind, PaymentSource
from cases.models import Case, CaseWorkerLine, Lead
from cases.workflow import CASE_MOVES, LEAD_MOVES
from portal.audit.models import Entry
from portal.audit.words import title_of
from portal.lib import show

WORDS = {
    "cases.receive_lead": "收到线索",
    "cases.amend_lead": "补正",
    "cases.issue_code": "补发查询码",
    "cases.answer_progress": "反映人说",
    "cases.open_case": "受理，建立案件",
    "cases.join_case": "线索并入",
    "cases.add_line": "登记人员",
    "cases.verify_line": "核实金额",
    "cases.record_payment": "到账",
    "cases.withdraw_line": "撤回",
    "cases.note": "办理记录",
    "cases.propose_unfounded": "提出“不属实”",
    "cases.reject_unfounded": "不同意“不属实”，退回",
    "cases.settle": "销账",
    "cases.put_in_charge": "确定包案领导",
    "cases.instruct": "领导批示",
    "cases.hand_over": "移交",
    "cases.record_police": "登记移送公安",
    "accounts.reveal": "查看完整号码",
}
WORDS |= {f"cases.lead.{move.verb}": move.label for move in LEAD_MOVES} | {f"cases.case.{move.verb}": move.label for move in CASE_MOVES}
CHOICES = {
    "cases.receive_lead": (("channel", Channel),),
    "cases.answer_progress": (("kind", AnswerKind),),
    "cases.open_case": (("track", CaseTrack),),
    "cases.add_line": (("kind", LineKind),),
    "cases.record_payment": (("source", PaymentSource),),
    "cases.note": (("kind", NoteKind),),
    "cases.case.close": (("kind", ClosingKind),),
    "cases.case.close_unfounded": (("kind", ClosingKind),),
}
LEVELS = {"cases.settle": "ok", "cases.record_payment": "ok"}


def lead_entries(lead: Lead, limit: int = 30) -> list[dict]:
    return _entries([("cases.Lead", [lead.uid])], limit)


def case_entries(case: Case, lines: Iterable[CaseWorkerLine], leads: Iterable[Lead], limit: int = 60) -> list[dict]:
    """The case, its people and its leads together, the newest first."""
    return _entries([("cases.Case", [case.uid]), ("cases.CaseWorkerLine", [line.uid for line in lines]), ("cases.Lead", [lead.uid for lead in leads])], limit)


def _entries(objects: list[tuple[str, list]], limit: int) -> list[dict]:
    wanted = Q(pk__in=[])
    for label, uids in objects:
        wanted |= Q(object_type=label, object_uid__in=[str(uid) for uid in uids])
    rows = Entry.objects.filter(wanted).order_by("-id")[:limit]
    return [{"title": _title(row), "note": note_of(row), "at": row.at, "who": row.actor_name, "level": LEVELS.get(row.verb, "")} for row in rows]


def _title(entry: Entry) -> str:
    title = title_of(entry.verb, WORDS)
    # A worker's line shows its masked name; lead and case stand in the page's head.
    return f"{title} {entry.object_name}" if entry.object_type == "cases.CaseWorkerLine" else title


def note_of(entry: Entry) -> str:
    """The particulars in one line."""
    detail = entry.detail
    parts = [choices(detail[key]).label for key, choices in CHOICES.get(entry.verb, ()) if detail.get(key) in choices.values]
    parts += [f"{show.short_money(Decimal(detail[key]))} 元" for key in ("verified", "amount", "claimed") if detail.get(key)]
    parts += [detail.get(key) for key in ("paid_on", "promised_on", "field", "text", "note", "reason")]
    if isinstance(detail.get("changed"), dict):
        parts.insert(0, "、".join(detail["changed"]))
    return " ".join(str(part) for part in parts if part)
