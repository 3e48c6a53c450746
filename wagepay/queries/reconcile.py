"""三方比对 of a project's month: days attended, payable, received, person by person, and what differs between them."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from wagepay.payroll.facts import MONTH_DAYS

# In the order of pages and of the contract; the text is what an official reads.
KINDS: dict[str, str] = {
    "worked_not_listed": "出勤未列表",
    "listed_not_worked": "列表未出勤",
    "short_paid": "少发",
    "late": "迟发",
    "failed": "发放失败",
    "other_card": "发到他人卡",
    "advance_only": "只发生活费",
    "outside_account": "专户外发放",
    "no_contract": "无合同",
    "below_minimum": "低于最低工资",
    "two_sites": "同日两处出勤",
    "shared_card": "一卡多人",
    "after_exit": "退场后出勤",
}

_RECEIVED = "(w.paid + w.paid_outside + w.advance)"
# (kind, when it holds, the amount in question)
_TESTS = (
    ("worked_not_listed", "w.days > 0 AND NOT w.is_listed AND (m.sheet_state <> '' OR m.due_on < %(on)s)", "0"),
    ("listed_not_worked", "w.is_listed AND w.days = 0", "w.net"),
    ("short_paid", f"w.owed > {_RECEIVED} AND (m.due_on < %(on)s OR m.first_paid_on IS NOT NULL)", f"w.owed - {_RECEIVED}"),
    ("late", "w.paid_late > 0", "w.paid_late"),
    ("failed", "w.failed > 0", "w.failed"),
    ("other_card", "w.other_card > 0", "w.other_card"),
    ("advance_only", "w.advance > 0 AND w.paid + w.paid_outside = 0", "w.advance"),
    ("outside_account", "w.paid_outside > 0", "w.paid_outside"),
    ("no_contract", "(w.days > 0 OR w.is_listed) AND NOT w.has_contract", "w.net"),
    (
        "below_minimum",
        "w.is_listed AND w.listed_days > 0 AND %(minimum)s::numeric IS NOT NULL AND w.gross < w.listed_days * trunc(%(minimum)s::numeric / %(month_days)s, 2)",
        "w.listed_days * trunc(%(minimum)s::numeric / %(month_days)s, 2) - w.gross",
    ),
    ("two_sites", "w.person = ANY (%(two_sites)s::bytea[])", "0"),
    ("shared_card", "w.shares_card", "w.net"),
    ("after_exit", "w.days_outside > 0", "w.net"),
)

# The month's people with what the roster says of them. Right after a large sheet no statistics know of its rows: a join would loop through all of them for each
# of them. A full join is hashed or sorted, never looped, and cards of several people are hashed once and asked.
_OF_THE_MONTH = """
WITH w AS MATERIALIZED (
    SELECT w.*, e.daily_rate, e.birth_on, e.left_on,
           (w.card_index IN (SELECT c.card_index FROM wagepay_workermonth c
                              WHERE c.month = %(month)s AND c.project_id = %(project)s AND c.card_index IS NOT NULL
                              GROUP BY c.card_index HAVING count(DISTINCT c.person) > 1)) IS TRUE AS shares_card
      FROM (SELECT * FROM wagepay_workermonth WHERE month = %(month)s AND project_id = %(project)s) w
      FULL JOIN (SELECT employer_id, id_index, daily_rate, birth_on, left_on FROM wagepay_engagement WHERE project_id = %(project)s) e
        ON e.employer_id = w.employer_id AND e.id_index = w.person
     WHERE coalesce(w.employer_id, 0) <> 0
)
"""
_PEOPLE = (
    _OF_THE_MONTH
    + """
SELECT w.employer_id, w.person, w.days, w.listed_days, w.net, w.owed, """
    + _RECEIVED
    + """ AS received, d.kind, round(d.amount, 2) AS amount,
       CASE WHEN d.kind = 'worked_not_listed' AND w.daily_rate IS NOT NULL THEN greatest(round(w.days * w.daily_rate, 2) - """
    + _RECEIVED
    + """, 0) END AS estimate
  FROM w
  JOIN wagepay_projectmonth m ON m.month = w.month AND m.project_id = w.project_id AND m.employer_id = w.employer_id
  LEFT JOIN LATERAL (
    SELECT * FROM (VALUES """
    + ", ".join(f"('{kind}', {when}, ({amount})::numeric)" for kind, when, amount in _TESTS)
    + """) AS t (kind, holds, amount)
     WHERE t.holds
  ) d ON true
"""
)

# What is no difference between the three sides and is asked about all the same; in the order of pages.
FURTHER: dict[str, str] = {"denied_paid": "本人说没收到或不够", "denied_sheet": "本人说工资表不对", "under_age": "未满 16 周岁", "left_unsettled": "离场未结清"}
_FURTHER = (
    _OF_THE_MONTH
    + """
SELECT w.employer_id, w.person, w.days, w.listed_days, w.net, """
    + _RECEIVED
    + """ AS received, d.kind, round(d.amount, 2)
  FROM w
  JOIN wagepay_projectmonth m ON m.month = w.month AND m.project_id = w.project_id AND m.employer_id = w.employer_id
  CROSS JOIN LATERAL (VALUES
    ('under_age', w.birth_on > coalesce(w.first_day, w.month) - interval '16 years', w.net),
    ('left_unsettled', w.left_on < %(left_before)s AND w.left_on >= w.month AND (w.owed > """
    + _RECEIVED
    + """ OR (w.days > 0 AND NOT w.is_listed AND (m.listed > 0 OR m.due_on < %(on)s))), greatest(w.owed - """
    + _RECEIVED
    + """, 0))
  ) AS d (kind, holds, amount)
 WHERE d.holds
"""
)

# One day on two sites is seen only by the county: the question is asked under its scope and answered with this site's own persons.
_TWO_SITES = """
SELECT DISTINCT w.person
  FROM wagepay_workermonth w
  JOIN wagepay_workermonth o ON o.month = w.month AND o.region_id = w.region_id AND o.person = w.person
   AND o.project_id <> w.project_id AND o.day_mask & w.day_mask <> 0
 WHERE w.month = %(month)s AND w.project_id = %(project)s AND o.month = %(month)s AND w.day_mask <> 0
"""


@dataclass(frozen=True)
class Difference:
    """One person and one thing that does not agree."""

    employer_id: int
    person: bytes
    kind: str
    amount: Decimal
    days: Decimal
    listed_days: Decimal
    net: Decimal
    received: Decimal
    # Of somebody who worked and is on no sheet: his days by the registered daily wage, less what he received. Nobody owes by an estimate; it says how much to ask about.
    estimate: Decimal | None = None


@dataclass(frozen=True)
class Reconciliation:
    """The month's people and everything that differs; a person without a difference agrees."""

    workers: int
    differences: list[Difference]
    # False: the tenant has not entered the minimum wage, so nothing was held against it.
    has_minimum: bool = True
    # Beside the three sides: what workers say themselves, children, people who left; whoever is in it may still agree.
    further: list[Difference] = field(default_factory=list)

    @property
    def agree(self) -> int:
        return self.workers - len({d.person for d in self.differences})

    def by_kind(self) -> list[dict[str, Any]]:
        """Kinds that occur, with people and amounts, in the contract's order."""
        return _by_kind(self.differences, KINDS)

    def further_by_kind(self) -> list[dict[str, Any]]:
        return _by_kind(self.further, FURTHER)

    def of_kind(self, kind: str) -> list[Difference]:
        """The rows behind one line."""
        return [row for row in (*self.differences, *self.further) if row.kind == kind]


def _by_kind(rows: list[Difference], kinds: dict[str, str]) -> list[dict[str, Any]]:
    found = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
    return [
        {"kind": kind, "label": kinds[kind], "count": len({d.person for d in rows}), "amount": sum((d.amount for d in rows), Decimal("0.00"))}
        | _estimated(rows)
        for kind, rows in found.items()
        if rows
    ]


def _estimated(rows: list[Difference]) -> dict[str, Decimal]:
    known = [row.estimate for row in rows if row.estimate is not None]
    return {"estimate": sum(known, Decimal("0.00"))} if known else {}


def persons_on_two_sites(project_id: int, month: dt.date) -> list[bytes]:
    """Run under the county's scope."""
    with connection.cursor() as cursor:
        cursor.execute(_TWO_SITES, {"project": project_id, "month": month})
        return [bytes(person) for (person,) in cursor.fetchall()]


def reconcile_people(
    project_id: int, month: dt.date, on: dt.date, *, minimum: Decimal | None, two_sites: list[bytes], employer_id: int | None = None
) -> Reconciliation:
    """One query over the month's summary; ``employer_id`` narrows to one firm's people."""
    values = {"project": project_id, "month": month, "on": on, "minimum": minimum, "month_days": MONTH_DAYS, "two_sites": two_sites}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, values)
        rows = [row for row in cursor.fetchall() if employer_id in (None, row[0])]
    differences = [
        Difference(employer, bytes(person), kind, amount, days, listed_days, net, received, estimate)
        for employer, person, days, listed_days, net, _, received, kind, amount, estimate in rows
        if kind
    ]
    return Reconciliation(len({bytes(row[1]) for row in rows}), differences, minimum is not None)


def further_of(project_id: int, month: dt.date, on: dt.date, *, left_before: dt.date, employer_id: int | None = None) -> list[Difference]:
    """Children and people who left unsettled among the month's people."""
    with connection.cursor() as cursor:
        cursor.execute(_FURTHER, {"project": project_id, "month": month, "on": on, "left_before": left_before})
        rows = [row for row in cursor.fetchall() if employer_id in (None, row[0])]
    return [
        Difference(employer, bytes(person), kind, amount, days, listed_days, net, received)
        for employer, person, days, listed_days, net, received, kind, amount in rows
    ]
