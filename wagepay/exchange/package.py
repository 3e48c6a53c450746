"""The package: every object as workbook and text, all of them as JSON, and a report of values without a code."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from portal.lib.columns import Column
from portal.lib.exports import Stamp, csv_bytes, xlsx_bytes
from wagepay.exchange.codes import PLATFORMS, Coder
from wagepay.exchange.objects import plain
from wagepay.exchange.standing import ObjectStanding

ROW = "行编号"
REPORT = Column("table", "代码表"), Column("value", "本平台的值"), Column("count", "行数", kind="int")


def package(found: Iterable[ObjectStanding], coder: Coder, platform: str, *, stamp: Stamp, is_full: bool) -> bytes:
    """Numbers in full only when a second person has agreed; else as everybody sees them."""
    buffer = io.BytesIO()
    data: dict[str, Any] = {"platform": PLATFORMS[platform], "serial": stamp.serial, "full_numbers": is_full, "objects": {}}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for one in found:
            headings = (ROW, *one.object.headings)
            rows = [[row.unit.key, *(_shown(value, is_full) for value in line)] for row in one.rows for line in row.unit.lines]
            columns = [Column(heading, heading) for heading in headings]
            book.writestr(f"{one.object.label}.xlsx", xlsx_bytes(columns, rows, title=one.object.label, stamp=stamp))
            book.writestr(f"{one.object.label}.csv", csv_bytes(columns, rows))
            data["objects"][one.object.kind] = [dict(zip(headings, row, strict=True)) for row in rows]
        book.writestr("全部.json", json.dumps(data, ensure_ascii=False, indent=1))
        book.writestr("没有代码的值.csv", csv_bytes(REPORT, coder.report(), stamp=stamp))
    return buffer.getvalue()


def _shown(value: Any, is_full: bool) -> str:
    """A masked number prints itself masked."""
    return plain(value) if is_full or not hasattr(value, "plain") else str(value)
