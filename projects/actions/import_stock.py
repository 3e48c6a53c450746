"""Bring in a list of what a county already has: all rows or none, every finding at once, a repeat changes nothing."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import read_listing
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.whole import all_or_none, outcome
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.stock.kinds import KINDS
from projects.stock.lists import LISTS, amounts_in_yuan
from projects.stock.matching import Known
from projects.stock.writing import WRITERS, Work, project_of

AMOUNTS = ("amount", "required_amount")


def import_stock(
    *, actor: Actor, kind: str, workbook: Workbook, region: Region, on: dt.date, at: dt.datetime, dry_run: bool = False
) -> tuple[dict[str, Any], list[Finding]]:
    """Returns what the command prints, and the findings as objects for the marked workbook."""
    spec = LISTS[kind]
    require(actor, spec.verb)
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不负责“{region.name}”的项目，请由该辖区导入。", "region")
    findings = Findings(KINDS)
    sheet = read_listing(workbook, spec.form, findings, key=spec.key)
    for row in sheet.rows:
        amounts_in_yuan(sheet, row, AMOUNTS)
    if spec.key != "project":
        sheet.tell_twice("twice")
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    with all_or_none(findings, dry_run=dry_run):
        _write_all(Work(actor, sheet, region, Known.of(actor, region), on, at), kind, counts)
        record(actor, "projects.import_stock", region_id=region.pk, detail=dict(counts, kind=spec.title, rows=len(sheet.rows)))
    return outcome(sheet, counts, dry_run=dry_run)


def _write_all(work: Work, kind: str, counts: dict[str, int]) -> None:
    """Each row in a savepoint of its own, so that a refusal is told beside the others."""
    write, sheet = WRITERS[kind], work.sheet
    for row in sheet.rows:
        project = project_of(work, row) if LISTS[kind].is_of_projects else None
        if sheet.is_blocked(row):
            continue
        try:
            with transaction.atomic():
                counts[write(work, row, project) or "unchanged"] += 1
        except Refused as refusal:
            sheet.flag("refused", row, sheet.key, reason=refusal.reason)
