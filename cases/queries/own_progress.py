"""What each sender may know of the case he caused: its stages, his own money, what was said for him; nobody else's figures."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cases.models import Case, CaseLead, CaseNote, CaseWorkerLine, Lead
from portal.lib import money
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor


def own_progress(actor: Actor, case: Case) -> Iterator[tuple[Lead, dict[str, Any]]]:
    """Each lead of the case with its ``progress``; amounts are texts, days ISO."""
    links = list(CaseLead.objects.visible_to(actor).filter(case=case).select_related("lead", "line"))
    people = _lines_of_people(actor, case)
    common = _of_case(case) | {"notes": _told(actor, case)}
    for link in links:
        own = [] if link.line is None else people[bytes(link.line.id_index)] if link.line.id_index else [link.line]
        yield link.lead, {"about": link.lead.progress.get("about", "")} | common | _of_lines(own)


def _lines_of_people(actor: Actor, case: Case) -> dict[bytes, list[CaseWorkerLine]]:
    found: dict[bytes, list[CaseWorkerLine]] = defaultdict(list)
    for line in CaseWorkerLine.objects.visible_to(actor).of(case).filter(id_index__isnull=False):
        found[bytes(line.id_index)].append(line)
    return found


def _of_case(case: Case) -> dict[str, Any]:
    return {
        "case": case.number,
        "organ": case.organ_name,
        "officer": mask_name(case.officer.name) if case.officer else "",
        "opened_on": case.opened_on.isoformat(),
        "due_on": _iso(case.investigate_due_on),
        "is_filed": case.filed_on is not None,
        "closed_on": _iso(case.closed_on) if not case.is_open else None,
        "closing": case.get_closing_kind_display() if not case.is_open else "",
        "agreed_until_on": _iso(case.agreed_until_on) if not case.is_open else None,
        "settled_on": _iso(case.settled_on),
    }


def _told(actor: Actor, case: Case) -> list[dict[str, Any]]:
    rows = CaseNote.objects.visible_to(actor).filter(case=case, is_told=True).order_by("on", "id")
    return [{"on": row.on.isoformat(), "kind": row.get_kind_display(), "text": row.text, "promised_on": _iso(row.promised_on)} for row in rows]


def _of_lines(lines: list[CaseWorkerLine]) -> dict[str, Any]:
    if not lines:
        return {"has_line": False}
    verified = [line for line in lines if line.verified is not None]
    return {
        "has_line": True,
        "claimed": money.text(sum((line.claimed for line in lines), Decimal("0.00"))),
        "verified": money.text(sum((line.verified for line in verified), Decimal("0.00"))) if len(verified) == len(lines) else None,
        "verified_on": _iso(max(line.verified_on for line in verified)) if len(verified) == len(lines) else None,
        "paid": money.text(sum((line.paid for line in lines), Decimal("0.00"))),
        "owed": money.text(sum((line.owed for line in lines), Decimal("0.00"))),
        "is_settled": all(line.is_settled for line in lines),
        "is_withdrawn": all(line.state == "withdrawn" for line in lines),
        "paid_on": _iso(max((line.paid_on for line in lines if line.paid_on), default=None)),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
