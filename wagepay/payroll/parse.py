"""From an opened workbook to rows, control totals and every finding at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.lib.sheets.bulk import collector_paused
from portal.lib.sheets.choose import Mappings, find_table
from portal.lib.sheets.columns import as_letters
from portal.lib.sheets.findings import Findings, Severity
from portal.lib.sheets.model import Pages
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table
from wagepay.payroll.checks import amounts, before, deductions, payment, people, whole
from wagepay.payroll.deductions import gather
from wagepay.payroll.facts import Facts
from wagepay.payroll.fields import PAYROLL
from wagepay.payroll.heading import Heading, read_heading
from wagepay.payroll.kinds import KINDS
from wagepay.payroll.pieces import Piece, check_pieces, read_pieces
from wagepay.payroll.reading import Reading
from wagepay.payroll.rows import AMOUNTS, COLUMNS, ControlTotals, ParsedSheet, PayrollRow, decimal_of

CHECKS = (
    people.check_people,
    people.check_roster,
    people.check_attendance,
    before.check_last_month,
    amounts.check_days,
    amounts.check_signs,
    amounts.check_net,
    amounts.check_gross,
    amounts.check_large,
    amounts.check_minimum,
    deductions.check_deductions,
    payment.check_cards,
    payment.check_phones,
    payment.check_payees,
    whole.check_heading,
    whole.check_sums,
    whole.check_count,
)


def parse_payroll(
    workbook: Pages,
    facts: Facts,
    *,
    mapping: Mapping[str, str] | None = None,
    remembered: Mappings | None = None,
    sheet: str | None = None,
    severities: Mapping[str, str] | None = None,
) -> ParsedSheet:
    """Find the table, read its columns, run every check.

    ``mapping`` corrects the recognised columns ({field: letter}), ``remembered`` holds earlier corrections by the heading's fingerprint,
    ``sheet`` picks a sheet by name, ``severities`` are the tenant's ({code: block | warn | info}).
    """
    findings = Findings(KINDS, severities)

    def of_another_month(table: Table) -> bool:
        month = read_heading(table.sheet, table.header).month
        return month is not None and month != facts.first_day

    with collector_paused():
        table = find_table(workbook, PAYROLL, findings, sheet=sheet, mapping=mapping, remembered=remembered, unlikely=of_another_month)
        if table is None:
            return ParsedSheet([], {}, "", "", 0, Heading(), ControlTotals(), findings.sorted(), [])
        return judge(table, facts, findings, read_pieces(workbook, table.sheet.name, findings))


def judge(table: Table, facts: Facts, findings: Findings, pieces: Sequence[Piece] = ()) -> ParsedSheet:
    """Read the chosen table and hold it against everything."""
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    spread_merged(table, columns, "team")
    infer_teams(table, columns)
    gather(columns, table.mapping)
    persons, cards = facts.persons(columns["id_number"]), facts.cards(columns["card_number"])
    reading = Reading(table, columns, read_heading(table.sheet, table.header), facts, findings, persons, cards)
    for check in CHECKS:
        check(reading)
    check_pieces(reading, pieces)
    header, found = table.header, findings.sorted()
    return ParsedSheet(
        rows_of(table, columns),
        as_letters(header.mapping),
        header.fingerprint,
        table.sheet.name,
        header.row + header.depth,
        reading.heading,
        totals_of(columns, len(table.records)),
        [finding for finding in found if finding.severity != Severity.INFO],
        [finding for finding in found if finding.severity == Severity.INFO],
        persons,
        [piece.stored() for piece in pieces],
        cards,
    )


def spread_merged(table: Table, columns: dict[str, list[Any]], field: str) -> None:
    """A cell merged downwards over several people speaks for all of them, though only the first row holds its word."""
    column, values = table.mapping.get(field), columns[field]
    if column is None or None not in values:
        return
    places, end = {row: place for place, row in enumerate(table.records)}, 0
    for top, left, bottom, right in sorted(table.sheet.merges):
        if bottom > top and left <= column <= right and (first := places.get(top)) is not None:
            start, end = max(top + 1, end), max(min(bottom + 1, len(table.sheet.rows)), end)
            for row in range(start, end):  # each row once, however many merges claim to cover it
                if (place := places.get(row)) is not None and values[place] is None:
                    values[place] = values[first]


def infer_teams(table: Table, columns: dict[str, list[Any]]) -> None:
    """Without a team column the line above a block of rows, or the subtotal below it, names the team."""
    if "team" in table.mapping:
        return
    teams = columns["team"]
    for place, (start, title) in enumerate(table.titles):
        end = table.titles[place + 1][0] if place + 1 < len(table.titles) else len(teams)
        teams[start:end] = [title] * (end - start)
    start = 0
    for line in table.sums:
        if line.word == "小计" and line.of and not table.titles:
            teams[start : line.records_above] = [line.of] * (line.records_above - start)
        start = line.records_above


def rows_of(table: Table, columns: dict[str, list[Any]]) -> list[PayrollRow]:
    numbers = [row + 1 for row in table.records]
    return list(map(PayrollRow._make, zip(numbers, *(columns[name] for name in COLUMNS), strict=True)))


def totals_of(columns: dict[str, list[Any]], rows: int) -> ControlTotals:
    """The sums of what could be read."""
    sums = {name: sum(filter(None, columns[name])) for name in AMOUNTS}
    sums["deduction"] += sums["advance"]
    return ControlTotals(rows, *(decimal_of(sums[name]) for name in ("days", "gross", "deduction", "net")))
