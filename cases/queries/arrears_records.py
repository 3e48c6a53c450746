"""The record of arrears a project leaves behind: one for each case in which wages were verified, settled or not."""

import datetime as dt
from typing import Any

from cases.enums import ClosingKind
from cases.models import Case, CaseWorkerLine
from portal.tenancy.scope import Actor
from projects.facts import arrears_record

VERIFIED, FILED, DECIDED = "verified", "filed", "decided"


def arrears_records(actor: Actor, project_id: int) -> list[dict[str, Any]]:
    """Grade by how far the case went; it occurred on the last day wages were owed for, was verified on the first day somebody found so."""
    lines: dict[int, list[CaseWorkerLine]] = {}
    for line in CaseWorkerLine.objects.visible_to(actor).filter(case__project_id=project_id, verified__gt=0).order_by("case_id", "id"):
        lines.setdefault(line.case_id, []).append(line)
    cases = Case.objects.visible_to(actor).filter(pk__in=lines).exclude(closing_kind=ClosingKind.UNFOUNDED).order_by("pk")
    return [_record(case, lines[case.pk]) for case in cases]


def _record(case: Case, lines: list[CaseWorkerLine]) -> dict[str, Any]:
    occurred = _days(line.owed_to or line.owed_from for line in lines)
    verified = _days(line.verified_on for line in lines)
    return arrears_record(grade=_grade(case), reference=case.number, occurred_on=max(occurred, default=None), verified_on=min(verified, default=case.opened_on))


def _grade(case: Case) -> str:
    if case.closing_kind == ClosingKind.DECISION_EXECUTED:
        return DECIDED
    return FILED if case.filed_on else VERIFIED


def _days(found: Any) -> list[dt.date]:
    return [day for day in found if day is not None]
