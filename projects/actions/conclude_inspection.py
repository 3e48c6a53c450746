"""The check is over: heads are counted, problems get a day, the firm is told."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.enums import InstrumentState, ServiceMethod
from portal.documents.models import StoredFile
from portal.documents.models.instrument import NUMBERED
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.issue_inspection_notice import papers_of
from projects.actions.locked_inspection import locked_inspection
from projects.actions.record_inspection import record_inspection
from projects.inspections.enums import FindingState, InspectionState, StepKind, Verdict
from projects.inspections.papers import RESULT
from projects.models import FindingStep, InspectionAnswer, InspectionFinding, InspectionOfficer, SiteInspection


def conclude_inspection(
    *,
    actor: Actor,
    inspection: SiteInspection,
    workers: int,
    migrant_workers: int,
    with_contract: int,
    arrears_found: bool,
    result: str,
    rectify_by: dt.date,
    at: dt.datetime,
    on_spot: Collection[int] = (),
) -> SiteInspection:
    """Every item has its answer; each that is not in order becomes a finding with a day, or was put right on the spot (``on_spot``)."""
    with transaction.atomic():
        row = locked_inspection(actor, inspection)
        if row.state == InspectionState.ON_SITE and row.approved_on is None:
            raise Refused("这次检查是紧急到场，先补登机关负责人的批准，再办完。", "not_approved")
        answers = list(InspectionAnswer.objects.visible_to(actor).filter(inspection=row).order_by("number"))
        problems = _problems(row, answers)
        if any(answer.number not in on_spot for answer in problems) and rectify_by <= local_date(at):
            raise Refused("整改期限要在今天以后。", "rectify_by")
        counted = None
        if row.record_id is None and row.state == InspectionState.ON_SITE:
            team = InspectionOfficer.objects.visible_to(actor).filter(inspection=row).select_related("certificate")
            counted = record_inspection(
                actor=actor, employer=row.employer, project=row.project, on=local_date(row.arrived_at), workers=workers, migrant_workers=migrant_workers,
                with_contract=with_contract, arrears_found=arrears_found, inspectors="、".join(officer.certificate.name for officer in team), note=result, at=at,
            )  # fmt: skip
        detail = {"problems": len(problems), "arrears": arrears_found}
        done = move(row, "conclude", actor=actor, at=at, concluded_at=at, result=result.strip(), record=counted, detail=detail)
        for answer in problems:
            _find(done, answer, None if answer.number in on_spot else rectify_by, actor, at)
    return done


def _problems(row: SiteInspection, answers: list[InspectionAnswer]) -> list[InspectionAnswer]:
    answered = {answer.number for answer in answers if answer.verdict}
    missing = [number for number in range(1, len(row.items) + 1) if number not in answered]
    if missing:
        raise Refused(f"还有 {len(missing)} 项没有结论：第 {'、'.join(map(str, missing))} 项。", "unanswered")
    problems = [answer for answer in answers if answer.verdict != Verdict.OK]
    silent = [answer.number for answer in problems if not answer.note.strip()]
    if silent:
        raise Refused(f"第 {'、'.join(map(str, silent))} 项不到位，请写清问题。", "no_text")
    return problems


def _find(row: SiteInspection, answer: InspectionAnswer, rectify_by: dt.date | None, actor: Actor, at: dt.datetime) -> None:
    item, firm = row.items[answer.number - 1], row.employer.organisation
    finding = InspectionFinding(
        region_id=row.region_id, inspection=row, enterprise=firm, project=row.project, number=answer.number, item=item["title"][:80], text=answer.note.strip(),
        law=item.get("law", ""), state=FindingState.OPEN if rectify_by else FindingState.ON_SPOT, found_on=local_date(row.arrived_at), rectify_by=rectify_by,
    )  # fmt: skip
    finding.save(force_insert=True)
    text = answer.note.strip() if rectify_by else f"{answer.note.strip()}（当场改正）"
    FindingStep(region_id=row.region_id, finding=finding, enterprise=firm, kind=StepKind.FOUND, text=text[:500], by=actor.name, at=at).save(force_insert=True)


def tell_result(
    *, actor: Actor, inspection: SiteInspection, method: str, told_to: str, told_on: dt.date, at: dt.datetime, receipt: StoredFile | None = None
) -> SiteInspection:
    """The firm learns the result by the 检查结果告知书, which is served here with its receipt."""
    with transaction.atomic():
        row = locked_inspection(actor, inspection)
        paper = papers_of(row, actor).get(RESULT)
        if paper is None or paper.state not in NUMBERED:
            raise Refused("还没有签发检查结果告知书，不能登记告知。", "no_result")
        if paper.state == InstrumentState.ISSUED:
            serve_instrument(actor=actor, instrument=paper, method=method, served_on=told_on, received_by=told_to.strip(), at=at, receipt=receipt)
        how = ServiceMethod(method).label
        return move(
            row, "tell", actor=actor, at=at, told_to=told_to.strip(), told_how=how, told_on=told_on, detail={"told_to": told_to, "on": told_on.isoformat()}
        )


def cancel_inspection(*, actor: Actor, inspection: SiteInspection, reason: str, at: dt.datetime) -> SiteInspection:
    """A check nobody has set out for."""
    with transaction.atomic():
        return move(locked_inspection(actor, inspection), "cancel", actor=actor, at=at, cancelled_reason=reason.strip(), note=reason.strip())
