"""What the lines above the table say: which project, which firms, which month, in which unit."""

import datetime as dt
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.lib.sheets.header import Header
from portal.lib.sheets.model import Sheet
from portal.lib.sheets.values import find_month
from portal.lib.text import compact, tidy

_LABELS = {
    "project": "项目名称|工程名称|工程项目名称|工程项目|项目",
    "contractor": "施工总承包单位|总承包单位|总包单位|施工单位|总包",
    "employer": "劳务分包单位|专业分包单位|分包单位|劳务分包企业|劳务企业|劳务单位|劳务公司|用工单位|用人单位|分包",
}
_INLINE = {name: re.compile(rf"(?:^|\s)(?:{words})\s*[:：]\s*([^\s:：,;]{{2,60}})(?=[\s,;]|$)") for name, words in _LABELS.items()}
_ALONE = {name: re.compile(rf"(?:{words})[:：]?") for name, words in _LABELS.items()}
_TITLE = re.compile(
    r"^(?P<project>.*?)(?:工程)?(?:项目)?(?:部)?(?:\d{4}年\d{1,2}月份?)?(?:农民工|民工|务工人员|建筑工人|劳务人员|工人|人员)?(?:\d{4}年\d{1,2}月份?)?"
    r"工资(?:支付|发放|结算|明细|领取|汇总|清)*(?:表|单|册)"
)
_MONTH_LABEL = re.compile(r"月份|所属期|\d年")
_UNIT = re.compile(r"单位[:：]?\(?(万元|元)")
_DECORATION = re.compile(r"(?:建设)?(?:工程|项目)(?:部)?$|(?:股份|有限|责任|公司)+$|[()（）《》“”\"·\s]")
SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the cell that says it."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Everything the sheet says about itself; what it does not say is None."""

    project: Said | None = None
    contractor: Said | None = None
    employer: Said | None = None
    month: dt.date | None = None
    month_at: tuple[int, int] = (0, 0)
    unit: Said | None = None


def read_heading(sheet: Sheet, header: Header) -> Heading:
    """Read the cells above the table's heading, then, for the month alone, the sheet's own name."""
    said: dict[str, Said] = {}
    month: tuple[dt.date, tuple[int, int]] | None = None
    for row in range(min(header.row + header.depth, len(sheet.rows))):
        for column, cell in enumerate(sheet.rows[row]):
            if row >= header.row and column in header.mapping.values():
                continue
            if isinstance(cell, dt.date) and month is None:
                month = (dt.date(cell.year, cell.month, 1), (row, column))
            if not isinstance(cell, str) or not cell:
                continue
            for name, found in facts_of(sheet, row, column, cell).items():
                said.setdefault(name, found)
            if month is None and (first := find_month(cell)):
                month = (first, (row, column))
    if month is None and (first := find_month(sheet.name)):
        month = (first, (0, 0))
    day, place = month or (None, (0, 0))
    return Heading(said.get("project") or said.get("title"), said.get("contractor"), said.get("employer"), day, place, said.get("unit"))


def facts_of(sheet: Sheet, row: int, column: int, cell: str) -> dict[str, Said]:
    """What one cell says: ``label：value`` pairs, a label whose value stands in the next cell, or a title."""
    line, tight = tidy(cell), compact(cell)
    found: dict[str, Said] = {}
    for name, pattern in _INLINE.items():
        if match := pattern.search(line):
            found[name] = Said(match[1], row, column)
        elif _ALONE[name].fullmatch(tight) and (neighbour := next_text(sheet, row, column)):
            found[name] = neighbour
    if match := _UNIT.search(tight):
        found["unit"] = Said(match[1], row, column)
    if (match := _TITLE.match(tight)) and len(match["project"]) >= 4:
        found["title"] = Said(match["project"], row, column)
    return found


def next_text(sheet: Sheet, row: int, column: int) -> Said | None:
    """The next filled cell of the row, if it holds words."""
    for place in range(column + 1, min(column + 8, len(sheet.rows[row]))):
        cell = sheet.cell(row, place)
        if cell != "":
            return Said(tidy(cell), row, place) if isinstance(cell, str) else None
    return None


def same_name(found: str, expected: str) -> bool:
    """Whether two names can mean the same project or firm: equal but for decoration, one within the other, or mostly alike."""
    left, right = (_DECORATION.sub("", compact(name)) for name in (found, expected))
    if not left or not right or left in right or right in left:
        return True
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= SIMILAR
