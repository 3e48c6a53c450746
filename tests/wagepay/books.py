"""Workbooks as people make them, written for tests."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter


def book(*sheets: Iterable[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """An xlsx of plain cells; texts stay texts."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"created": dt.datetime(2026, 1, 1)})  # the same cells are the same bytes
        workbook.set_properties({"created": dt.datetime(2026, 11, 1)})  # the same cells make the same bytes, whenever
        for at, rows in enumerate(sheets):
            page = workbook.add_worksheet(names[at] if at < len(names) else None)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        page.write_string(row, column, cell)
                    elif cell is not None:
                        page.write(row, column, cell)
    return stream.getvalue()
