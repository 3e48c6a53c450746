"""Bring a provincial platform's warnings in: all rows or none, every finding at once, a repeat changes nothing."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import transaction

from earlywarning.actions.report_warning import Report, report_warning
from earlywarning.catalogue import TITLES
from earlywarning.enums import WarningSource
from earlywarning.models import WarningReport
from earlywarning.platform_sheet.form import WARNINGS
from earlywarning.platform_sheet.kinds import KINDS
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing, Row, read_listing
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.whole import all_or_none, outcome
from portal.tenancy.models import Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.words import plain

COLOURS = {"red": "红", "yellow": "黄", "blue": "蓝"}


def import_warnings(
    *, actor: Actor, workbook: Workbook, region: Region, platform: str, at: dt.datetime, dry_run: bool = False
) -> tuple[dict[str, Any], list[Finding]]:
    """Returns what the command prints, and the findings as objects. The colour is the platform's own and is not converted."""
    require(actor, "earlywarning.import")
    if region.pk not in actor.scope.write_regions:
        raise Refused("只能导入本级辖区的预警。", "not_own")
    findings = Findings(KINDS)
    sheet = read_listing(workbook, WARNINGS, findings, key="number")
    sheet.tell_twice("number_twice")
    counts = {"created": 0, "updated": 0, "joined": 0, "unchanged": 0}
    with all_or_none(findings, dry_run=dry_run):
        _write_all(actor, sheet, region, platform, at, counts)
        record(actor, "earlywarning.import", region_id=region.pk, detail=dict(counts, rows=len(sheet.rows), platform=platform))
    return outcome(sheet, counts, dry_run=dry_run)


def _write_all(actor: Actor, sheet: Listing, region: Region, platform: str, at: dt.datetime, counts: dict[str, int]) -> None:
    numbers = [row.values["number"] for row in sheet.rows if row.values.get("number")]
    rows = WarningReport.objects.visible_to(actor).filter(region=region, platform=platform, number__in=numbers)
    known = dict(rows.values_list("number", "on"))
    projects = _projects(actor, region)
    used = set(policy(region, "earlywarning.levels", on=at.date()).value)
    for row in sheet.rows:
        if row.values.get("number") in known:
            sheet.flag("already", row, "number", on=known[row.values["number"]].isoformat())
            counts["unchanged"] += 1
            continue
        project = _check(sheet, row, projects, used, at.date())
        if project is not None and not sheet.is_blocked(row):
            _write(actor, sheet, row, project, platform, at, counts)


def _check(sheet: Listing, row: Row, projects: dict[str, list[Project]], used: set[str], on: dt.date) -> Project | None:
    values = row.values
    if values.get("level") and values["level"] not in used:
        sheet.flag("level_not_used", row, "level", value=COLOURS[values["level"]])
    if values.get("on") and values["on"] > on:
        sheet.flag("future", row, "on", value=values["on"].isoformat())
    if values.get("cause") and values["cause"].upper() not in TITLES:
        sheet.flag("unknown_cause", row, "cause", value=values["cause"])
    code, name = values.get("code", ""), values.get("project", "")
    found = (projects.get(code.upper(), []) if code else []) or (projects.get(plain(name), []) if name else [])
    if len(found) > 1:
        sheet.flag("ambiguous_project", row, "project", value=name, count=len(found))
    elif not found and (code or name):
        sheet.flag("unknown_project", row, "project", value=name or code)
    return found[0] if len(found) == 1 else None


def _write(actor: Actor, sheet: Listing, row: Row, project: Project, platform: str, at: dt.datetime, counts: dict[str, int]) -> None:
    """Each row in a savepoint of its own, so that a refusal is told beside the others."""
    values = row.values
    report = Report(
        WarningSource.IMPORTED, values["level"], values["title"], values.get("text") or values["title"], values.get("on") or at.date(),
        cause=values.get("cause", "").upper(), month=values.get("month"), platform=platform, number=values["number"],
    )  # fmt: skip
    try:
        with transaction.atomic():
            said = report_warning(actor=actor, project=project, report=report, at=at)
    except Refused as refusal:
        sheet.flag("refused", row, "number", reason=refusal.reason)
        return
    if said.warning.external_number == report.number:
        counts["created"] += 1
    else:
        counts["joined"] += 1
        sheet.flag("joined", row, "number", title=f"{said.warning.rule} {said.warning.title}")


def _projects(actor: Actor, region: Region) -> dict[str, list[Project]]:
    """The projects of the region by code and by name without signs."""
    found: dict[str, list[Project]] = defaultdict(list)
    for project in Project.objects.visible_to(actor).filter(region=region).select_related("region"):
        found[project.code.upper()].append(project)
        found[plain(project.name)].append(project)
    return found
