"""Values out of a table, column by column: the fast lane first, then the careful reading with its findings."""

from typing import Any

from portal.lib.sheets.columns import Field
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.quick import SLOW
from portal.lib.sheets.table import Table, is_blank


def read_column(table: Table, field: Field, findings: Findings) -> list[Any]:
    """The field's value in every record; ``None`` where the cell is blank or wrong, and then a finding says so."""
    column = table.mapping.get(field.name)
    cells = table.column(field.name)
    careful = field.required or any(place == column for _, place in table.sheet.troubles.cells)
    if column is None or (not careful and cells.count("") == len(cells)):
        return [None] * len(table.records)
    values = field.quick(cells) if field.quick else [SLOW] * len(cells)
    if SLOW in values:
        for at, value in enumerate(values):
            if value is SLOW:
                cell = cells[at]
                values[at] = read_cell(table, field, column, at, cell, findings) if careful or cell != "" else None
    return values


def read_cell(table: Table, field: Field, column: int, at: int, cell: Any, findings: Findings) -> Any:
    """One cell with care. A blank cell may be a formula without a result, which is told apart from nothing written."""
    row = table.records[at]
    if is_blank(cell):
        if fault := trouble(table, row, column):
            findings.add(fault, table.sheet, row, column, label=field.label)
        elif field.required:
            findings.add(missing_code(field, findings), table.sheet, row, column, label=field.label)
        return None
    try:
        value = field.parse(cell)
    except CellFault as fault:
        findings.add(fault.code, table.sheet, row, column, **{"label": field.label, **fault.words})
        return None
    if value in ("", None) and field.required:
        findings.add(missing_code(field, findings), table.sheet, row, column, label=field.label)
    return None if value == "" else value


def trouble(table: Table, row: int, column: int) -> str:
    """The kind of finding for a cell that looks filled in Excel and reads as empty."""
    troubles = table.sheet.troubles
    if (row, column) in troubles.no_result:
        return "formula_no_result"
    return "formula_error" if (row, column) in troubles.errors else ""


def missing_code(field: Field, findings: Findings) -> str:
    """A form may have its own sentence for a missing field."""
    own = f"{field.name}_missing"
    return own if own in findings.catalogue else "missing"


def read_columns(table: Table, findings: Findings) -> dict[str, list[Any]]:
    """Every field of the form; a required field without a column is one finding at the heading, not one per row."""
    for field in table.form.required:
        if field.name not in table.mapping:
            findings.add("column_missing", table.sheet, table.header.row + table.header.depth - 1, 0, label=field.label)
    return {field.name: read_column(table, field, findings) for field in table.form.fields if field.parse}
