"""A payroll sheet: judged against roster and attendance, written as a version of its employer's month."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from portal.lib import crypto, money
from portal.lib.errors import Refused
from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Workbook
from portal.tenancy.policies import PolicySet
from portal.workflow.door import move
from wagepay.enums import CURRENT_SHEETS, PersonSource, SheetState
from wagepay.intake.employers import resolve_employer
from wagepay.intake.engage import Terms, meet
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.models import PayrollLine, PayrollSheet, Upload
from wagepay.payroll.facts import Attended, Facts
from wagepay.payroll.fields import PAYROLL as FORM
from wagepay.payroll.heading import read_heading
from wagepay.payroll.kinds import KINDS  # noqa: F401  (the registry takes it from here)
from wagepay.payroll.parse import parse_payroll
from wagepay.payroll.rows import ParsedSheet, PayrollRow
from wagepay.policies import LARGE_AMOUNT, MINIMUM_WAGE
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.people import Blinder, Site, attended, people_of
from wagepay.queries.writing import sums_of_lines
from wagepay.workbooks.opening import Corrections

VERB = "wagepay.submit"
PREFIX = "GZ"
TABLE = PayrollLine._meta.db_table
COLUMNS = {
    "month": "date", "project_id": "bigint", "person": "bytea", "sheet_id": "bigint", "region_id": "bigint", "employer_id": "bigint", "uid": "uuid",
    "row": "integer", "name": "text", "team": "text", "trade": "text", "days": "numeric", "rate": "numeric", "gross": "numeric", "deduction": "numeric",
    "advance": "numeric", "net": "numeric", "card": "bytea", "card_index": "bytea", "bank_name": "text", "note": "text",
}  # fmt: skip
DECIDED = (SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID)
ZERO = Decimal("0.00")


# -- reading ------------------------------------------------------------------------------------
def read(workbook: Workbook, target: Target, corrections: Corrections) -> Read:
    """Whose sheet it is comes first, because roster and attendance are that employer's."""
    said, month = heading_of(workbook, target.month)
    month = target.month or month
    if month is None:
        raise Refused("表上没有写工资月份，请指明是哪个月的工资表。", "month_missing")
    employer = target.employer or resolve_employer(target.actor, target.project, said)
    facts = facts_for(target, employer, month)
    parsed = parse_payroll(workbook, facts, mapping=corrections.mapping, remembered=corrections.remembered, severities=corrections.severities)
    figures = {
        "rows": parsed.totals.rows,
        "workers": len({row.id_number for row in parsed.rows if row.id_number}),
        "days": f"{parsed.totals.days:.2f}",
        **{name: money.text(getattr(parsed.totals, name)) for name in ("gross", "deduction", "net")},
        "notes": [finding.as_dict() for finding in parsed.notes],
    }
    return Read(parsed, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures, employer, month, teams_of(parsed))


def heading_of(workbook: Workbook, month: dt.date | None) -> tuple[str | None, dt.date | None]:
    """The employer and month the likeliest sheet names above its table."""
    headings = [read_heading(sheet, header) for sheet in workbook.filled if not sheet.hidden and (header := find_header(sheet, FORM))]
    best = next((heading for heading in headings if heading.month == month), headings[0] if headings else None)
    return (best.employer.text if best and best.employer else None, best.month if best else None)


def facts_for(target: Target, employer: Any, month: dt.date) -> Facts:
    """What the rows are held against; without any attendance of the month nothing can be compared with it."""
    policies = PolicySet(target.project.region, target.on)
    site = people_of(target.actor, target.project, employer.pk)
    days = attended(target.actor, target.project, employer.pk, month)
    names = {person: known[-1].name for person, known in site.by_person.items()}
    return Facts(
        month=month,
        minimum_wage=policies[MINIMUM_WAGE].value,
        large_amount=policies[LARGE_AMOUNT].value,
        project_names=(target.project.name,),
        employer_names=employer.known_names,
        roster=registered_names(site),
        attendance={person: Attended(names.get(person, ""), units) for person, units in days.items()} or None,
        key=Blinder(),
    )


def registered_names(site: Site) -> dict[bytes, str]:
    return {known.person: known.name for known in site.people if known.is_registered}


def teams_of(parsed: ParsedSheet) -> list[dict[str, Any]]:
    """Sums by team for the confirmation page, in the order of the sheet."""
    teams: dict[str, list[Decimal]] = {}
    for row in parsed.rows:
        sums = teams.setdefault(row.team or "未分班组", [Decimal(0)] * 5)
        for at, value in enumerate((Decimal(1), row.days, row.gross, (row.deduction or ZERO) + (row.advance or ZERO), row.net)):
            sums[at] += value or 0
    names = ("people", "days", "gross", "deduction", "net")
    return [{"team": team, **{name: str(value) for name, value in zip(names, sums, strict=True)}} for team, sums in teams.items()]


# -- writing ------------------------------------------------------------------------------------
def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """One more version of the employer's month; the file that already counts changes nothing."""
    parsed: ParsedSheet = read.rows
    versions = list(PayrollSheet.objects.visible_to(target.actor).filter(project=target.project, employer=read.employer, month=read.month).order_by("-version"))
    current = next((sheet for sheet in versions if sheet.state in CURRENT_SHEETS), None)
    if current and current.sha256 == upload.sha256:
        return Written(0, sheet=current)
    corrects = current is not None and current.state in DECIDED
    if corrects and not confirmation.note:
        raise Refused("这个月的工资表总包已经审核，只能更正。请写明更正的原因。", "correction_reason")
    replaced = next((sheet for sheet in versions if sheet.state != SheetState.SUPERSEDED), None)
    if replaced:
        move(replaced, "supersede", actor=target.actor, at=target.at, note=confirmation.note, detail={"sha256": upload.sha256})
    sheet = _sheet(read, target, upload, confirmation, versions, replaced, corrects)
    keyed = _keyed(parsed)
    meet(target.actor, target.project, [_stranger(row, key, sheet) for row, key in keyed], target.at, PersonSource.PAYROLL)
    _write_lines(parsed, keyed, sheet)
    _verify(parsed, sheet)
    return Written(len(parsed.rows), frozenset([sheet.month]), sheet)


def _sheet(
    read: Read, target: Target, upload: Upload, confirmation: Confirmation, versions: list, replaced: PayrollSheet | None, corrects: bool
) -> PayrollSheet:
    totals = read.rows.totals
    uid = uuid.uuid4()
    sheet = PayrollSheet(
        uid=uid,
        region_id=target.project.region_id,
        project=target.project,
        employer=read.employer,
        month=read.month,
        version=versions[0].version + 1 if versions else 1,
        state=SheetState.SUBMITTED,
        receipt_number=f"~{uid}",  # the number is drawn last, because drawing it makes others wait
        replaces=replaced,
        is_correction=corrects,
        upload=upload,
        sha256=upload.sha256,
        rows=totals.rows,
        workers=read.figures["workers"],
        days=totals.days,
        gross=totals.gross,
        deduction=totals.deduction,
        net=totals.net,
        acknowledged=list(confirmation.acknowledged),
        note=confirmation.note,
        submitted_by=target.actor.name,
        submitted_at=target.at,
    )
    sheet.save(force_insert=True)
    return sheet


def _keyed(parsed: ParsedSheet) -> list[tuple[PayrollRow, bytes]]:
    blinder = Blinder()
    return [(row, blinder(row.id_number)) for row in parsed.rows]


def _stranger(row: PayrollRow, person: bytes, sheet: PayrollSheet) -> Terms:
    return Terms(
        person=person, id_number=row.id_number, name=row.name, employer_id=sheet.employer_id, phone=row.phone, card=row.card_number, bank_name=row.bank,
        team=row.team, trade=row.trade, daily_rate=row.daily_rate,
    )  # fmt: skip


def _write_lines(parsed: ParsedSheet, keyed: list[tuple[PayrollRow, bytes]], sheet: PayrollSheet) -> None:
    uids = [uuid.uuid4() for _ in parsed.rows]
    filled = [at for at, row in enumerate(parsed.rows) if row.card_number]
    cards = dict(zip(filled, crypto.encrypt_many("bank_card", TABLE, "card", [(uids[at], parsed.rows[at].card_number) for at in filled]), strict=True))
    indexes = dict(zip(filled, crypto.blind_many("bank_card", [parsed.rows[at].card_number for at in filled]), strict=True))
    head = (sheet.month, sheet.project_id)
    rows = [
        (
            *head, person, sheet.pk, sheet.region_id, sheet.employer_id, uids[at], row.row, row.name, row.team or "", row.trade or "", row.days, row.daily_rate,
            row.gross or ZERO, row.deduction or ZERO, row.advance or ZERO, row.net or ZERO, cards.get(at), indexes.get(at), row.bank or "", row.remark or "",
        )
        for at, (row, person) in enumerate(keyed)
    ]  # fmt: skip
    upsert(TABLE, staged("wagepay_in_lines", COLUMNS, rows), tuple(COLUMNS), ("month", "project_id", "person", "sheet_id"))


def _verify(parsed: ParsedSheet, sheet: PayrollSheet) -> None:
    """Control totals: what the database now adds up to is what the file added up to, to the fen."""
    found = sums_of_lines(sheet)
    expected = (parsed.totals.rows, parsed.totals.gross, parsed.totals.deduction, parsed.totals.net)
    if found != expected:
        raise RuntimeError(f"control totals differ: {found} in the database, {expected} in the file")
