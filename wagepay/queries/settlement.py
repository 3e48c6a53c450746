"""People who left a site and are still owed: days without a sheet, sheets not paid in full (支付暂行规定第九条)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

_OPEN = """
SELECT e.id, sum(greatest(0, w.owed - w.paid - w.paid_outside - w.advance)) AS owed,
       count(*) FILTER (WHERE w.days > 0 AND NOT w.is_listed) AS months_without_sheet, min(w.month) AS first_month,
       sum(greatest(0, round(w.days * e.daily_rate, 2) - w.paid - w.paid_outside - w.advance))
           FILTER (WHERE w.days > 0 AND NOT w.is_listed AND e.daily_rate IS NOT NULL) AS estimate
  FROM wagepay_engagement e
  JOIN wagepay_workermonth w ON w.project_id = e.project_id AND w.employer_id = e.employer_id AND w.person = e.id_index
   AND w.month >= %(since)s AND w.month <= e.left_on
 WHERE e.id = ANY (%(ids)s) AND e.left_on <= %(on)s
 GROUP BY e.id
HAVING sum(greatest(0, w.owed - w.paid - w.paid_outside - w.advance)) > 0 OR count(*) FILTER (WHERE w.days > 0 AND NOT w.is_listed) > 0
"""


@dataclass(frozen=True)
class Open:
    """What stands between one who left and his settlement."""

    owed: Decimal
    months_without_sheet: int
    first_month: dt.date
    # The days of those months by the registered daily wage, less what was received for them; None where no wage is registered.
    estimate: Decimal | None = None


def open_settlements(ids: list[int], on: dt.date, since: dt.date) -> dict[int, Open]:
    """Engagement id -> what is open; who was paid in full is not in it."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"ids": ids, "on": on, "since": since})
        return {pk: Open(*rest) for pk, *rest in cursor.fetchall()}
