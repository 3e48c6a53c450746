"""Labour cost and progress payments of projects, summed once per project."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

_SUMS = """
SELECT p.id, coalesce(c.due, 0), coalesce(c.came, 0), coalesce(c.short, 0), c.late, coalesce(g.value, 0), coalesce(g.paid, 0), coalesce(r.asked, 0)
  FROM projects_project p
  LEFT JOIN (SELECT project_id, sum(due_amount) AS due, sum(transferred) AS came,
                    sum(greatest(due_amount - transferred, 0)) FILTER (WHERE due_on < %(on)s) AS short,
                    min(due_on) FILTER (WHERE due_on < %(on)s AND transferred < due_amount) AS late
               FROM wagepay_labourcostcycle WHERE project_id = ANY(%(projects)s) AND due_amount IS NOT NULL GROUP BY project_id) c ON c.project_id = p.id
  LEFT JOIN (SELECT project_id, sum(value) AS value, sum(paid) AS paid FROM projects_progresspayment
              WHERE project_id = ANY(%(projects)s) GROUP BY project_id) g ON g.project_id = p.id
  LEFT JOIN (SELECT project_id, count(*) AS asked FROM wagepay_labourcostrequest
              WHERE project_id = ANY(%(projects)s) AND state = 'asked' GROUP BY project_id) r ON r.project_id = p.id
 WHERE p.id = ANY(%(projects)s)
"""


@dataclass(frozen=True)
class Funding:
    """Due, come and short of labour cost; since when it is late; done and paid works; requests that wait."""

    due: Decimal
    came: Decimal
    short: Decimal
    late_since: dt.date | None
    value: Decimal
    paid: Decimal
    asked: int

    @property
    def progress(self) -> Decimal | None:
        """Paid of done, as a share of one."""
        return self.paid / self.value if self.value else None


NOTHING = Funding(Decimal(0), Decimal(0), Decimal(0), None, Decimal(0), Decimal(0), 0)


def funding_of(projects: Sequence[int], on: dt.date) -> dict[int, Funding]:
    """By project, rows of the open scope only."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"projects": list(projects), "on": on})
        return {row[0]: Funding(*row[1:]) for row in cursor.fetchall()}
