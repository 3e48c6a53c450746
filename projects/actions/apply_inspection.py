"""Apply for an inspection of an enterprise: whom, why, when, by which officers, by which list."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.actions.record_inspection import check_project
from projects.actions.storing import insert
from projects.inspections.checklists import DEFAULT_TITLE, default_items
from projects.inspections.enums import CAPPED, InspectionKind, PlanState
from projects.inspections.team import Companions, check_joint, partners
from projects.models import Checklist, DoubleRandomDraw, Employer, EnforcementCertificate, InspectionOfficer, InspectionPlan, Project, SiteInspection

FEWEST = 2


def apply_inspection(
    *,
    actor: Actor,
    employer: Employer,
    kind: str,
    reason: str,
    planned_on: dt.date,
    officers: Sequence[EnforcementCertificate],
    at: dt.datetime,
    project: Project | None = None,
    plan: InspectionPlan | None = None,
    checklist: Checklist | None = None,
    draw: DoubleRandomDraw | None = None,
    unannounced: bool = False,
    companions: Companions = (),
) -> SiteInspection:
    """The first of ``officers`` leads; ``companions`` go along without inspecting. The items are copied, so that a later version of the list changes nothing here."""
    require(actor, "projects.inspect")
    if employer.region_id not in actor.scope.write_regions:
        raise Refused("这家用人单位由其他辖区检查。", "region")
    check_officers(officers, planned_on)
    _check_plan(kind, plan, planned_on)
    if project is not None:
        check_project(employer, project)
    checklist = checklist or (plan.checklist if plan else None)
    check_joint(employer, project, checklist, officers, companions, PolicySet(Region.objects.get(pk=employer.region_id), planned_on))
    made = SiteInspection(
        region_id=employer.region_id,
        employer=employer,
        project=project,
        kind=kind,
        plan=plan,
        draw=draw,
        checklist_title=checklist.title if checklist else DEFAULT_TITLE,
        items=checklist.items if checklist else default_items(),
        reason=reason.strip(),
        planned_on=planned_on,
        unannounced=unannounced,
        departments="、".join(partners(officers, companions))[:200],
        companions=list(companions),
        applied_by=actor.name,
        applied_at=at,
    )
    with transaction.atomic():
        insert(made)
        InspectionOfficer.objects.bulk_create(
            InspectionOfficer(region_id=made.region_id, inspection=made, certificate=row, is_lead=not place) for place, row in enumerate(officers)
        )
        record(actor, "projects.apply_inspection", made, detail={"kind": kind, "planned_on": planned_on.isoformat(), "officers": [str(o) for o in officers]})
    return made


def check_officers(officers: Sequence[EnforcementCertificate], on: dt.date) -> None:
    """Two at least, each with a certificate that is good on the day (国办发〔2024〕54号、行政处罚法42)."""
    if len({row.name for row in officers}) < FEWEST:
        raise Refused("检查由两名以上执法人员进行，请至少选两人。", "officers")
    bad = [f"{row}有效期至 {row.withdrawn_on or row.valid_until}" for row in officers if not row.is_valid_on(on)]
    if bad:
        raise Refused(f"{on} 执法证件无效：{'；'.join(bad)}。证件失效的人不能参加检查。", "certificate")


def _check_plan(kind: str, plan: InspectionPlan | None, planned_on: dt.date) -> None:
    if kind not in CAPPED:
        return
    label = InspectionKind(kind).label
    if plan is None:
        raise Refused(f"{label}要依据已公布的检查计划，请选择检查计划；有投诉、转办或数据线索的，选对应的检查类别。", "plan")
    if plan.state != PlanState.PUBLISHED:
        raise Refused(f"检查计划“{plan}”现在是“{plan.get_state_display()}”，批准并公布后才能据此检查。", "plan_state")
    if not plan.starts_on <= planned_on <= plan.ends_on:
        raise Refused(f"检查日期不在计划“{plan}”的期间内（{plan.starts_on} 至 {plan.ends_on}）。", "plan_dates")
