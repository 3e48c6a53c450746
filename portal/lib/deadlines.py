"""The last day of a statutory term.

Reckoned by 民法典201–203: the starting day is not counted; months and years end on the corresponding day, or on the last
of the month where there is none; a term that ends on a day off ends on the next working day. Wages are the exception:
a pay day on a day off comes earlier (保障农民工工资支付条例14). Hours, retention periods and ends of calendar periods
are left where they are. Days on which the clock stood (portal.lib.pauses) do not count.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from portal.lib.calendars import WorkCalendar, unknown_text
from portal.lib.deadline_rules import RULES, Calendar, DeadlineRule, Roll, Unit
from portal.lib.errors import Refused
from portal.lib.pauses import Pause, is_paused, stretch

REPORTING_REGIONS = frozenset(rule.region for rule in RULES if rule.number == "D36")
_PERIOD_MONTHS = {Unit.MONTH_END: 1, Unit.QUARTER_END: 3, Unit.HALF_YEAR_END: 6}


@dataclass(frozen=True)
class Due:
    """A reckoned deadline with what it rests on; ``unknown_years`` make it an estimate (未核准日历).

    ``nominal_on`` is the last day before it was moved off a day off.
    """

    rule: DeadlineRule
    due_on: dt.date | dt.datetime
    unknown_years: tuple[int, ...] = ()
    earliest_on: dt.date | None = None
    nominal_on: dt.date | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def calendar(self) -> Calendar:
        return self.rule.calendar

    @property
    def law(self) -> str:
        return self.rule.law

    @property
    def certain(self) -> bool:
        return not self.unknown_years

    def as_dict(self) -> dict[str, str | bool | None]:
        """As commands print it."""
        return {
            "code": self.code,
            "due": self.due_on.isoformat(),
            "calendar": str(self.calendar),
            "law": self.law,
            "title": self.rule.title,
            "trigger": self.rule.trigger,
            "length": self.rule.length,
            "certainty": self.rule.certainty,
            "earliest": self.earliest_on and self.earliest_on.isoformat(),
            "calendar_known": self.certain,
            "note": "；".join(text for text in (self.rule.note, unknown_text(self.unknown_years) if self.unknown_years else "") if text),
        }


def due(
    code: str, start: dt.date, calendar: WorkCalendar, *, days: int | None = None, jurisdiction: str | None = None, pauses: Sequence[Pause] = ()
) -> Due | list[Due]:
    """Reckon one code from its start; a code that has several parts gives a list unless a letter picks one."""
    found = rules_of(code, jurisdiction)
    reckoned = [reckon(rule, start, calendar, days=days, pauses=pauses) for rule in found]
    return reckoned[0] if len(found) == 1 else reckoned


def rules_of(code: str, jurisdiction: str | None = None) -> list[DeadlineRule]:
    """The rules of a code, with or without its letter; D36 depends on the jurisdiction (its official code)."""
    code = code.strip()
    code = code[:1].upper() + code[1:].lower()
    found = [rule for rule in RULES if code in (rule.code, rule.number)]
    if not found:
        raise Refused(f"没有时限代码“{code}”。代码为 D01 至 D50，分项加小写字母，如 D12a。", "unknown_code")
    if found[0].number != "D36":
        return found
    if not jurisdiction:
        raise Refused("D36 是各地行动方案规定的报送期限，请指明辖区（--jurisdiction 区划代码）。", "jurisdiction_missing")
    local = [rule for rule in found if rule.region == jurisdiction]
    if not local:
        raise Refused(f"辖区 {jurisdiction} 没有录入 {code} 的报送期限。", "no_deadline")
    return local


def reckon(rule: DeadlineRule, start: dt.date, calendar: WorkCalendar, *, days: int | None = None, pauses: Sequence[Pause] = ()) -> Due:
    """The last day of one term from its start."""
    if pauses and not rule.pausable:
        raise Refused(f"{rule.code}（{rule.title}）不是办理期限，没有中止。", "not_pausable")
    begin = start.date() if isinstance(start, dt.datetime) else start
    if rule.unit is Unit.HOURS and isinstance(start, dt.datetime):
        return Due(rule, start + dt.timedelta(hours=rule.count))
    try:
        nominal = _last_day(rule, begin, calendar, days, pauses)
        day = _roll(nominal, rule.rolling, calendar)
    except (OverflowError, ValueError):
        raise Refused(f"从 {begin} 起算不出 {rule.code} 的期限，请核对日期和日数。", "bad_date") from None
    touched = (begin, day) if rule.unit is Unit.WORKDAYS else (nominal, day) if rule.rolling is not Roll.NONE else ()
    unknown = calendar.unknown_years(min(touched), max(touched)) if touched else []
    earliest = begin + dt.timedelta(days=1) if rule.code == "D25b" else None
    return Due(rule, day, tuple(unknown), earliest, nominal)


def _last_day(rule: DeadlineRule, start: dt.date, calendar: WorkCalendar, days: int | None, pauses: Sequence[Pause]) -> dt.date:
    match rule.unit:
        case Unit.WORKDAYS:
            return stretch(start, lambda lost: calendar.add_workdays(start, rule.count + lost), lambda day: is_paused(day, pauses) and calendar.is_workday(day))
        case Unit.ON_DAY:
            this_year = dt.date(start.year, *rule.month_day)
            return this_year if this_year >= start else this_year.replace(year=start.year + 1)
        case Unit.MONTH_END | Unit.QUARTER_END | Unit.HALF_YEAR_END:
            return period_end(start, _PERIOD_MONTHS[rule.unit])
    nominal = _natural_end(rule, start, days)
    return stretch(start, lambda lost: nominal + dt.timedelta(days=lost), lambda day: is_paused(day, pauses))


def _natural_end(rule: DeadlineRule, start: dt.date, days: int | None) -> dt.date:
    match rule.unit:
        case Unit.DAYS:
            return start + dt.timedelta(days=rule.count)
        case Unit.HOURS:
            return start + dt.timedelta(hours=rule.count)
        case Unit.MONTHS:
            return add_months(start, rule.count)
        case Unit.YEARS:
            return add_months(start, rule.count * 12)
        case _:
            return start + dt.timedelta(days=_given(days))


def _given(days: int | None) -> int:
    if days is None:
        raise Refused("D37 的日数由办案人填写，请给出 --days。", "days_missing")
    if not 1 <= days <= 365:
        raise Refused(f"限期应为 1 至 365 日，现在是 {days} 日。", "bad_days")
    return days


def _roll(day: dt.date, roll: Roll, calendar: WorkCalendar) -> dt.date:
    if roll is Roll.FORWARD:
        return calendar.roll_forward(day)
    return calendar.roll_back(day) if roll is Roll.EARLIER else day


def add_months(start: dt.date, months: int) -> dt.date:
    """The corresponding day so many months on (or back), or the last day of a month that has none (民法典202)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def period_end(day: dt.date, months: int) -> dt.date:
    """The last day of the month, quarter or half-year that contains the day."""
    month = (day.month - 1) // months * months + months
    return dt.date(day.year, month, monthrange(day.year, month)[1])
