"""Small tables from CSV files: rows with their line numbers, and all faults told at once."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.lib.errors import Refused

SHOWN = 20  # faults told in one refusal


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell."""

    line: int
    letter: str
    text: str

    @property
    def cell(self) -> str:
        return f"{self.letter}{self.line}"


class TableRefused(Refused):
    """A table with faults; ``faults`` says them cell by cell."""

    def __init__(self, reason: str, faults: Sequence[Fault]) -> None:
        super().__init__(reason, "rows")
        self.faults = tuple(faults)


def named(content: bytes, columns: Sequence[str], optional: Sequence[str], names: Mapping[str, str]) -> tuple[list[tuple[int, dict[str, str]]], dict[str, str]]:
    """Rows whose columns may have Chinese headings, and the letter of each column; an optional column that is missing is empty."""
    text = _decoded(content).replace("\0", "")
    head, _, rest = text.partition("\n")
    found = next(csv.reader([head.rstrip("\r")]), [])
    heads = [names.get(name.strip(), name.strip()) for name in found]
    letters = {name: chr(ord("A") + place) for place, name in enumerate(heads[:26])}
    added = [name for name in optional if name not in heads]
    lines = rows_of((",".join([*heads, *added]) + "\n" + rest).encode(), [*columns, *optional])
    return lines, letters


def refuse_cells(faults: Sequence[Fault]) -> None:
    """One refusal for all faults, in the order of the lines."""
    if faults:
        try:
            refuse([f"第 {fault.line} 行：{fault.text}（{fault.cell}）" for fault in sorted(faults, key=lambda fault: fault.line)])
        except Refused as refusal:
            raise TableRefused(refusal.reason, sorted(faults, key=lambda fault: fault.line)) from None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            raise Refused("文件的编码认不出来，请另存为 CSV UTF-8 后再导入。", "encoding") from None


def rows_of(content: bytes, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """(line number, row) of a CSV in UTF-8 or GB18030 with at least these columns."""
    reader = csv.DictReader(io.StringIO(_decoded(content).replace("\0", "")))
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(f"文件第 1 行缺少列：{'、'.join(missing)}。应有：{'、'.join(columns)}。", "columns")
    try:
        rows = [(reader.line_num, {name: (row[name] or "").strip() for name in columns}) for row in reader]
    except csv.Error as fault:
        raise Refused(f"文件第 {reader.line_num} 行读不出来（{fault}），请用表格软件另存为 CSV。", "csv") from None
    if not rows:
        raise Refused("文件里没有数据行。", "empty")
    return rows


def refuse(faults: list[str]) -> None:
    """One refusal for all faults; nothing of the file is saved."""
    if faults:
        more = f"……共 {len(faults)} 处" if len(faults) > SHOWN else ""
        raise Refused("；".join(faults[:SHOWN]) + more + "。请改正后重新导入，本次没有保存任何一行。", "rows")


def day(text: str) -> dt.date | None:
    """An ISO date, nothing for an empty cell; ValueError for anything else."""
    return dt.date.fromisoformat(text.replace("/", "-")) if text else None
