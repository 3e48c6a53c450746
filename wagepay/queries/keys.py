"""Project-months with the day their wages fall due."""

import datetime as dt
from collections.abc import Iterable

from portal.lib.calendars import WorkCalendar
from portal.tenancy.calendars import work_calendar
from projects.models import Project
from wagepay.pay_days import due_on
from wagepay.queries.summaries import Key


def keys_of(project: Project, months: Iterable[dt.date], calendar: WorkCalendar | None = None) -> list[Key]:
    """The keys of one project's months."""
    calendar = calendar or work_calendar()
    return [Key(project.pk, month, due_on(project, month, calendar)) for month in sorted(set(months))]
