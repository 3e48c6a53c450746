"""Take a platform's answer in: all rows or none, every finding at once."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing
from portal.lib.sheets.model import Workbook
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import ExchangeStanding
from wagepay.exchange.answers import KINDS, read_answers
from wagepay.exchange.codes import PLATFORMS
from wagepay.exchange.objects import OBJECTS
from wagepay.models import ExchangeRow


@transaction.atomic
def read_answer_file(*, actor: Actor, project: Project, platform: str, kind: str, workbook: Workbook, at: dt.datetime) -> tuple[dict[str, Any], list[Finding]]:
    """Only what was marked as sent can be answered; the same file again changes nothing."""
    require(actor, "wagepay.exchange")
    findings = Findings(KINDS)
    sheet = read_answers(workbook, findings)
    known = {row.row_key: row for row in ExchangeRow.objects.writable_by(actor).filter(project=project, platform=platform, kind=kind)}
    for row in sheet.rows:
        if row.values.get("row_key") and row.values["row_key"] not in known:
            sheet.flag("unknown_row", row, "row_key", value=row.values["row_key"])
    found = findings.sorted()
    result = {"accepted": 0, "refused": 0, "rows": len(sheet.rows), "is_taken": bool(sheet.rows) and not any(finding.blocks for finding in found)}
    if result["is_taken"]:
        result |= _take(actor, sheet, known, at)
        detail = {"kind": OBJECTS[kind].label, "rows": len(sheet.rows), "name": PLATFORMS[platform]}
        record(actor, "wagepay.read_answer", project, detail=detail)
    return result, found


def _take(actor: Actor, sheet: Listing, known: dict[str, ExchangeRow], at: dt.datetime) -> dict[str, int]:
    counts = {"accepted": 0, "refused": 0}
    changed = []
    for row in sheet.rows:
        target, is_accepted = known[row.values["row_key"]], row.values["result"]
        standing = ExchangeStanding.ACCEPTED if is_accepted else ExchangeStanding.REFUSED
        counts[standing] += 1
        reason, number = "" if is_accepted else row.values["reason"], row.values.get("their_number", target.their_number)
        if (target.standing, target.reason, target.their_number) != (standing, reason, number):
            target.standing, target.reason, target.their_number, target.answered_at = standing, reason, number, at
            changed.append(target)
    ExchangeRow.objects.writable_by(actor).bulk_update(changed, ["standing", "reason", "their_number", "answered_at"])
    return counts
