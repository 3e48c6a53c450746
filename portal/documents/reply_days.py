"""By when an answer is due, reckoned by the deadline engine (民法典201、203: the first day does not count, a day off rolls on)."""

import datetime as dt

from portal.lib import deadlines
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import PolicySet

GIVEN = "D37"
# A public notice counts as served thirty days after it is put up (民事诉讼法第九十五条).
PUBLIC_NOTICE = dt.timedelta(days=30)


def answer_due(kind: str, begun_on: dt.date, policies: PolicySet) -> dt.date | None:
    """The last day for an answer by the tenant's days and calendar; ``None`` where none is asked."""
    days = policies[f"instruments.reply_days.{kind}"].value
    if not days:
        return None
    calendar = work_calendar()
    if policies["instruments.reply_calendar"].value == "working":
        return calendar.add_workdays(begun_on, days)
    return deadlines.due(GIVEN, begun_on, calendar, days=days).due_on
