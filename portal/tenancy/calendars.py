"""The working-day calendar from the holiday table."""

from portal.lib.calendars import WorkCalendar
from portal.tenancy.models import Holiday


def work_calendar() -> WorkCalendar:
    """The calendar of every day the table knows; one query, kept by the caller for its unit of work."""
    return WorkCalendar.from_rows(Holiday.objects.values_list("day", "kind", "name"))
