"""The signs of an attendance grid: which day a column is, and what a cell says of it."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.sheets.values import EXCEL_EPOCH, SERIALS, shown
from portal.lib.text import compact

_DAY = re.compile(r"(?:\d{1,2}月|\d{1,2}[-/.]|\d{4}[-/.]\d{1,2}[-/.])?(\d{1,2})(?:日|号)?")
FULL = frozenset("√ ✓ ✔ ☑ v 1 1.0 ○ ● 正 全 出 勤 出勤 全天 上班 到 p 一".split())
HALF = frozenset("半 半天 0.5 ½ △ ▲ ◐ 半工".split())
NONE = frozenset("× x ✗ ✕ 0 0.0 休 休息 假 请假 事假 病假 缺 缺勤 旷 旷工 停工 雨 无 - -- — / \\ 未 离 退场".split())
MOST_UNITS = Decimal("1.5")
FULL_DAY_HOURS = 8


def day_of_heading(cell: Cell) -> int | None:
    """The day of the month a heading names: 7, 7日, 10月7日, a date."""
    if isinstance(cell, dt.date):
        return cell.day
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        if SERIALS[0] <= cell < SERIALS[1]:
            return (EXCEL_EPOCH + dt.timedelta(days=int(cell))).day
        return int(cell) if cell.is_integer() and 1 <= cell <= 31 else None
    found = _DAY.fullmatch(compact(cell))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def units_of(cell: Cell) -> tuple[Decimal, Decimal | None]:
    """(working days, hours if hours are written). Numbers up to 1.5 are days, larger ones the day's hours."""
    word = f"{cell:g}" if isinstance(cell, float) and not isinstance(cell, bool) else compact(str(cell)).lower()
    if not word or word in NONE:
        return Decimal(0), None
    if word in FULL:
        return Decimal(1), None
    if word in HALF:
        return Decimal("0.5"), None
    bare = word.removesuffix("小时").removesuffix("h")
    try:
        number = Decimal(bare.removesuffix("工").removesuffix("天"))
    except ArithmeticError:
        raise CellFault("day_mark", value=shown(cell)) from None
    if not number.is_finite() or not 0 <= number <= 24:
        raise CellFault("day_mark", value=shown(cell))
    if number <= MOST_UNITS and bare == word:
        return number.quantize(Decimal("0.01")), None
    return units_of_hours(number), number


def units_of_hours(hours: Decimal) -> Decimal:
    """Eight hours are a day; more are overtime of the same day. Half up, as everything here."""
    return min(Decimal(1), hours / FULL_DAY_HOURS).quantize(Decimal("0.01"), ROUND_HALF_UP)
