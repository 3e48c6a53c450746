"""Which months a worker ticks, and the period they make."""

import datetime as dt
from collections.abc import Sequence

from portal.lib.deadlines import add_months, period_end

EARLIER, UNKNOWN = "earlier", "unknown"
OFFERED = 4


def choices(on: dt.date) -> list[tuple[str, str]]:
    """The last four months that are over, then “更早” and “记不清”."""
    first = on.replace(day=1)
    months = [add_months(first, -n) for n in range(1, OFFERED + 1)]
    return [*((f"{month:%Y-%m}", f"{month.month} 月") for month in months), (EARLIER, "更早"), (UNKNOWN, "记不清")]


def period(ticked: Sequence[str]) -> tuple[dt.date | None, dt.date | None]:
    """From the first day of the earliest month to the last of the latest; “更早” leaves the beginning open."""
    months = sorted(dt.date.fromisoformat(f"{value}-01") for value in ticked if value not in (EARLIER, UNKNOWN))
    if not months:
        return None, None
    return (None if EARLIER in ticked else months[0]), period_end(months[-1], 1)


def words(ticked: Sequence[str]) -> str:
    """“2026 年 11 月、更早”."""
    names = {EARLIER: "更早", UNKNOWN: "记不清"}
    return "、".join(names.get(value) or f"{int(value[:4])} 年 {int(value[5:])} 月" for value in ticked)
