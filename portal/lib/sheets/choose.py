"""Which sheet of a workbook holds the form, and which column is which in it: the start of every import."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from portal.lib.sheets.columns import Form, corrected
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Pages, Sheet
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table, read_table

Mappings = Mapping[str, Mapping[str, str]]


def no_preference(table: Table) -> bool:
    return False


def find_table(
    workbook: Pages,
    form: Form,
    findings: Findings,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mappings | None = None,
    unlikely: Callable[[Table], bool] = no_preference,
) -> Table | None:
    """The table of the form: on the sheet asked for, else visible, not ``unlikely``, with most records. Others in the file are mentioned.

    ``mapping`` corrects the recognised columns ({field: letter}); ``remembered`` holds earlier corrections by the heading's fingerprint.
    Without any table a finding says what was looked for.
    """
    tables = [table for each in workbook.filled if sheet in (None, each.name) and (table := table_of(each, form))]
    if not tables:
        filled = [each for each in workbook.filled if sheet in (None, each.name)]
        labels = "、".join(field.label for field in form.required)
        findings.add("header_missing" if filled else "table_missing", (filled or workbook.sheets)[0], 0, 0, labels=labels)
        return None
    chosen = min(tables, key=lambda table: (table.sheet.hidden, unlikely(table), -len(table.records)))
    for table in tables:
        if table is not chosen and table.records and not table.sheet.hidden:
            findings.add("other_sheet", table.sheet, table.header.row, 0, other=table.sheet.name, count=len(table.records))
    mention_hidden_rows(chosen, findings)
    wishes = mapping or (remembered or {}).get(chosen.header.fingerprint)
    if not wishes:
        return chosen
    header = replace(chosen.header, mapping=corrected(form, chosen.header.mapping, wishes))
    return read_table(chosen.sheet, form, header)


def mention_hidden_rows(table: Table, findings: Findings) -> None:
    """What nobody sees on the screen is read all the same; whoever sends it should know."""
    hidden = sorted(table.sheet.troubles.hidden.intersection(table.records))
    if hidden:
        rows = "、".join(str(row + 1) for row in hidden[:5]) + (" 等" if len(hidden) > 5 else "")
        findings.add("hidden_rows", table.sheet, hidden[0], 0, count=len(hidden), rows=rows)


def table_of(sheet: Sheet, form: Form) -> Table | None:
    header = find_header(sheet, form)
    return read_table(sheet, form, header) if header else None


def read_records(table: Table, findings: Findings) -> Iterator[tuple[int, dict[str, Any]]]:
    """(row number as people count, {field: value}) of every record; for forms that need no more than their cells' own checks."""
    columns = read_columns(table, findings)
    if not table.records:
        findings.add("rows_missing", table.sheet, table.header.row, 0)
    for place, row in enumerate(table.records):
        yield row + 1, {name: values[place] for name, values in columns.items()}
