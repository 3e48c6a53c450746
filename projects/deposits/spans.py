"""Spans of time the rules ask about, measured as the law measures months and years (民法典201–203)."""

import datetime as dt

from portal.lib.deadlines import add_months
from projects.deposits.work import Work

YEAR = 12


def since(on: dt.date, months: int) -> dt.date:
    """The first day that still counts among the months before ``on``."""
    return add_months(on, -months)


def within(day: dt.date | None, on: dt.date, months: int) -> bool:
    """Whether a day lies in the months before ``on``; the corresponding day itself counts, ``on`` too."""
    return day is not None and since(on, months) <= day <= on


def building_for(work: Work, months: int) -> bool:
    """Whether the contractor has built in the area for as long; one who came later has no arrears and no reduction either."""
    return work.built_here_since is not None and work.built_here_since <= since(work.on, months)


def length(work: Work) -> tuple[dt.date, dt.date] | None:
    """From start (or signing) to the planned end."""
    begins = work.started_on or work.signed_on
    return (begins, work.ends_on) if begins and work.ends_on else None


def beyond_a_year(work: Work) -> bool:
    span = length(work)
    return span is not None and span[1] > add_months(span[0], YEAR)


def shorter_than(work: Work, months: int) -> bool:
    span = length(work)
    return bool(months) and span is not None and span[1] < add_months(span[0], months)
