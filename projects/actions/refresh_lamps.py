"""Write the lamps of many projects down, for lists and coverage; the evidence is judged by the same code as on the dossier."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.checklists import Checklist, in_use
from projects.models import Project, SystemLamps
from projects.systems.evidence import Evidence, gather_all
from projects.systems.figures import newest_policies
from projects.systems.lamps import SystemRow
from projects.systems.mechanism import ASPECTS, BUILT, Judged
from projects.systems.notice_board import ELEMENTS as BOARDS
from projects.systems.remedies import plan

BATCH = 200
WRITTEN = ["region", "on", "marks", "missing", "late", "is_stale", "judged_in", "policy_seen"]


def refresh_lamps(*, actor: Actor, on: dt.date, everything: bool = False, most: int | None = None) -> int:
    """Judge the projects whose evidence or whose tenant's figures have changed, that were judged on another day or never; ``everything`` asks for all.

    Whoever changes a project waits for the end of the transaction that judges it, so the timetable takes ``most`` at a time.
    """
    projects = Project.objects.writable_by(actor).order_by("pk")
    if not everything:
        fresh = SystemLamps.objects.visible_to(actor).filter(is_stale=False, on=on, judged_in=F("project__region"))
        projects = projects.exclude(pk__in=_by_present_figures(fresh).values("project"))
    done = 0
    for batch in _batches(list(projects.values_list("pk", flat=True)[:most])):
        done += _refresh(actor, batch, on)
    return done


def _by_present_figures(rows: QuerySet) -> QuerySet:
    """Without those that were judged before a policy row of their region or of a node above it was written."""
    pairs = set(rows.order_by().values_list("judged_in", "policy_seen").distinct())
    newest = newest_policies(Region.objects.filter(pk__in={region for region, _ in pairs}))
    for region, seen in pairs:
        if seen != newest.get(region):
            rows = rows.exclude(judged_in=region, policy_seen=seen)
    return rows


@transaction.atomic
def _refresh(actor: Actor, batch: Sequence[int], on: dt.date) -> int:
    """Whoever changes a project now waits for its row here and marks it afterwards; what he wrote before is seen."""
    list(SystemLamps.objects.writable_by(actor).filter(project__in=batch).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    rows = list(Project.objects.writable_by(actor).filter(pk__in=batch).select_related("owner", "general_contractor"))
    SystemLamps.objects.bulk_create(lamps_of(rows, on), update_conflicts=True, unique_fields=["project"], update_fields=WRITTEN)
    return len(rows)


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def lamps_of(projects: Sequence[Project], on: dt.date) -> list[SystemLamps]:
    """The summary rows of these projects, judged on the day and not written."""
    seen = newest_policies(Region.objects.filter(pk__in={project.region_id for project in projects}))
    evidence = gather_all(projects, on)
    lists = {}
    for found in evidence.values():
        if found.project.region_id not in lists:
            lists[found.project.region_id] = in_use(found.policies)
    return [_row(evidence[project.pk], lists[project.region_id], seen[project.region_id]) for project in projects]


def _row(evidence: Evidence, lists: Sequence[Checklist], policy_seen: int) -> SystemLamps:
    """What is left to do is counted as the dossier lists it: by the steps of the plan over all lists of the tenant."""
    judged, marks, rows = Judged(evidence), {}, []
    for checklist in lists:
        for item in checklist.items:
            row = judged.row(item)
            marks |= {checklist.lamp_key(item, aspect): _mark(row, aspect) for aspect in ASPECTS if any(e.aspect == aspect for e in item.elements)}
            rows.append(row)
    marks |= {element.mark_key: judged.lamp(element).mark for element in BOARDS}  # what the rule of boards looks at first
    project, steps = evidence.project, plan(rows)
    return SystemLamps(
        project_id=project.pk, region_id=project.region_id, on=evidence.on, marks=marks, missing=len(steps), late=sum(step.is_late for step in steps),
        judged_in=project.region_id, policy_seen=policy_seen,
    )  # fmt: skip


def _mark(row: SystemRow, aspect: str) -> str:
    return (row.established if aspect == BUILT else row.operating).mark
