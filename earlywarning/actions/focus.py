"""重点监控: put a project under close watch with its plan, who answers for it and by when; take it out with the reason."""

import datetime as dt

from django.db import transaction

from earlywarning.models import FocusProject
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project


@transaction.atomic
def focus_project(*, actor: Actor, project: Project, reason: str, plan: str, responsible: str, unit: str, due_on: dt.date, on: dt.date) -> FocusProject:
    """One watch at a time; without a plan, a name or a day it is none."""
    require(actor, "earlywarning.focus")
    if project.region_id not in actor.scope.write_regions:
        raise Refused("由项目所在县（区）列入重点监控。", "not_own")
    if not all(text.strip() for text in (reason, plan, responsible, unit)):
        raise Refused("原因、方案、责任人、责任单位都要写明。", "incomplete")
    if due_on <= on:
        raise Refused("时限要晚于今天。", "too_early")
    if FocusProject.objects.visible_to(actor).filter(project=project, closed_on__isnull=True).exists():
        raise Refused("这个项目已在重点监控名单上。", "standing")
    row = FocusProject.objects.create(
        region_id=project.region_id, project=project, reason=reason.strip(), plan=plan.strip(), responsible=responsible.strip(), unit=unit.strip(),
        due_on=due_on, opened_on=on, opened_by=actor.name,
    )  # fmt: skip
    record(actor, "earlywarning.focus", row, detail={"reason": row.reason, "responsible": row.responsible, "due_on": due_on.isoformat()})
    return row


@transaction.atomic
def release_project(row: FocusProject, *, actor: Actor, outcome: str, on: dt.date) -> FocusProject:
    """移出, by whoever may put one in, with what was reached."""
    require(actor, "earlywarning.focus")
    if not outcome.strip():
        raise Refused("请写明移出理由。", "no_reason")
    row = FocusProject.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=row.pk)
    if row.closed_on is not None:
        raise Refused("这个项目已经移出。", "closed")
    row.closed_on, row.closed_by, row.outcome = on, actor.name, outcome.strip()
    row.save(update_fields=["closed_on", "closed_by", "outcome"])
    record(actor, "earlywarning.release", row, detail={"outcome": row.outcome})
    return row
