"""Which sheet of the workbook is the payroll, and which column is which in it."""

from collections.abc import Mapping
from dataclasses import replace

from portal.lib.sheets.columns import corrected
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Sheet, Workbook
from portal.lib.sheets.table import Table, read_table
from wagepay.payroll.facts import Facts
from wagepay.payroll.fields import PAYROLL
from wagepay.payroll.heading import read_heading

Mappings = Mapping[str, Mapping[str, str]]


def find_table(workbook: Workbook, facts: Facts, wanted: str | None, findings: Findings) -> Table | None:
    """The sheet with the payroll: the one asked for, else visible, of this month, with most people. Other payrolls in the file are mentioned."""
    tables = [table for sheet in workbook.filled if (wanted in (None, sheet.name)) and (table := table_of(sheet))]
    if not tables:
        first = next(iter(workbook.filled), None)
        labels = "、".join(field.label for field in PAYROLL.required)
        findings.add("header_missing" if first else "table_missing", first or workbook.sheets[0], 0, 0, labels=labels)
        return None
    chosen = min(tables, key=lambda table: (table.sheet.hidden, other_month(table, facts), -len(table.records)))
    for table in tables:
        if table is not chosen and table.records and not table.sheet.hidden:
            findings.add("other_sheet", table.sheet, table.header.row, 0, other=table.sheet.name, count=len(table.records))
    return chosen


def table_of(sheet: Sheet) -> Table | None:
    header = find_header(sheet, PAYROLL)
    return read_table(sheet, PAYROLL, header) if header else None


def other_month(table: Table, facts: Facts) -> bool:
    """Whether the sheet says it is about another month."""
    month = read_heading(table.sheet, table.header).month
    return month is not None and month != facts.first_day


def with_mapping(table: Table, mapping: Mapping[str, str] | None, remembered: Mappings | None) -> Table:
    """The table read again by the user's columns, given now or remembered under its heading's fingerprint."""
    wishes = mapping or (remembered or {}).get(table.header.fingerprint)
    if not wishes:
        return table
    header = replace(table.header, mapping=corrected(PAYROLL, table.header.mapping, wishes))
    return read_table(table.sheet, PAYROLL, header)
