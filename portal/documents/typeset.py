"""Rosters and tables of hundreds of rows, set by Typst in a thirtieth of the time WeasyPrint takes."""

import datetime as dt
import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

_LOCK = threading.Lock()
_PLACES = {"left": "l", "right": "n", "center": "c"}


@dataclass(frozen=True)
class TableColumn:
    """A column of a printed table: ``width`` in millimetres, 0 = a share of what is left; align left, right or center."""

    label: str
    width: float = 0
    align: str = "left"


def render_table_pdf(
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Any]],
    *,
    lines: Sequence[str] = (),
    sums: Sequence[Any] = (),
    notes: Sequence[str] = (),
    organ: str = "",
    mark: str = "",
    landscape: bool = True,
    size: float = 9,
    room: float = 3.2,
    on: dt.date | None = None,
) -> bytes:
    """A table with its heading repeated on every page and "第 n 页 共 m 页" below.

    ``lines`` stand under the title (unit, month, organ), ``sums`` is the last row, ``notes`` follow the table, ``mark``
    (who printed it, when) stands in every foot. Values are printed as text; None as "—". ``room`` are the points above and below the words of a
    cell: more of them where people sign. ``on`` dates the file itself.
    """
    data = {
        "title": title,
        "organ": organ,
        "columns": [{"label": c.label, "width": c.width, "align": _PLACES[c.align]} for c in columns],
        "rows": [[_text(value) for value in row] for row in rows],
        "sums": [_text(value) for value in sums],
        "lines": list(lines),
        "notes": list(notes),
        "mark": mark,
        "landscape": landscape,
        "size": size,
        "room": room,
    }
    for row in (*data["rows"], *([data["sums"]] if sums else [])):
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns")
    return render_typst("table.typ", data, on)


def render_typst(template: str, data: dict[str, Any], on: dt.date | None = None) -> bytes:
    """A print of ``templates/documents/<template>``; the data reach it as JSON, so no value can become code. ``on`` dates the file itself."""
    day = on or dt.date(2000, 1, 1)
    with _LOCK:
        return _compiler(template).compile(
            sys_inputs={"data": json.dumps(data)}, format="pdf", timestamp=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        )


def _text(value: Any) -> str:
    return "—" if value is None else str(value)


@lru_cache(maxsize=4)
def _compiler(template: str):
    # Imported here: typst loads every system font, which only a process that prints tables should pay.
    import typst  # noqa: PLC0415

    source = settings.BASE_DIR / "templates" / "documents" / template
    return typst.Compiler(source, root=source.parent)
