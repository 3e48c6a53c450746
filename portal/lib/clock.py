"""The one source of time, called only at the edge: views, commands, tasks.

``PORTAL_DATE`` moves the business date in the demo and in tests; production refuses it (settings).
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    """The business date in China."""
    return settings.PORTAL_DATE or dt.datetime.now(SHANGHAI).date()


def now() -> dt.datetime:
    """The instant of an act; under ``PORTAL_DATE`` the wall-clock time of day on that date."""
    instant = dt.datetime.now(SHANGHAI)
    if settings.PORTAL_DATE:
        return instant.replace(year=settings.PORTAL_DATE.year, month=settings.PORTAL_DATE.month, day=settings.PORTAL_DATE.day)
    return instant


def day_of(instant: dt.datetime) -> dt.date:
    """The day in China on which an instant falls, however the database handed it back."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: dt.date) -> dt.datetime:
    """Midnight in Shanghai at which ``day`` begins."""
    return dt.datetime.combine(day, dt.time(), SHANGHAI)
