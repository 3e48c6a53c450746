"""How long a matter has: days of its level, or hours where days would be too long; and which rung of the ladder a day has reached."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from earlywarning.enums import LEVEL_RANK
from portal.lib import clock
from portal.lib.calendars import WorkCalendar
from portal.lib.start_moments import begin
from portal.tenancy.policies import PolicySet

Rung = dict[str, Any]


def due_day(policy: PolicySet, key: str, start: dt.date, calendar: WorkCalendar) -> dt.date | None:
    """The last day of the term: the start day is not counted (民法典201), and which day starts it is policy; ``None`` = not under the clock."""
    days = policy[key].value
    if days is None or key.removeprefix("clearance.days_") not in policy["clearance.objects"].value:
        return None
    start = begin(policy["clearance.start"].value, start, calendar)
    if policy["clearance.calendar"].value == "working":
        return calendar.add_workdays(start, days)
    due = start + dt.timedelta(days=days)
    return calendar.roll_forward(due) if policy["clearance.day_off"].value == "next" else due


def end_of(day: dt.date) -> dt.datetime:
    """The term ends when its last day ends."""
    return clock.start_of(day + dt.timedelta(days=1))


def hours_of(policy: PolicySet, rule: str, level: str) -> int | None:
    """The hours of an urgent matter (童工、群体性事件); None where days are counted. A line holds from its level upwards."""
    for line in policy["clearance.urgent"].value:
        if rule in re.split(r"[、，,\s]+", line["rules"]) and LEVEL_RANK[level] >= LEVEL_RANK.get(line.get("level") or "blue", 0):
            return line["hours"]
    return None


@dataclass(frozen=True)
class Place:
    """Where an item stands: what the ladder asks of it."""

    due_on: dt.date
    step: int
    people: int


def effective_day(due_on: dt.date, on: dt.date) -> int:
    """The day of the ladder reached, measured on a three-day term.

    The last day of a term is day 3 of the ladder less nothing done yet: two days before it is day 1, one day before
    it day 2; the first day after it is day 3 (超期), the third after it day 5, and so on, whatever the term's length.
    """
    late = (on - due_on).days
    return late + 2 if late > 0 else max(0, min(2, 3 + late))


def rungs_due(place: Place, ladder: list[Rung], on: dt.date) -> list[Rung]:
    """The steps of the ladder reached and not taken yet, of those for so many people."""
    reached = effective_day(place.due_on, on)
    return [rung for rung in ladder if place.step < rung["day"] <= reached and place.people >= (rung.get("people") or 0)]


def hour_rungs_due(started: dt.datetime, taken: int, ladder: list[Rung], at: dt.datetime) -> list[Rung]:
    """The same counted in full hours since the matter began; ``taken`` is the first hour whose rung is still open."""
    reached = int((at - started).total_seconds() // 3600)
    return [rung for rung in ladder if taken <= rung["hour"] <= reached]
