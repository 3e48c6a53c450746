"""From a workbook to rows of leads; nothing here touches the database."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.lead_sheet.form import LEADS
from portal.lib.sheets.choose import find_table
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table, is_blank


@dataclass(slots=True)
class LeadRow:
    """One lead as the sheet tells it; ``values`` holds only what was written."""

    at: int  # row counted from 0
    values: dict[str, Any]


@dataclass(slots=True)
class LeadSheet:
    """The table, its rows, and a way to put a finding at a cell."""

    table: Table | None
    rows: list[LeadRow]
    findings: Findings

    def flag(self, code: str, row: LeadRow, field: str, /, **words: object) -> None:
        """At the field's cell; without such a column at the lead's number."""
        mapping = self.table.mapping
        column = mapping.get(field, mapping.get("external_number", 0))
        self.findings.add(code, self.table.sheet, row.at, column, **{"label": LEADS.by_name[field].label} | words)


def read_leads(workbook: Workbook, findings: Findings, *, on: dt.date) -> LeadSheet:
    """Find the table and read every row; what is wrong becomes findings, all at once."""
    table = find_table(workbook, LEADS, findings)
    if table is None:
        return LeadSheet(None, [], findings)
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    sheet = LeadSheet(table, [LeadRow(at, _written(columns, place)) for place, at in enumerate(table.records)], findings)
    _tell_skipped(sheet)
    _tell_twice(sheet)
    for row in sheet.rows:
        _check(sheet, row, on)
    return sheet


def _written(columns: dict[str, list[Any]], place: int) -> dict[str, Any]:
    values = {name: values[place] for name, values in columns.items() if values[place] is not None and name != "serial"}
    if "amount" in values:
        values["amount"] = Decimal(values["amount"]) / 100
    return values


def _check(sheet: LeadSheet, row: LeadRow, on: dt.date) -> None:
    values = row.values
    if not values.get("employer") and not values.get("project") and not values.get("code"):
        sheet.flag("nobody", row, "employer")
    if values.get("amount") is not None and values["amount"] <= 0:
        sheet.flag("amount_not_positive", row, "amount")
    if values.get("received_on") and values["received_on"] > on:
        sheet.flag("future", row, "received_on", value=values["received_on"].isoformat())
    if values.get("owed_from") and values.get("owed_to") and values["owed_to"] < values["owed_from"]:
        sheet.flag("period_order", row, "owed_to")


def _tell_skipped(sheet: LeadSheet) -> None:
    """A row with a number that was taken for a note must not vanish silently."""
    column = sheet.table.mapping.get("external_number")
    for at, _ in sheet.table.notes if column is not None else ():
        if not is_blank(sheet.table.sheet.cell(at, column)):
            sheet.findings.add("row_skipped", sheet.table.sheet, at, column)


def _tell_twice(sheet: LeadSheet) -> None:
    seen: dict[str, int] = {}
    for row in sheet.rows:
        number = row.values.get("external_number")
        if number in seen:
            sheet.flag("number_twice", row, "external_number", row=seen[number] + 1)
        elif number:
            seen[number] = row.at
