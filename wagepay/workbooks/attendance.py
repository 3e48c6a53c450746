"""考勤表 in its three shapes: a grid with a column for each day, a list with a row for each day, or month totals alone."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from portal.lib.names import mask_name
from portal.lib.sheets import quick, values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON, CellFault
from portal.lib.sheets.findings import Kind, block, catalogue, warn
from portal.lib.sheets.model import Pages, Sheet
from portal.lib.sheets.table import Table
from wagepay.payroll import fields as payroll_fields
from wagepay.workbooks.marks import day_of_heading, units_of, units_of_hours
from wagepay.workbooks.opening import Corrections, Opened, Parsed, Person, open_table

SHEET = "保障农民工工资支付条例第二十八条"
LEAST_DAY_COLUMNS = 5
_FULL = Decimal("1")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FORM = Form(
    name="考勤表",
    fields=(
        Field("serial", "序号", _words("编号 序 no"), parse=payroll_fields.serial),
        Field("name", "姓名", payroll_fields.NAMES, required=True, parse=values.person_name, quick=quick.person_names, weight=3),
        Field("id_number", "身份证号", payroll_fields.ID_NUMBERS, parse=values.id_number, quick=quick.id_numbers, weight=2),
        Field("team", "班组", payroll_fields.TEAMS, parse=values.text, quick=quick.words),
        Field("date", "考勤日期", _words("日期 出勤日期 打卡日期 考勤时间 打卡时间 工作日期"), parse=values.date),
        Field("units", "工日", _words("工数 折合工日 当日工日 出工"), parse=values.hundredths, quick=quick.hundredths),
        Field("hours", "工时", _words("小时 工作小时 当日工时 小时数 出勤小时"), parse=values.hundredths, quick=quick.hundredths),
        Field("total", "出勤天数", _words("出勤 合计 合计天数 考勤天数 总天数 合计出勤 出勤合计 合计工日 本月出勤 实际出勤 出勤工日 工日合计 出工天数 天数 总工日"), parse=values.hundredths, quick=quick.hundredths),
        Field("total_hours", "总工时", _words("合计工时 工时合计 本月工时"), parse=values.hundredths, quick=quick.hundredths),
        Field("remark", "备注", _words("说明 附注 签字 本人签字 本人签名"), parse=values.text),
    ),
    keys=("name", "id_number"),
    serial="serial",
    ignored=_words("工种 性别 电话 联系电话 手机号 加班 请假 缺勤 迟到 早退 进场时间 出场时间 上班时间 下班时间"),
)  # fmt: skip

KINDS: dict[str, Kind] = COMMON | catalogue([
    block("name_missing", "缺姓名", "姓名没有填写。", "请补填姓名。", SHEET),
    block("person_unknown", "认不出是谁", "没有身份证号，花名册里{found}叫{name}的。", "请补填身份证号，或先在花名册登记。", SHEET),
    block("month_unknown", "没有写月份", "表上没有写是哪个月的考勤。", "请在标题写明“2026年10月考勤表”，再传。", SHEET),
    block("month_differs", "月份不对", "表上写的是 {found}，这里报的是 {expected}。", "请核对是否选错了文件或月份。"),
    block("shape_unknown", "看不出考勤格式", "没有找到 1 至 31 日的列，也没有日期列或出勤天数列。", "请下载模板按模板填写。", SHEET),
    block("day_mark", "看不懂的考勤符号", "{day} 日写的“{value}”看不懂。", "出勤填 1 或 √，半天填 0.5，没来的留空。", SHEET),
    block("day_absent", "当月没有这一天", "{month} 月没有 {day} 日，这一格却有考勤。", "请核对月份和这一格。", SHEET),
    block("units_over", "一天超过 1.5 个工日", "这一天有 {units} 个工日。", "一天最多记 1.5 个工日，请核对。", SHEET),
    block("days_over_month", "出勤天数超过当月", "出勤 {days} 天，当月只有 {limit} 天。", "请改为实际出勤天数。", SHEET),
    block("day_twice", "同一人同一天两行", "与第 {rows} 行是同一人同一天。", "请合并成一行。", SHEET),
    block("person_twice", "同一人两行", "与第 {rows} 行是同一个人。", "一个人只写一行，请合并。", SHEET),
    warn("total_differs", "合计与各天不符", "合计写 {total} 天，各天相加是 {sum} 天。", "请核对；入库按各天。", SHEET),
    warn("day_ahead", "还没有到的日期", "{day} 还没有到，却有考勤。", "请核对日期。", SHEET),
    warn("not_on_roster", "没有实名登记", "{name}没有实名登记。", "请先登记并签合同，再安排进场。", SHEET),
    warn("device_differs", "和设备记录不一致", "{name} {day} 设备或更正记的是 {told} 工日，表上写的是 {units}。", "入库按设备和更正；确实有误的，在个人考勤页写明原因更正。", SHEET),
    warn("after_exit", "退场后还有考勤", "{name} {left} 已退场，之后还有考勤。", "请核对退场日期；又来做工的，请更新花名册。", SHEET),
])  # fmt: skip


class Worked(NamedTuple):
    """One person's day, or month total where ``day`` is None."""

    row: int
    name: str
    id_number: str | None
    person: Person
    month: dt.date
    day: dt.date | None
    units: Decimal
    hours: Decimal | None

    def __repr__(self) -> str:
        return f"<Worked {self.row} {self.day or self.month}>"


@dataclass(frozen=True)
class Known:
    """Who is on the site: names to persons, for sheets without numbers; persons to the day they left."""

    by_name: Mapping[str, Sequence[Person]] = field(default_factory=dict)
    left_on: Mapping[Person, dt.date | None] | None = None
    key: Callable[[str], Person] = lambda number: number
    told: Mapping[tuple[Person, dt.date], Decimal] = field(default_factory=dict)


def read_attendance(workbook: Pages, on: dt.date, known: Known, corrections: Corrections | None = None, month: dt.date | None = None) -> Parsed:
    """The rows of the sheet's shape, days before totals, with every finding at once."""
    found = open_table(workbook, FORM, KINDS, corrections or Corrections())
    if isinstance(found, Parsed):
        return found
    persons = list(_persons(found, known))
    days = day_columns(found.table)
    if days:
        rows = _grid(found, persons, days, _month(found, month))
    elif found.has("date"):
        rows = _long(found, persons)
    elif found.has("total"):
        rows = _totals(found, persons, _month(found, month))
    else:
        found.findings.add("shape_unknown", found.table.sheet, found.table.header.row, 0)
        rows = []
    _check_people(found, persons, rows, known, on)
    return found.finish(rows)


# -- who ----------------------------------------------------------------------------------------
def _persons(opened: Opened, known: Known) -> Iterator[Person | None]:
    """The person of each record: by the number, else by a name only one person of the site has."""
    for place, (name, number) in enumerate(zip(opened.columns["name"], opened.columns["id_number"], strict=True)):
        if number:
            yield known.key(number)
            continue
        same = known.by_name.get(name or "", ())
        if len(same) == 1:
            yield same[0]
            continue
        if name:
            opened.flag("person_unknown", place, "name", name=mask_name(name), found=f"有 {len(same)} 个" if same else "没有")
        yield None


def _check_people(opened: Opened, persons: list[Person | None], rows: list[Worked], known: Known, on: dt.date) -> None:
    """Registered at all; gone already; days that are still to come."""
    places = {row: place for place, row in enumerate(opened.table.records)}
    if known.left_on is not None:
        for place, person in enumerate(persons):
            if person is not None and person not in known.left_on:
                opened.flag("not_on_roster", place, "name", name=mask_name(opened.columns["name"][place] or "") or "这一行的人")
    gone: set[Person] = set()
    differing: set[Person] = set()
    for row in rows:
        told = known.told.get((row.person, row.day))
        if told is not None and told != row.units and row.person not in differing:
            differing.add(row.person)
            opened.flag(
                "device_differs",
                places[row.row - 1],
                "name",
                name=mask_name(row.name or "") or "这一行的人",
                day=row.day,
                told=_days(told),
                units=_days(row.units),
            )
        left = known.left_on.get(row.person) if known.left_on else None
        if row.day and left and row.day > left and row.person not in gone:
            gone.add(row.person)
            opened.flag("after_exit", places[row.row - 1], "name", name=mask_name(row.name), left=left)
        if row.day and row.day > on:
            opened.flag("day_ahead", places[row.row - 1], "date", day=row.day)


# -- a column for each day ----------------------------------------------------------------------
def day_columns(table: Table) -> dict[int, int]:
    """{column: day of the month} from the heading's rows; the numbers may stand one row below it."""
    header = table.header
    taken = set(header.mapping.values())
    best: dict[int, int] = {}
    for at in range(header.row, min(header.body + 1, len(table.sheet.rows))):
        row = table.sheet.rows[at]
        days = {column: day for column, cell in enumerate(row) if column not in taken and (day := day_of_heading(cell))}
        if len(days) > len(best) and list(days.values()) == sorted(set(days.values())):
            best = days
    return best if len(best) >= LEAST_DAY_COLUMNS else {}


def _grid(opened: Opened, persons: list[Person | None], days: dict[int, int], month: dt.date | None) -> list[Worked]:
    if month is None:
        return []
    length = calendar.monthrange(month.year, month.month)[1]
    rows: list[Worked] = []
    for place, person in enumerate(persons):
        mine = list(_days_of(opened, place, days, month, length))
        total = opened.columns["total"][place]
        added = sum((units for _, units, _ in mine), Decimal(0))
        if total is not None and Decimal(total).scaleb(-2) != added:
            opened.flag("total_differs", place, "total", total=_days(Decimal(total).scaleb(-2)), sum=_days(added))
        # Somebody without any day stands in the file all the same: it takes back what an earlier one said of him.
        rows += _worked(opened, place, person, month, mine or [(None, Decimal(0), None)])
    _check_twice(opened, persons, "person_twice")
    return rows


def _days_of(opened: Opened, place: int, days: dict[int, int], month: dt.date, length: int) -> Iterator[tuple[dt.date, Decimal, Decimal | None]]:
    sheet, at = opened.table.sheet, opened.table.records[place]
    for column, number in days.items():
        cell = sheet.cell(at, column)
        try:
            units, hours = units_of(cell)
        except CellFault as fault:
            opened.findings.add("day_mark", sheet, at, column, day=number, **fault.words)
            continue
        if not units:
            continue
        if number > length:
            opened.findings.add("day_absent", sheet, at, column, month=month.month, day=number)
            continue
        yield month.replace(day=number), units, hours


# -- a row for each day ---------------------------------------------------------------------------
def _long(opened: Opened, persons: list[Person | None]) -> list[Worked]:
    rows: list[Worked] = []
    seen: dict[tuple, int] = {}
    columns = opened.columns
    for place, person in enumerate(persons):
        day, units, hours = columns["date"][place], columns["units"][place], columns["hours"][place]
        if day is None:
            if not opened.table.column("date")[place]:
                opened.flag("missing", place, "date", label="考勤日期")
            continue
        hours = None if hours is None else Decimal(hours).scaleb(-2)
        units = Decimal(units).scaleb(-2) if units is not None else _FULL if hours is None else units_of_hours(hours)
        if not 0 <= units <= Decimal("1.5"):
            opened.flag("units_over", place, "units", units=_days(units))
        elif person is not None and (person, day) in seen:
            opened.flag("day_twice", place, "date", rows=seen[person, day])
        else:
            rows += _worked(opened, place, person, day.replace(day=1), [(day, units, hours)])
            seen[person, day] = opened.table.records[place] + 1
    return rows


# -- totals alone ---------------------------------------------------------------------------------
def _totals(opened: Opened, persons: list[Person | None], month: dt.date | None) -> list[Worked]:
    if month is None:
        return []
    length = calendar.monthrange(month.year, month.month)[1]
    rows: list[Worked] = []
    for place, person in enumerate(persons):
        total, hours = opened.columns["total"][place], opened.columns["total_hours"][place]
        if total is None:
            continue
        days = Decimal(total).scaleb(-2)
        if not 0 <= days <= length:
            opened.flag("days_over_month", place, "total", days=_days(days), limit=length)
            continue
        rows += _worked(opened, place, person, month, [(None, days, None if hours is None else Decimal(hours).scaleb(-2))])
    _check_twice(opened, persons, "person_twice")
    return rows


# -- shared -----------------------------------------------------------------------------------------
def _worked(opened: Opened, place: int, person: Person | None, month: dt.date, days: list[tuple]) -> list[Worked]:
    if person is None:
        return []
    row, name, number = opened.table.records[place] + 1, opened.columns["name"][place], opened.columns["id_number"][place]
    return [Worked(row, name, number, person, month, day, units, hours) for day, units, hours in days]


def _check_twice(opened: Opened, persons: list[Person | None], code: str) -> None:
    first: dict[Person, int] = {}
    for place, person in enumerate(persons):
        if person is None:
            continue
        if person in first:
            opened.flag(code, place, "name", rows=first[person] + 1)
        else:
            first[person] = opened.table.records[place]


def _month(opened: Opened, given: dt.date | None) -> dt.date | None:
    """The month of the file, against the one asked for; without either nothing can be dated."""
    table = opened.table
    said = month_said(table.sheet, table.header.body)
    if said and given and said != given:
        opened.findings.add("month_differs", table.sheet, 0, 0, found=f"{said:%Y-%m}", expected=f"{given:%Y-%m}")
    if not said and not given:
        opened.findings.add("month_unknown", table.sheet, 0, 0)
    return given or said


def month_said(sheet: Sheet, body: int) -> dt.date | None:
    """The month named above the table or in the sheet's name."""
    for row in sheet.rows[:body]:
        for cell in row:
            if isinstance(cell, dt.date):
                return dt.date(cell.year, cell.month, 1)
            if isinstance(cell, str) and cell and (found := values.find_month(cell)):
                return found
    return values.find_month(sheet.name)


def _days(number: Decimal) -> str:
    return f"{number.normalize():f}"
