"""The months that rules look at, taken out of the sums once for all rules of a scan.

A scan asks some fifteen questions of ``ProjectMonth``; a statement that reads from ``MONTHS`` and says how far it looks is answered from a narrow
temporary table where one lies ready that holds all the rows it can want. Where none does, or the statement looks further back, the sums themselves answer: the
findings are the same either way (a test holds the two against each other).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from portal.lib.deadlines import add_months
from wagepay.queries.bulk import glance_at

MONTHS = "«months»"  # in a statement: the sums, or what lies at hand of them
RECENT = 4  # whole months before the current one of which every row is held
HIGH = Decimal(20000)  # a month in which one person got more is held, however old
_TABLE = "wagepay_months_at_hand"
_COLUMNS = """m.month, m.project_id, m.employer_id, m.region_id, m.due_on, m.attended, m.attended_2days, m.attended_registered, m.attended_with_contract, m.listed,
       m.listed_days, m.paid_count, m.gross, m.net, m.owed, m.paid, m.paid_outside, m.advance, m.missing_paid, m.paid_without_attendance, m.short_count, m.short_amount,
       m.failed_count, m.failed_amount, m.other_card_count, m.advance_only_count, m.builders_paid_by_account, m.builders_outside, m.underpaid_count,
       m.underpaid_amount, m.most_gross, m.least_rate, m.shared_card_count, m.unregistered_since, m.unregistered_unpaid, m.no_contract_since, m.no_contract_unpaid,
       m.sheet_state, m.sheet_uid, m.submitted_on, m.first_paid_on, m.full_paid_on, m.last_attendance_on"""
# Beside the newest months: whatever is not settled or not yet due, and whatever any rule of old months asks about.
_TAKE = f"""
CREATE TEMPORARY TABLE {_TABLE} ON COMMIT DROP AS
SELECT {_COLUMNS}
  FROM wagepay_projectmonth m
 WHERE m.region_id = ANY(%(regions)s)
   AND (m.month >= %(since)s OR m.full_paid_on IS NULL OR m.full_paid_on > %(on)s OR m.due_on >= %(on)s OR m.underpaid_count > 0 OR m.missing_paid > 0
        OR m.paid_without_attendance > 0 OR m.builders_outside > 0 OR m.advance_only_count > 0 OR m.most_gross > %(high)s
        OR (m.project_id, m.employer_id, m.month) IN (
           SELECT a.project_id, a.employer_id, a.month FROM wagepay_monthanswer a WHERE a.region_id = ANY(%(regions)s) AND NOT a.agrees))
"""


@dataclass(frozen=True)
class AtHand:
    """What lies ready: months of these regions as of a day."""

    regions: frozenset[int]
    on: dt.date
    since: dt.date


_ready: ContextVar[AtHand | None] = ContextVar("months_at_hand", default=None)


def newest_since(on: dt.date) -> dt.date:
    """The first of the months of which every row is held."""
    return add_months(on.replace(day=1), -RECENT)


@contextmanager
def months_at_hand(regions: Sequence[int], on: dt.date) -> Iterator[None]:
    """Have the months ready for the statements of the block, which changes none of them."""
    since = newest_since(on)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{_TABLE}")
        cursor.execute(_TAKE, {"regions": list(regions), "on": on, "since": since, "high": HIGH})
    glance_at(_TABLE, "month", "project_id", "employer_id")
    token = _ready.set(AtHand(frozenset(regions), on, since))
    try:
        yield
    finally:
        _ready.reset(token)


def answered(sql: str, regions: Sequence[int], on: dt.date, since: dt.date | None) -> str:
    """The statement as it is to be run; ``since``: the oldest month of which it may want a row that is settled and shows nothing, None: no such month."""
    ready = _ready.get()
    if ready is None or ready.on != on or not ready.regions.issuperset(regions) or (since is not None and since < ready.since):
        return sql.replace(MONTHS, "wagepay_projectmonth")
    return sql.replace(MONTHS, f"pg_temp.{_TABLE}")
