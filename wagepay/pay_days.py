"""When a month's wages fall due."""

import calendar as week
import datetime as dt
from typing import Protocol

from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import add_months


class PayTerms(Protocol):
    """What a project's contracts say about the pay day."""

    pay_day: int | None
    pay_month_offset: int


def due_on(terms: PayTerms, month: dt.date, calendar: WorkCalendar) -> dt.date:
    """The pay day of a wage month; on a day off it comes earlier (条例第十四条, D04).

    A day the month lacks means its last. Without an agreed day the end of the following month counts: wages may be paid
    in the period itself or the next one, never later.
    """
    paid_in = add_months(month, terms.pay_month_offset if terms.pay_day else 1)
    last = week.monthrange(paid_in.year, paid_in.month)[1]
    return calendar.roll_back(paid_in.replace(day=min(terms.pay_day or last, last)))
