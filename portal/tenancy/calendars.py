"""The working-day calendar from the holiday table."""

import datetime as dt

from portal.lib.calendars import WorkCalendar, unknown_text
from portal.tenancy.models import Holiday, HolidayKind

AHEAD = dt.timedelta(days=60)


def work_calendar() -> WorkCalendar:
    """The calendar of every day the table knows; one query, kept by the caller for its unit of work."""
    return WorkCalendar.from_rows(Holiday.objects.values_list("day", "kind", "name"))


def calendar_notices(on: dt.date) -> tuple[str, ...]:
    """The loud banner: deadlines that begin today may run into a year whose holidays nobody has entered."""
    wanted = {on.year, (on + AHEAD).year}
    national_days = [dt.date(year, 10, 1) for year in wanted]
    known = Holiday.objects.filter(day__in=national_days, kind=HolidayKind.STATUTORY).values_list("day__year", flat=True)
    unknown = wanted - set(known)
    return (unknown_text(unknown),) if unknown else ()
