"""Record the approval by the head of the organ: beforehand, or afterwards where it could not wait."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.locked_inspection import locked_inspection
from projects.inspections.enums import CAPPED, InspectionState
from projects.inspections.policies import CAP
from projects.models import Employer, InspectionOfficer, SiteInspection


def approve_inspection(*, actor: Actor, inspection: SiteInspection, approved_by: str, document: str, approved_on: dt.date, at: dt.datetime) -> SiteInspection:
    """Nobody approves a check he takes part in; one over the year's cap is not approved (国办发〔2024〕54号)."""
    require(actor, "projects.approve_inspection")
    with transaction.atomic():
        # The employer's row is the lock: of two approvals at once the second sees the first.
        Employer.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=inspection.employer_id).first()
        row = locked_inspection(actor, inspection)
        _check(row, actor, approved_by, approved_on, local_date(at))
        given = {"approved_by": approved_by.strip(), "approval_document": document.strip(), "approved_on": approved_on, "cap_note": cap_note(row, actor)}
        detail = {"approved_by": approved_by, "on": approved_on.isoformat(), "note": given["cap_note"]}
        if row.state == InspectionState.ON_SITE and row.approved_on is None:
            for name, value in given.items():
                setattr(row, name, value)
            row.save(update_fields=list(given))
            record(actor, "projects.approve_afterwards", row, detail=detail)
            return row
        return move(row, "approve", actor=actor, at=at, **given, detail=detail)


def _check(row: SiteInspection, actor: Actor, approved_by: str, approved_on: dt.date, today: dt.date) -> None:
    if approved_on > today:
        raise Refused("批准日期不能晚于今天。", "future")
    officers = InspectionOfficer.objects.visible_to(actor).filter(inspection=row).values_list("certificate__name", flat=True)
    if approved_by.strip() in set(officers):
        raise Refused("批准人是本次检查人员，请由机关其他负责人批准。", "own_check")


def cap_note(row: SiteInspection, actor: Actor) -> str:
    """“本年度第 1 次，上限 2 次”; a refusal when the cap is used up."""
    if row.kind not in CAPPED:
        return f"不计入年度频次：{row.get_kind_display()}"
    cap = policy(row.region_id, CAP, on=row.planned_on).require()
    used = SiteInspection.objects.visible_to(actor).counted_in(row.planned_on.year).filter(employer=row.employer_id).exclude(pk=row.pk).count()
    if used >= cap:
        raise Refused(
            f"{row.employer_name} {row.planned_on.year} 年已安排 {used} 次检查，达到公布的年度频次上限 {cap} 次。"
            "有投诉举报、转办交办或数据监测线索的，选对应的检查类别。",
            "cap",
        )
    return f"{row.planned_on.year} 年第 {used + 1} 次，上限 {cap} 次"
