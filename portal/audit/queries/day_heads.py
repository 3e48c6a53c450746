"""The last link of each day."""

import datetime as dt
from zoneinfo import ZoneInfo

from portal.audit.queries.chain_rows import instant, rows

SHANGHAI = ZoneInfo("Asia/Shanghai")


def close_days(now_us: int) -> None:
    """Store the head of every day that is over and has none; days without a seal carry the head before them on."""
    found = rows("SELECT coalesce((SELECT max(day) + 1 FROM audit_dayhead), (SELECT (min(sealed_at) AT TIME ZONE 'Asia/Shanghai')::date FROM audit_seal))")
    day, today = found[0][0], instant(now_us).astimezone(SHANGHAI).date()
    while day is not None and day < today:
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), SHANGHAI)
        rows(
            "INSERT INTO audit_dayhead (day, seal_number, link, entries)"
            " SELECT %s, s.number, s.link, (SELECT sum(entries) FROM audit_seal t WHERE t.number <= s.number)"
            "   FROM audit_seal s WHERE s.sealed_at < %s ORDER BY s.number DESC LIMIT 1",
            [day, end],
        )
        day += dt.timedelta(days=1)


def wrong_head() -> tuple[dt.date, int] | None:
    """The first stored head that is not the link of its seal any more."""
    found = rows(
        "SELECT h.day, h.seal_number FROM audit_dayhead h LEFT JOIN audit_seal s ON s.number = h.seal_number"
        " WHERE s.link IS DISTINCT FROM h.link ORDER BY h.day LIMIT 1"
    )
    return found[0] if found else None
