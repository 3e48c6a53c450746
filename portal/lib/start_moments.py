"""From which day a term runs when something comes in on a day off, or after the counter has closed.

The national rule counts from the day of receipt, which is itself not counted (民法典201). Where a province or a tenant has
settled it otherwise the tenant enters so with its document; the term then runs from the day given here instead.
"""

import datetime as dt
from enum import StrEnum

from portal.lib.calendars import WorkCalendar


class StartMoment(StrEnum):
    RECEIPT = "receipt"
    WORKDAY = "workday"
    NEXT_WORKDAY = "next_workday"


LABELS = {
    StartMoment.RECEIPT: "收到（发生）当日",
    StartMoment.WORKDAY: "收到当日；休息日、节假日收到的视为其后第一个工作日收到",
    StartMoment.NEXT_WORKDAY: "收到后的下一个工作日",
}


def begin(moment: str, day: dt.date, calendar: WorkCalendar) -> dt.date:
    """The starting day of the term; the day itself is not counted, whichever it is."""
    match StartMoment(moment):
        case StartMoment.RECEIPT:
            return day
        case StartMoment.WORKDAY:
            return calendar.roll_forward(day)
        case StartMoment.NEXT_WORKDAY:
            return calendar.next_workday(day)
