"""A payroll sheet: judged against roster and attendance, written as a version of its employer's month."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from portal.lib import money
from portal.lib.errors import Refused
from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Pages
from portal.tenancy.models import Organisation
from portal.workflow.door import move
from wagepay.enums import CURRENT_SHEETS, PersonSource, SheetState
from wagepay.intake.employers import resolve_employer
from wagepay.intake.engage import meet
from wagepay.intake.lines import write_lines
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.intake.terms import Terms
from wagepay.models import PayrollSheet, Upload
from wagepay.payroll.facts import Attended, Facts
from wagepay.payroll.fields import PAYROLL as FORM
from wagepay.payroll.heading import read_heading
from wagepay.payroll.kinds import KINDS  # noqa: F401  (the registry takes it from here)
from wagepay.payroll.parse import parse_payroll
from wagepay.payroll.rows import ParsedSheet, PayrollRow, decimal_of
from wagepay.policies import LARGE_AMOUNT, MINIMUM_WAGE
from wagepay.queries.people import attended, cards_of, lines_of, month_before, persons_of, roll_of
from wagepay.queries.writing import sums_of_lines
from wagepay.versions import ZERO, Line, changes, summary
from wagepay.workbooks.opening import Corrections

VERB = "wagepay.submit"
PREFIX = "GZ"
DECIDED = (SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID)


# -- reading ------------------------------------------------------------------------------------
def read(workbook: Pages, target: Target, corrections: Corrections) -> Read:
    """Whose sheet it is comes first, because roster and attendance are that employer's; where that was said beforehand, they are fetched while the file is being read."""
    facts = facts_for(target, target.employer, target.month) if target.employer and target.month else None
    if facts is None:
        said, month = heading_of(workbook, target.month)
        if (month := target.month or month) is None:
            raise Refused("表上没有写工资月份，请指明是哪个月的工资表。", "month_missing")
        employer = target.employer or resolve_employer(target.actor, target.project, said)
        facts = facts_for(target, employer, month)
    else:
        employer, month = target.employer, target.month
    parsed = parse_payroll(workbook, facts.facts, mapping=corrections.mapping, remembered=corrections.remembered, severities=corrections.severities)
    figures = {
        "rows": parsed.totals.rows,
        "workers": len({row.id_number for row in parsed.rows if row.id_number}),
        "days": f"{parsed.totals.days:.2f}",
        **{name: money.text(getattr(parsed.totals, name)) for name in ("gross", "deduction", "net")},
        "notes": [finding.as_dict() for finding in parsed.notes],
    }
    versions = list(PayrollSheet.objects.visible_to(target.actor).filter(project=target.project, employer=employer, month=month).order_by("-version"))
    if replaced := _current(versions):
        figures["changes"] = summary(changes(lines_of(target.actor, replaced), proposed(parsed)))
    teams = teams_of(parsed)
    return Read(
        parsed, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures, employer, month, teams, facts.met, versions
    )  # fmt: skip


def _current(versions: Sequence[PayrollSheet]) -> PayrollSheet | None:
    return next((sheet for sheet in versions if sheet.state in CURRENT_SHEETS), None)


def heading_of(workbook: Pages, month: dt.date | None) -> tuple[str | None, dt.date | None]:
    """The employer and month the likeliest sheet names above its table."""
    headings = [read_heading(sheet, header) for sheet in workbook.filled if not sheet.hidden and (header := find_header(sheet, FORM))]
    best = next((heading for heading in headings if heading.month == month), headings[0] if headings else None)
    return (best.employer.text if best and best.employer else None, best.month if best else None)


class Known(NamedTuple):
    """What a sheet is held against, and everybody the employer has on the site already."""

    facts: Facts
    met: frozenset[bytes]


def facts_for(target: Target, employer: Organisation, month: dt.date) -> Known:
    """What the rows are held against; without any attendance of the month nothing can be compared with it."""
    policies = target.policies
    roll = roll_of(target.actor, target.project, employer.pk)
    days = attended(target.actor, target.project, employer.pk, month)
    facts = Facts(
        month=month,
        minimum_wage=policies[MINIMUM_WAGE].value,
        large_amount=policies[LARGE_AMOUNT].value,
        project_names=(target.project.name,),
        employer_names=employer.known_names,
        roster=roll.registered,
        attendance={person: Attended(roll.names.get(person, ""), units) for person, units in days.items()} or None,
        persons=persons_of,
        last_month=month_before(target.actor, target.project, employer.pk, month),
        cards=cards_of,
    )
    return Known(facts, frozenset(roll.names))


def proposed(parsed: ParsedSheet) -> dict[bytes, Line]:
    """The rows as the next version's lines."""
    return {
        person: Line(
            row.name or "",
            row.team or "",
            row.row,
            row.days or ZERO,
            row.gross or ZERO,
            (row.deduction or ZERO) + (row.advance or ZERO),
            row.net or ZERO,
            card,
        )
        for row, person, card in zip(parsed.rows, parsed.persons, parsed.cards, strict=True)
        if person is not None
    }


def teams_of(parsed: ParsedSheet) -> list[dict[str, Any]]:
    """Sums by team for the confirmation page, in the order of the sheet."""
    teams: dict[str, list[int]] = {}
    for row in parsed.rows:
        sums = teams.setdefault(row.team or "未分班组", [0] * 5)
        sums[0] += 1
        sums[1] += row.days_hundredths or 0
        sums[2] += row.gross_fen or 0
        sums[3] += (row.deduction_fen or 0) + (row.advance_fen or 0)
        sums[4] += row.net_fen or 0
    names = ("days", "gross", "deduction", "net")
    return [{"team": team, "people": str(people), **dict(zip(names, map(str, map(decimal_of, sums)), strict=True))} for team, (people, *sums) in teams.items()]


# -- writing ------------------------------------------------------------------------------------
def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """One more version of the employer's month; the file that already counts changes nothing."""
    parsed: ParsedSheet = read.rows
    current = _current(read.versions)
    if current and current.sha256 == upload.content_sha256:
        return Written(0, sheet=current)
    corrects = current is not None and current.state in DECIDED
    if corrects and not confirmation.note:
        raise Refused("这个月的工资表总包已经审核，只能更正。请写明更正的原因。", "correction_reason")
    replaced = next((sheet for sheet in read.versions if sheet.state != SheetState.SUPERSEDED), None)
    if replaced:
        move(replaced, "supersede", actor=target.actor, at=target.at, note=confirmation.note, detail={"sha256": upload.content_sha256})
    sheet = _sheet(read, target, upload, confirmation, replaced, corrects)
    strangers = [_stranger(row, person, sheet) for row, person in zip(parsed.rows, parsed.persons, strict=True) if person not in read.met]
    meet(target.actor, target.project, strangers, target.at, PersonSource.PAYROLL)
    write_lines(parsed, sheet)
    _verify(parsed, sheet)
    return Written(len(parsed.rows), frozenset([sheet.month]), sheet)


def _sheet(read: Read, target: Target, upload: Upload, confirmation: Confirmation, replaced: PayrollSheet | None, corrects: bool) -> PayrollSheet:
    totals = read.rows.totals
    uid = uuid.uuid4()
    sheet = PayrollSheet(
        uid=uid,
        region_id=target.project.region_id,
        project=target.project,
        employer=read.employer,
        month=read.month,
        version=read.versions[0].version + 1 if read.versions else 1,
        state=SheetState.SUBMITTED,
        receipt_number=f"~{uid}",  # the number is drawn last, because drawing it makes others wait
        replaces=replaced,
        is_correction=corrects,
        upload=upload,
        sha256=upload.content_sha256,
        rows=totals.rows,
        workers=read.figures["workers"],
        days=totals.days,
        gross=totals.gross,
        deduction=totals.deduction,
        net=totals.net,
        pieces=read.rows.pieces or None,
        acknowledged=list(confirmation.acknowledged),
        note=confirmation.note,
        submitted_by=target.actor.name,
        submitted_at=target.at,
    )
    sheet.save(force_insert=True)
    return sheet


def _stranger(row: PayrollRow, person: bytes, sheet: PayrollSheet) -> Terms:
    return Terms(
        person=person, id_number=row.id_number, name=row.name, employer_id=sheet.employer_id, phone=row.phone, card=row.card_number, bank_name=row.bank,
        team=row.team, trade=row.trade, daily_rate=row.daily_rate,
    )  # fmt: skip


def _verify(parsed: ParsedSheet, sheet: PayrollSheet) -> None:
    """Control totals: what the database now adds up to is what the file added up to, to the fen."""
    found = sums_of_lines(sheet)
    expected = (parsed.totals.rows, parsed.totals.gross, parsed.totals.deduction, parsed.totals.net)
    if found != expected:
        raise RuntimeError(f"control totals differ: {found} in the database, {expected} in the file")
