"""How values look on pages: money, numbers, dates, time left. Only texts; whether something is due is decided elsewhere."""

import datetime as dt
import functools
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portal.lib.clock import SHANGHAI, start_of

NOTHING = "—"  # there is no figure; a zero is written 0
MINUS = "−"
TEN_THOUSAND = Decimal(10000)
THREE_DAYS = dt.timedelta(days=3)
WEEKDAYS = "一二三四五六日"


@functools.cache
def _quantum(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def number(value: int | Decimal | None, places: int = 0) -> str:
    """Thousands by comma, half up, a real minus sign: ``1,087.78``, ``−41.06``."""
    if value is None:
        return NOTHING
    rounded = Decimal(value).quantize(_quantum(places), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def money(value: Decimal | int | None, places: int = 2) -> str:
    """An amount in 元."""
    return number(value, places)


def short_money(value: Decimal | int | None) -> str:
    """An amount in 元 without ``.00`` when there are no 角 and 分."""
    if value is None:
        return NOTHING
    return number(value, 0 if Decimal(value) == Decimal(value).to_integral_value() else 2)


def ten_thousand(value: Decimal | int | None, places: int = 2) -> str:
    """An exact sum in 元, shown in 万元."""
    return number(None if value is None else Decimal(value) / TEN_THOUSAND, places)


def rate(value: Decimal | float | None, places: int = 1) -> str:
    """A share of one as a percentage: ``0.941`` → ``94.1%``."""
    return NOTHING if value is None else f"{number(Decimal(str(value)) * 100, places)}%"


def day(value: dt.date | dt.datetime | None, on: dt.date | None = None) -> str:
    """``1 月 15 日``; with the year when it is not the year of ``on``."""
    if value is None:
        return NOTHING
    value = local_date(value)
    year = f"{value.year} 年 " if on is None or value.year != on.year else ""
    return f"{year}{value.month} 月 {value.day} 日"


def iso_day(value: dt.date | dt.datetime | None) -> str:
    """``2026-01-15`` for ledgers and evidence."""
    return NOTHING if value is None else local_date(value).isoformat()


def month(value: dt.date | None) -> str:
    """``2025 年 12 月``."""
    return NOTHING if value is None else f"{value.year} 年 {value.month} 月"


def instant(value: dt.datetime | None, on: dt.date | None = None) -> str:
    """``1 月 13 日 16:05`` in Shanghai."""
    return NOTHING if value is None else f"{day(value, on)} {value.astimezone(SHANGHAI):%H:%M}"


def weekday(value: dt.date) -> str:
    return f"星期{WEEKDAYS[value.weekday()]}"


def local_date(value: dt.date | dt.datetime) -> dt.date:
    return value.astimezone(SHANGHAI).date() if isinstance(value, dt.datetime) else value


@dataclass(frozen=True)
class TimeLeft:
    """What the 三日格 shows: state over | today | ok, the words, and the share of the time that is used up (0–100)."""

    state: str
    words: str
    used: int


def time_left(due: dt.datetime, *, at: dt.datetime, start: dt.datetime | dt.date | None = None) -> TimeLeft:
    """Time left until ``due``; the whole span is three days unless ``start`` is given. A starting day is itself not counted (民法典201)."""
    left = due - at
    if start is not None and not isinstance(start, dt.datetime):
        start = start_of(start + dt.timedelta(days=1))
    span = due - start if start is not None and start < due else THREE_DAYS
    used = min(100, max(0, round((1 - left / span) * 100)))
    if left <= dt.timedelta():
        return TimeLeft("over", f"已超 {_span(-left)}", 100)
    return TimeLeft("today" if left < dt.timedelta(days=1) else "ok", f"剩余 {_span(left)}", used)


def _span(length: dt.timedelta) -> str:
    """Whole days; below one day whole hours; below one hour whole minutes."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)} 天"
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{minutes} 分钟"
