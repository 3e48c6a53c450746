"""A site's pledge, its grid officer and the visits to it, as a part of the dossier."""

import datetime as dt

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import may
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from projects.actions.draft_pledge import LABEL
from projects.inspections.papers import PLEDGE
from projects.inspections.standing import duties_of
from projects.models import InspectionFinding, PatrolVisit, Project, Responsibility


def site_panel(actor: Actor, project: Project, on: dt.date) -> dict | None:
    """For officials; a firm has its pledge among its letters and its problems in a list of its own."""
    if actor.role in ENTERPRISE or not may(actor, "projects.responsibility"):
        return None
    own = project.region_id in actor.scope.write_regions
    pledge = _pledge(actor, project)
    return {
        "pledge": pledge,
        "pledge_mark": _mark(pledge, project),
        "duties": duties_of(actor, [project], on),
        "visits": PatrolVisit.objects.visible_to(actor).filter(project=project)[:5],
        "uncleared": InspectionFinding.objects.visible_to(actor).uncleared().filter(project=project).count(),
        "may_pledge": own and may(actor, "projects.assign"),
        "may_patrol": own and may(actor, "projects.patrol"),
    }


def _pledge(actor: Actor, project: Project) -> Instrument | None:
    if not may(actor, "documents.list"):
        return None
    rows = Instrument.objects.visible_to(actor).about(LABEL, project.code).filter(kind=PLEDGE).exclude(state=InstrumentState.WITHDRAWN)
    return rows.select_related("receipt").order_by("-pk").first()


def _mark(pledge: Instrument | None, project: Project) -> tuple[str, str]:
    """(mark, words): signed, waiting for its signed copy, signed by others than those who answer now."""
    if pledge is None:
        return "x", "没有责任书"
    if pledge.receipt is None:
        return "half", f"{pledge.get_state_display()}，还没有签字件"
    newest = Responsibility.objects.of(project).filter(until__isnull=True).order_by("-since").values_list("since", flat=True).first()
    if newest and pledge.served_on and newest > pledge.served_on:
        return "half", f"{newest} 责任人有变动，需要重签"
    return "ok", f"{pledge.served_on} 已签字"
