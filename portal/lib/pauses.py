"""Days that do not count: a clock that was stopped by law goes on where it stood.

A pause counts from its first through its last day. The remaining term begins the day after it, so the end moves by the
days lost: natural days for terms in days, months and years, working days for terms in working days.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.lib.errors import Refused

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """A stop of the clock with its reason; both days belong to it."""

    first: dt.date
    last: dt.date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(f"中止期间的结束日 {self.last} 早于开始日 {self.first}。", "pause_dates")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def is_paused(day: dt.date, pauses: Sequence[Pause]) -> bool:
    """Whether the clock stood on the day; overlapping pauses stop it once."""
    return any(day in pause for pause in pauses)


def days_after(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Every day after the start up to and with the end."""
    for n in range(1, (end - start).days + 1):
        yield start + n * _ONE


def stretch(start: dt.date, end_of: Callable[[int], dt.date], is_lost: Callable[[dt.date], bool]) -> dt.date:
    """The end of a term after the days lost on the way: ``end_of(n)`` is the end with n more days.

    Each day lost moves the end, and the days it moves over may be lost too; the ends only grow until nothing more is lost.
    """
    end = end_of(0)
    while (later := end_of(sum(is_lost(day) for day in days_after(start, end)))) != end:
        end = later
    return end
