"""Bring a platform's leads in: all rows or none, every finding at once, a repeat changes nothing."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import transaction

from cases.actions.receive_lead import check_region, receive_lead
from cases.enums import Channel, LeadKind
from cases.lead_sheet.kinds import KINDS
from cases.lead_sheet.reading import read_leads
from cases.lookup import find_employer
from cases.models import Lead
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing, Row
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.whole import all_or_none, outcome
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.words import plain


def import_leads(
    *, actor: Actor, workbook: Workbook, region: Region, channel: Channel, at: dt.datetime, dry_run: bool = False
) -> tuple[dict[str, Any], list[Finding]]:
    """Returns what the command prints, and the findings as objects.

    A lead is known by its platform's number: one already registered is left as it is. Its clocks begin on the day the
    platform handed it over, if the sheet says so. The sender follows it on his platform, so no code is made.
    """
    require(actor, "cases.import")
    check_region(actor, region)
    findings = Findings(KINDS)
    sheet = read_leads(workbook, findings, on=at.date())
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    with all_or_none(findings, dry_run=dry_run):
        _write_all(actor, sheet, region, channel, at, counts)
        record(actor, "cases.import_leads", region_id=region.pk, detail=dict(counts, rows=len(sheet.rows), channel=str(channel)))
    return outcome(sheet, counts, dry_run=dry_run)


def _write_all(actor: Actor, sheet: Listing, region: Region, channel: Channel, at: dt.datetime, counts: dict[str, int]) -> None:
    """Each row in a savepoint of its own, so that a refusal is told beside the others."""
    numbers = [row.values["external_number"] for row in sheet.rows if row.values.get("external_number")]
    standing = Lead.objects.visible_to(actor).filter(region=region, channel=channel, external_number__in=numbers)
    known = dict(standing.values_list("external_number", "received_on"))
    projects = _projects(actor, region)
    for row in sheet.rows:
        number = row.values.get("external_number")
        if number in known:
            sheet.flag("already", row, "external_number", on=known[number].isoformat())
            counts["unchanged"] += 1
            continue
        if any(finding.blocks and finding.row == row.at for finding in sheet.findings.items):
            continue
        try:
            with transaction.atomic():
                receive_lead(actor=actor, region=region, channel=channel, at=_instant(row, at), with_code=False, **_fields(sheet, row, projects))
                counts["created"] += 1
        except Refused as refusal:
            sheet.flag("refused", row, "external_number", reason=refusal.reason)


def _instant(row: Row, at: dt.datetime) -> dt.datetime:
    day = row.values.get("received_on")
    return at if day is None or day == at.date() else clock.start_of(day)


def _projects(actor: Actor, region: Region) -> dict[str, list[Project]]:
    """The projects of the region by code and by name without signs."""
    found: dict[str, list[Project]] = defaultdict(list)
    for project in Project.objects.visible_to(actor).filter(region=region).select_related("region"):
        found[project.code.upper()].append(project)
        found[plain(project.name)].append(project)
    return found


def _fields(sheet: Listing, row: Row, projects: dict[str, list[Project]]) -> dict[str, Any]:
    values = dict(row.values)
    values.pop("received_on", None)
    project, remark = _project(sheet, row, projects)
    employer = find_employer(values.pop("uscc", "") or values.get("employer", "")) if values.get("uscc") or values.get("employer") else None
    text = values.pop("employer", "")
    words = "\n".join(part for part in (values.pop("text", ""), remark) if part)
    kept = {name: value for name, value in values.items() if name not in ("project", "code", "uscc")}
    return kept | {
        "kind": LeadKind.COMPLAINT if values.get("name") else LeadKind.REPORT,
        "project": project,
        "employer": employer,
        "employer_text": employer.name if employer else text,
        "text": words,
    }


def _project(sheet: Listing, row: Row, projects: dict[str, list[Project]]) -> tuple[Project | None, str]:
    """The project of the row's code or name; a name nobody registered is kept in words."""
    code, name = row.values.get("code", ""), row.values.get("project", "")
    found = projects.get(code.upper(), []) if code else []
    found = found or (projects.get(plain(name), []) if name else [])
    if len(found) == 1:
        return found[0], ""
    field, wanted = ("project", name) if name else ("code", code)
    if found:
        sheet.flag("ambiguous_project", row, field, value=wanted, count=len(found))
    elif wanted:
        sheet.flag("unknown_project", row, field, value=wanted)
    return None, f"项目：{wanted}" if wanted else ""
