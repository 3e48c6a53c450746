"""The months that rules look at, taken out of the sums once for all rules of a scan (``portal.tenancy.queries.at_hand``).

A statement that reads from ``MONTHS`` says how far it looks: it is answered from the narrow table where that holds all the rows it can want, from the sums themselves
where it looks further back. The audit of the findings has all of them answered by months that were made from the raw rows (``months_from_raw``).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.lib.deadlines import add_months
from portal.tenancy.queries import at_hand
from wagepay.models.summary import LARGE, SHOWS

MONTHS = "«months»"  # in a statement: the sums, or what lies at hand of them
TELLING_MONTHS = "«telling months»"  # the same where the statement wants none that is settled and shows nothing
SUMS = "wagepay_projectmonth"
RECENT = 4  # whole months before the current one of which every row is held
HIGH = Decimal(LARGE)  # a month in which one person got more is held, however old


def newest_since(on: dt.date) -> dt.date:
    """The first of the months of which every row is held."""
    return add_months(on.replace(day=1), -RECENT)


_COLUMNS = """m.month, m.project_id, m.employer_id, m.region_id, m.due_on, m.attended, m.attended_2days, m.attended_registered, m.attended_with_contract, m.listed,
       m.listed_days, m.paid_count, m.gross, m.net, m.owed, m.paid, m.paid_outside, m.advance, m.missing_paid, m.paid_without_attendance, m.short_count, m.short_amount,
       m.failed_count, m.failed_amount, m.other_card_count, m.advance_only_count, m.builders_paid_by_account, m.builders_outside, m.underpaid_count,
       m.underpaid_amount, m.most_gross, m.least_rate, m.shared_card_count, m.unregistered_since, m.unregistered_unpaid, m.no_contract_since, m.no_contract_unpaid,
       m.sheet_state, m.sheet_uid, m.submitted_on, m.first_paid_on, m.full_paid_on, m.last_attendance_on"""


def _said(lookup: str, value: object) -> str:
    """A term of the index's condition as SQL, so that the statement asks in the very words of the index."""
    name, _, kind = lookup.partition("__")
    return {"isnull": f"m.{name} IS NULL", "gt": f"m.{name} > {value}"}[kind]


# Whatever is not settled or not yet due, whatever any rule of old months asks about, and what a worker contradicts. The first part stands in an index.
_SHOWS = " OR ".join(_said(*term) for term in SHOWS.children)
_PAID_LATER, _DUE_LATER = "m.full_paid_on > %(on)s", "m.due_on >= %(on)s"
_DENIED = """(m.project_id, m.employer_id, m.month) IN (
           SELECT a.project_id, a.employer_id, a.month FROM wagepay_monthanswer a WHERE a.region_id = ANY(%(regions)s) AND NOT a.agrees)"""
NOT_QUIET = f"({_SHOWS} OR {_PAID_LATER} OR {_DUE_LATER} OR {_DENIED})"
_HERE = "m.region_id = ANY(%(regions)s)"
_OLD = f"{_HERE} AND m.month < %(since)s"


def _not_quiet(rows: str) -> tuple[str, ...]:
    """Those of ``rows`` that are not quiet, by one condition after another: each is found by an index of its own."""
    return (
        f"{rows} AND ({_SHOWS})",
        f"{rows} AND ({_SHOWS}) IS NOT TRUE AND {_PAID_LATER}",
        # What is not settled shows already.
        f"{rows} AND m.full_paid_on IS NOT NULL AND ({_SHOWS} OR {_PAID_LATER}) IS NOT TRUE AND {_DUE_LATER}",
        f"{rows} AND ({_SHOWS} OR {_PAID_LATER} OR {_DUE_LATER}) IS NOT TRUE AND {_DENIED}",
    )


def _values(on: dt.date) -> dict[str, Any]:
    return {"since": newest_since(on)}


_PARTS = {"source": SUMS, "alias": "m", "columns": _COLUMNS, "looked_at": "month, project_id, employer_id", "values": _values}
PIECE = at_hand.Piece(word=MONTHS, table="wagepay_months_at_hand", wanted=(f"{_HERE} AND m.month >= %(since)s", *_not_quiet(_OLD)), **_PARTS)
TELLING = at_hand.Piece(word=TELLING_MONTHS, table="wagepay_telling_months", wanted=_not_quiet(_HERE), **_PARTS)


@dataclass(frozen=True)
class Made:
    """Months that were made otherwise than by the sums (``months_from_raw``); nothing else may answer in their place."""

    regions: frozenset[int]
    on: dt.date
    since: dt.date
    fallen_due: str  # has all that fell due and is not settled or shows something, of whatever age
    every: str  # has every row from ``since`` on
    instead: Mapping[str, str]  # what stands for each table of sums, wherever a statement names it

    def answer(self, sql: str, regions: Sequence[int], on: dt.date, since: dt.date | None) -> str:
        """The statement on these months."""
        if on != self.on or not self.regions.issuperset(regions):
            raise LookupError("the months at hand are of another day or of other regions, and nothing else may answer")
        months = self.fallen_due if since is None else self.instead[SUMS] if since < self.since else self.every
        answers = {**self.instead, MONTHS: months, TELLING_MONTHS: self.instead[SUMS]}
        return re.sub("|".join(map(re.escape, answers)), lambda name: answers[name[0]], sql)


_made: ContextVar[Made | None] = ContextVar("made_months", default=None)


@contextmanager
def answered_by(months: Made) -> Iterator[None]:
    """The statements of the block are answered by these months."""
    token = _made.set(months)
    try:
        yield
    finally:
        _made.reset(token)


def answered(sql: str, regions: Sequence[int], on: dt.date, since: dt.date | None) -> str:
    """The statement as it is to be run; ``since``: the oldest month of which it may want a row that is settled and shows nothing, None: no such month."""
    if (made := _made.get()) is not None:
        return made.answer(sql, regions, on, since)
    if since is None:
        sql = sql.replace(MONTHS, TELLING_MONTHS)
    sql = at_hand.answered(sql, TELLING, regions, on)
    return sql if since is None else at_hand.answered(sql, PIECE, regions, on, enough=lambda ready: since >= newest_since(ready.on))
