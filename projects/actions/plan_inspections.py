"""Plan inspections: draw the plan up, record its approval and where it was published, end it."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.storing import insert
from projects.models import Checklist, InspectionPlan


def draft_plan(
    *, actor: Actor, region: Region, title: str, kind: str, starts_on: dt.date, ends_on: dt.date, items_text: str, target: int, checklist: Checklist | None
) -> InspectionPlan:
    """A year's plan or a special check; nobody sets out by it before it is approved and published."""
    require(actor, "projects.plan_inspections")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不制定“{region.name}”的检查计划。", "region")
    plan = InspectionPlan(
        region=region, title=title.strip(), kind=kind, starts_on=starts_on, ends_on=ends_on, items_text=items_text.strip(), target=target, checklist=checklist
    )
    with transaction.atomic():
        insert(plan)
        record(actor, "projects.draft_plan", plan, detail={"title": plan.title, "kind": kind, "on": starts_on.isoformat()})
    return plan


def approve_plan(*, actor: Actor, plan: InspectionPlan, approved_by: str, document: str, approved_on: dt.date, at: dt.datetime) -> InspectionPlan:
    """The approval of the government or of the organ above, with its document."""
    if approved_on > local_date(at):
        raise Refused("批准日期不能晚于今天。", "future")
    if approved_on > plan.starts_on:
        raise Refused(f"计划自 {plan.starts_on} 起，要在开始前批准。", "late")
    return move(
        plan, "approve", actor=actor, at=at, approved_by=approved_by.strip(), approval_document=document.strip(), approved_on=approved_on,
        detail={"document": document, "on": approved_on.isoformat()},
    )  # fmt: skip


def publish_plan(*, actor: Actor, plan: InspectionPlan, where: str, published_on: dt.date, at: dt.datetime) -> InspectionPlan:
    """Published for everybody: only matters that were published are inspected."""
    if published_on > local_date(at):
        raise Refused("公布日期不能晚于今天。", "future")
    if plan.approved_on and published_on < plan.approved_on:
        raise Refused(f"公布不能早于批准日期 {plan.approved_on}。", "dates")
    detail = {"where": where, "on": published_on.isoformat()}
    return move(plan, "publish", actor=actor, at=at, published_where=where.strip(), published_on=published_on, detail=detail)


def end_plan(*, actor: Actor, plan: InspectionPlan, at: dt.datetime) -> InspectionPlan:
    return move(plan, "end", actor=actor, at=at)
