"""Bring a project ledger in: all rows or none, every finding at once, a repeat changes nothing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.whole import all_or_none, outcome
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.actions.add_party import add_party
from projects.actions.enrol_organisation import enrol_organisation
from projects.actions.register_project import register_project
from projects.actions.update_project import update_project
from projects.enums import Part
from projects.ledger import known
from projects.ledger.kinds import KINDS
from projects.ledger.plan import Plan, plan_row
from projects.ledger.reading import read_ledger
from projects.models import Project, ProjectParty

# Which cell a refusal of the acts belongs to.
CELLS = {"region": "region", "township": "township", "industry": "industry", "uscc": "contractor_uscc", "name_differs": "contractor_name"}
OTHERS = {"consortium": Part.CONSORTIUM_MEMBER, "supervisor": Part.SUPERVISOR, "subcontractor": Part.SUBCONTRACTOR}


def import_projects(
    *,
    actor: Actor,
    workbook: Workbook,
    region: Region,
    on: dt.date,
    at: dt.datetime,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[dict[str, Any], list[Finding]]:
    """Returns what the command prints, and the findings as objects for the marked workbook.

    The dry run does everything and takes it back, so it knows what the real run would say. ``progress`` is called
    inside the transaction; a worker that lost its job raises there and leaves nothing.
    """
    require(actor, "projects.import")
    findings = Findings(KINDS)
    sheet = read_ledger(workbook, findings)
    counts = {"created": 0, "updated": 0}
    with all_or_none(findings, dry_run=dry_run):
        _write_all(actor, sheet, region, on, at, counts, progress)
        record(actor, "projects.import", region_id=region.pk, detail=dict(counts, rows=len(sheet.rows)))
    return outcome(sheet, counts, dry_run=dry_run)


def _write_all(
    actor: Actor, sheet: Listing, region: Region, on: dt.date, at: dt.datetime, counts: dict[str, int], progress: Callable[[int, int], None]
) -> None:
    """Every row that can be planned is written in a savepoint of its own, so that a refusal costs only its row and is told like the rest."""
    stored = known.load(actor, region, sheet.rows)
    for done, row in enumerate(sheet.rows, 1):
        plan = plan_row(sheet, row, stored)
        if plan is None:
            continue
        try:
            with transaction.atomic():
                outcome = _write(actor, plan, on, at)
        except Refused as refusal:
            sheet.flag("refused", row, CELLS.get(refusal.code, "name"), reason=refusal.reason)
            continue
        if outcome:
            counts[outcome] += 1
        if done % 20 == 0:
            progress(done, len(sheet.rows))
    progress(len(sheet.rows), len(sheet.rows))


def _write(actor: Actor, plan: Plan, on: dt.date, at: dt.datetime) -> str:
    """created, updated, or "" when everything is there already."""
    values = dict(plan.values)
    for prefix, field in (("owner", "owner"), ("contractor", "general_contractor")):
        if prefix in plan.parties:
            values[field] = _enrolled(actor, plan.parties[prefix])
    if plan.project is None:
        project = register_project(actor=actor, region=plan.region, on=on, at=at, **values, **({"state": plan.state} if plan.state else {}))
        _join_others(actor, plan, project, on)
        return "created"
    project = update_project(actor=actor, project=plan.project, version=plan.project.version, on=on, at=at, **values)
    joined = _join_others(actor, plan, project, on)
    return "updated" if joined or project.version != plan.project.version else ""


def _enrolled(actor: Actor, party: Organisation | tuple[str, str]) -> Organisation:
    if isinstance(party, Organisation):
        return party
    name, code = party
    return enrol_organisation(actor=actor, name=name, uscc=code)


def _join_others(actor: Actor, plan: Plan, project: Project, on: dt.date) -> bool:
    """The supervisor and the subcontractor of the row, unless they are there."""
    joined = False
    for prefix, part in OTHERS.items():
        if prefix in plan.parties:
            organisation = _enrolled(actor, plan.parties[prefix])
            if not ProjectParty.objects.of(project).present().filter(organisation=organisation, part=part).exists():
                add_party(actor=actor, project=project, organisation=organisation, part=part, on=project.started_on or on)
                joined = True
    return joined
