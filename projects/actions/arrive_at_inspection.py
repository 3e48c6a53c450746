"""The team is at the gate: certificates and notice are shown, the visit is scanned in."""

import datetime as dt

from django.db import transaction

from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.enums import InstrumentState, ServiceMethod
from portal.documents.models.instrument import NUMBERED
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.actions.apply_inspection import check_officers
from projects.actions.issue_inspection_notice import papers_of
from projects.actions.locked_inspection import locked_inspection
from projects.inspections.papers import NOTICE
from projects.models import InspectionOfficer, SiteInspection


def arrive_at_inspection(*, actor: Actor, inspection: SiteInspection, met_by: str, scanned: bool, at: dt.datetime, urgent_reason: str = "") -> SiteInspection:
    """By an approved check with its notice, which is served here; without approval only where it cannot wait, with the reason."""
    if not met_by.strip():
        raise Refused("请写接待人，检查通知书当场送达由他签收。", "met_by")
    on = local_date(at)
    with transaction.atomic():
        row = locked_inspection(actor, inspection)
        team = InspectionOfficer.objects.visible_to(actor).filter(inspection=row).select_related("certificate")
        check_officers([officer.certificate for officer in team], on)
        detail = {"met_by": met_by.strip(), "scanned": scanned, "note": urgent_reason.strip()}
        given = {"arrived_at": at, "met_by": met_by.strip(), "scanned_in": scanned}
        if urgent_reason.strip():
            return move(row, "arrive_at_once", actor=actor, at=at, urgent_reason=urgent_reason.strip(), **given, detail=detail)
        _serve_notice(row, actor, met_by.strip(), at)
        return move(row, "arrive", actor=actor, at=at, **given, detail=detail)


def _serve_notice(row: SiteInspection, actor: Actor, met_by: str, at: dt.datetime) -> None:
    notice = papers_of(row, actor).get(NOTICE)
    if notice is None or notice.state not in NUMBERED:
        raise Refused("还没有签发检查通知书，不能进场检查。", "no_notice")
    if notice.state == InstrumentState.ISSUED:
        serve_instrument(actor=actor, instrument=notice, method=ServiceMethod.DIRECT, served_on=local_date(at), received_by=met_by, at=at)
