"""双派: the firm, the territory and the industry's department learn of red and yellow warnings, and of those that grew to it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from earlywarning.enums import LEVEL_RANK, EventKind, WarningLane, WarningLevel
from earlywarning.models import EarlyWarning, Graded, WarningEvent
from earlywarning.queries.writing import add_rows
from portal.jobs import outbox
from portal.tenancy.scope import Actor

TITLE = "双派：通知企业、属地监察和行业主管部门"


def tell_parties(opened: Sequence[EarlyWarning], changed: Iterable[Graded], *, actor: Actor, at: dt.datetime) -> None:
    """One message for each project and for each subcontractor on it, never one for each warning; blue ones are read on the desk."""
    new = [w for w in opened if _matters(w)]
    risen = [w for w in changed if _matters(w) and LEVEL_RANK[w.level] > LEVEL_RANK[w.level_before]]
    _post("earlywarning.opened_on_project", [*_by_firm(new)], at)
    _post("earlywarning.opened_for_departments", [*_by_project(new)], at)
    _post("earlywarning.risen_on_project", [*_by_firm(risen)], at)
    _post("earlywarning.risen_for_officials", [*_by_project(risen)], at)
    add_rows([_event(w, actor, at) for w in (*new, *risen)])


def _matters(warning: Graded) -> bool:
    return warning.lane == WarningLane.CLEARANCE and warning.level != WarningLevel.BLUE


def _by_project(found: Sequence[Graded]) -> list[tuple[str, list[Graded], dict]]:
    groups: dict[int, list[Graded]] = defaultdict(list)
    for warning in found:
        groups[warning.project_id].append(warning)
    return [(str(project), rows, {}) for project, rows in groups.items()]


def _by_firm(found: Sequence[Graded]) -> list[tuple[str, list[Graded], dict]]:
    """To the general contractor everything, to a subcontractor what is about its own sheets."""
    groups: dict[tuple[int, int], list[Graded]] = defaultdict(list)
    for warning in found:
        if warning.subcontractor_id is not None:
            groups[warning.project_id, warning.subcontractor_id].append(warning)
    return [*_by_project(found), *((f"{project}:{firm}", rows, {"firm": firm}) for (project, firm), rows in groups.items())]


def _post(kind: str, told: Sequence[tuple[str, list[Graded], dict]], at: dt.datetime) -> None:
    outbox.post_all(kind, [(f"{key}:{at.isoformat()}", _message(rows) | more, rows[0].region_id) for key, rows, more in told])


def _message(found: Sequence[Graded]) -> dict:
    worst = max(found, key=lambda warning: LEVEL_RANK[warning.level])
    return {"project": worst.project_id, "title": worst.title, "count": len(found), "level": worst.level}


def _event(warning: Graded, actor: Actor, at: dt.datetime) -> WarningEvent:
    return WarningEvent(
        region_id=warning.region_id, project_id=warning.project_id, warning_id=warning.pk, kind=EventKind.NOTIFIED, at=at, by=actor.name,
        title=TITLE, level_after=warning.level,
    )  # fmt: skip
