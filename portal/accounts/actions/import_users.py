"""Open many accounts from a list: all rows or none, every finding at once."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.actions.invite_user import invite_user
from portal.accounts.models import User, UserImport
from portal.accounts.places import find_place, find_region
from portal.accounts.rights import require
from portal.accounts.user_sheet.form import PEOPLE
from portal.accounts.user_sheet.kinds import KINDS
from portal.accounts.user_sheet.reading import read_people
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing, Row
from portal.lib.sheets.reader import read_workbook
from portal.lib.sheets.whole import all_or_none, outcome
from portal.tenancy.scope import Actor

MOST_ROWS = 1000
# Which cell a refusal of the acts belongs to.
CELLS = {
    "username_taken": "username", "townships": "townships", "membership": "industries", "place": "organisation", "not_yours": "region", "apart": "role",
} | {name: name for name in PEOPLE.by_name}  # fmt: skip


def import_users(
    *, actor: Actor, content: bytes, name: str, on: dt.date, at: dt.datetime, dry_run: bool = False
) -> tuple[dict[str, Any], list[Finding], list[str]]:
    """What the command prints, the findings as objects, and the accounts that were opened; each still needs its link.

    The dry run does everything and takes it back, so it knows what the real run would say.
    """
    require(actor, "accounts.manage")
    findings = Findings(KINDS)
    sheet = read_people(read_workbook(content, name), findings)
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(f"一次最多导入 {MOST_ROWS} 人，这张表有 {len(sheet.rows)} 人，请分成几张。", "too_many")
    made: list[User] = []
    with all_or_none(findings, dry_run=dry_run):
        made += [user for row in sheet.rows if (user := _open(actor, sheet, row, on, at))]
        record(actor, "accounts.import", region_id=actor.region_id, detail={"rows": len(sheet.rows), "created": len(made)})
    result, found = outcome(sheet, {"created": len(made), "updated": 0}, dry_run=dry_run)
    usernames = [user.username for user in made] if result["accepted"] and not dry_run else []
    return result, found, usernames


def keep_import(*, actor: Actor, content: bytes, name: str, on: dt.date, at: dt.datetime, dry_run: bool) -> UserImport:
    """Import and remember: the row stands beside the accounts, in the same transaction."""
    with transaction.atomic():
        result, found, usernames = import_users(actor=actor, content=content, name=name, on=on, at=at, dry_run=dry_run)
        kept = UserImport(
            region_id=actor.region_id, name=name[:200], dry_run=dry_run, accepted=result["accepted"], rows=result["rows"], created=result["created"],
            findings=[finding.as_dict() | {"at": [finding.sheet, finding.row, finding.column]} for finding in found], usernames=usernames,
            made_by=actor.name, made_at=at,
        )  # fmt: skip
        kept.keep(content)
        kept.full_clean(exclude=["sealed"])
        kept.save(force_insert=True)
    return kept


def _open(actor: Actor, sheet: Listing, row: Row, on: dt.date, at: dt.datetime) -> User | None:
    """One person in a savepoint of his own, so that a refusal is told beside the others."""
    if sheet.is_blocked(row):
        return None
    values = row.values
    try:
        with transaction.atomic():
            region = find_region(actor, values.get("region", ""))
            place = find_place(actor, role=values["role"], organisation=values["organisation"], region=region, townships=values.get("townships", ""))
            return invite_user(
                actor=actor, username=values["username"], name=values["name"], on=on, at=at, role=values["role"], organisation=place.organisation,
                region=place.region, townships=place.townships, industries=values.get("industries", ()), title=values.get("title", ""),
            )  # fmt: skip
    except Refused as refusal:
        sheet.flag("refused", row, CELLS.get(refusal.code, "username"), reason=refusal.reason)
        return None
