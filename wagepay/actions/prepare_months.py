"""Month partitions for the time to come."""

import datetime as dt

from django.db import DatabaseError, transaction

from portal.lib.deadlines import add_months
from portal.lib.errors import Refused
from wagepay.queries.months import make_months

AHEAD = 12


def prepare_months(*, on: dt.date, first: dt.date | None = None, last: dt.date | None = None) -> dict[str, str | int]:
    """Make what is missing between two months, by default from this month to a year ahead; repeating makes nothing."""
    first = first or on.replace(day=1)
    last = last or add_months(on.replace(day=1), AHEAD)
    try:
        with transaction.atomic():
            made = make_months(first, last)
    except DatabaseError as error:
        if "out of bounds" not in str(error):
            raise
        raise Refused(f"月份 {first:%Y-%m} 至 {last:%Y-%m} 超出可建范围（2015 年起，至十年后）。", "months") from None
    return {"from": f"{first:%Y-%m}", "until": f"{last:%Y-%m}", "made": made}
