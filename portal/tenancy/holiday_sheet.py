"""The State Council's arrangement of a year as a sheet: date, kind, festival; what is wrong is told by cell."""

import datetime as dt
from dataclasses import dataclass, field

from portal.lib.calendar_seed import statutory_days
from portal.lib.sheets import values
from portal.lib.sheets.choose import find_table, read_records
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON, CellFault
from portal.lib.sheets.findings import Findings, Kind, block, warn
from portal.lib.sheets.model import Cell, Workbook
from portal.lib.sheets.table import Table
from portal.lib.sheets.write import Book
from portal.tenancy.models import HolidayKind

_KINDS = {**{kind.value: kind for kind in HolidayKind}, **{kind.label: kind for kind in HolidayKind}}
CHOICES = "、".join(kind.label for kind in HolidayKind)
LEAST = 11  # statutory days of a year before 2025; 13 since
NOTICE = "国务院办公厅关于{year}年部分节假日安排的通知"

OWN: tuple[Kind, ...] = (
    block("rows_missing", "没有日期", "表头下面没有日期。", "请把每个放假和上班的日子各写一行。"),
    block("other_year", "不是这一年", "{day} 不在 {year} 年。", "请核对年份，或改选要录入的年份。"),
    block("twice", "日期重复", "{day} 与第 {row} 行重复。", "一天只写一行。"),
    block("unknown_kind", "性质不对", "性质“{value}”不认识。", "请填{choices}之一。"),
    block("works_anyhow", "本来就上班", "{day} 本来就是工作日，不能写成调休上班。", "请核对日期；调休上班的是周六、周日。"),
    block("incomplete", "安排不完整", "{year} 年的安排不完整：法定节假日只有 {count} 天，或缺少国庆节 10 月 1 日。", "请对照国务院办公厅的通知补全。"),
    warn("statutory_missing", "缺法定节假日", "按《全国年节及纪念日放假办法》，{day} 是法定节假日，表里没有写成法定节假日。", "请对照通知核对。"),
    warn("not_statutory", "不是法定节假日", "按《全国年节及纪念日放假办法》，{day} 不是法定节假日。", "请核对；调休放假的，性质写“调休放假”。"),
)
KINDS = COMMON | {kind.code: kind for kind in OWN}


def _kind(cell: Cell) -> HolidayKind:
    text = values.text(cell).strip()
    if text not in _KINDS:
        raise CellFault("unknown_kind", value=values.shown(text), choices=CHOICES)
    return _KINDS[text]


FORM = Form(
    name="放假安排",
    keys=("day",),
    fields=(
        Field("day", "日期", ("day", "日子", "放假日期"), required=True, parse=values.date, weight=2),
        Field("kind", "性质", ("kind", "类型", "类别", "安排"), required=True, parse=_kind, weight=2),
        Field("name", "名称", ("name", "节日", "假期", "节日名称"), parse=values.text),
    ),
)
Row = tuple[dt.date, str, str]


@dataclass
class HolidaySheet:
    """What the sheet holds for one year; with a blocking finding nothing of it is used."""

    year: int
    findings: Findings
    rows: dict[dt.date, Row] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        return not any(finding.blocks for finding in self.findings.items)


def read_holidays(workbook: Workbook, year: int) -> HolidaySheet:
    """Every fault at once, each at its cell."""
    found = HolidaySheet(year, Findings(KINDS))
    table = find_table(workbook, FORM, found.findings)
    if table is None:
        return found
    places: dict[dt.date, int] = {}
    for number, values_ in read_records(table, found.findings):
        _take(found, table, number - 1, values_, places)
    if found.is_accepted:
        _check_whole(found, table, places)
    return found


def _take(found: HolidaySheet, table: Table, at: int, read: dict, places: dict[dt.date, int]) -> None:
    day, kind = read["day"], read["kind"]
    if day is None:
        return
    column = table.mapping["day"]
    if day.year != found.year:
        found.findings.add("other_year", table.sheet, at, column, day=day, year=found.year)
    elif day in places:
        found.findings.add("twice", table.sheet, at, column, day=day, row=places[day] + 1)
    elif kind == HolidayKind.WORKDAY and day.weekday() < 5:
        found.findings.add("works_anyhow", table.sheet, at, table.mapping["kind"], day=day)
    elif kind is not None:
        places[day] = at
        found.rows[day] = (day, kind, read["name"] or "节假日")


def _check_whole(found: HolidaySheet, table: Table, places: dict[dt.date, int]) -> None:
    """Against what the law itself says of the year; the notice decides, so a difference is a question and no fault."""
    statutory = {day for day, kind, _ in found.rows.values() if kind == HolidayKind.STATUTORY}
    head = (table.sheet, table.header.row, 0)
    if dt.date(found.year, 10, 1) not in statutory or len(statutory) < LEAST:
        found.findings.add("incomplete", *head, year=found.year, count=len(statutory))
        return
    expected = statutory_days(found.year)
    for day in sorted(expected - statutory):
        at = places.get(day)
        found.findings.add("statutory_missing", table.sheet, head[1] if at is None else at, table.mapping["day"], day=day)
    for day in sorted(statutory - expected):
        found.findings.add("not_statutory", table.sheet, places[day], table.mapping["kind"], day=day)


def holiday_template(year: int) -> bytes:
    """The sheet to fill in: the statutory days of the year stand there already."""
    book = Book()
    page = book.sheet(f"{year}年放假安排")
    page.set_column(0, 2, 18)
    book.row(page, 0, ("日期", "性质", "名称"), "head")
    for at, day in enumerate(sorted(statutory_days(year)), 1):
        book.put(page, at, 0, day.isoformat(), "text")
        book.put(page, at, 1, HolidayKind.STATUTORY.label)
        book.put(page, at, 2, "")
    return book.content()
