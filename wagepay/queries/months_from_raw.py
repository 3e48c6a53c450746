"""The months that rules look at, made from the raw rows alone: days, sheets' lines, payments and what the bank booked.

The rules then read them in place of the sums (``answered_by``), with exactly the columns they use: one that is not there is an error, never an empty answer.
Of months older than ``since``, and of those of which no raw row is kept, the sums stand here too; nothing is proved of those.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, takewhile
from typing import Any, NamedTuple

from django.db import connection

from portal.lib.deadlines import add_months
from portal.tenancy.calendars import work_calendar
from wagepay.pay_days import due_on
from wagepay.queries.bulk import glance_at, planned_with
from wagepay.queries.months_at_hand import NOT_QUIET, SUMS, Made, answered_by
from wagepay.queries.raw_at_once import COLUMNS, Packed, laid_together
from wagepay.queries.raw_people import FIRMS, PAPERS

LATELY = 4  # days, from the day asked about back, in which nearly every site is seen; only for the others all days are looked through
_RAW = ("wagepay_attendanceday", "wagepay_attendancemonth", "wagepay_payrollline", "wagepay_paymentline")
_TABLES = _SITES, _FELL_DUE, _SEEN, _EVERY, _CYCLES, _DENIED = tuple(f"wagepay_raw_{name}" for name in ("sites", "due", "seen", "every", "cycles", "denied"))

_DUES = """unnest(%(pay_days)s::int[], %(offsets)s::int[], %(months)s::date[], %(dues)s::date[]) AS d (pay_day, pay_month_offset, month, due_on)
    ON d.pay_day IS NOT DISTINCT FROM p.pay_day AND d.pay_month_offset = p.pay_month_offset"""
# What was read at once, as the row it is on the day asked about, and whether that is certain.
_LAY_READ = f"""
CREATE TEMPORARY TABLE {_EVERY} ON COMMIT DROP AS
SELECT r.month, r.project_id, r.employer_id, p.region_id, d.due_on, least(r.came, 1) AS attended, r.listed, r.net, r.net AS owed, r.paid, r.paid_outside,
       0::numeric AS advance, r.last_paid_on AS full_paid_on, NULL::date AS last_attendance_on,
       (r.project_id, r.month) NOT IN (SELECT n.project_id, n.month FROM wagepay_monthanswer n WHERE n.region_id = ANY(%(regions)s) AND NOT n.agrees)
       AND CASE WHEN d.due_on < %(on)s THEN r.settled AND r.last_paid_on <= %(on)s ELSE r.foreseen END AS certain
  FROM unnest({", ".join(f"%({name})s::{kind}[]" for name, kind in COLUMNS.items())}) r ({", ".join(COLUMNS)})
  JOIN projects_project p ON p.id = r.project_id
  JOIN {_DUES} AND d.month = r.month
 WHERE p.region_id = ANY(%(regions)s)
"""
# The months of sites that are added up: all that were not read at once, and those of which a firm's row is not certain; with the day they fall due and the
# sheets that count, in the order in which the raw rows lie.
_MAKE_SITES = f"""
CREATE TEMPORARY TABLE {_SITES} ON COMMIT DROP AS
SELECT p.id AS project_id, p.region_id, d.month, d.due_on, coalesce(h.sheets, '{{}}') AS sheets, coalesce(h.firms, '{{}}') AS firms, h.states
  FROM projects_project p
  JOIN {_DUES}
  LEFT JOIN LATERAL (SELECT array_agg(id) AS sheets, array_agg(employer_id ORDER BY id) AS firms, array_agg(state ORDER BY id) AS states
                       FROM wagepay_payrollsheet h
                      WHERE h.project_id = p.id AND h.month = d.month AND h.state IN ('submitted', 'approved', 'sent_to_bank', 'paid')) h ON true
 WHERE p.region_id = ANY(%(regions)s)
   AND (d.month <> ALL(%(read)s::date[]) OR (p.id, d.month) IN (SELECT e.project_id, e.month FROM {_EVERY} e WHERE NOT e.certain))
 ORDER BY d.month, p.id
"""
_GIVE_WAY = f"DELETE FROM {_EVERY} e USING {_SITES} s WHERE e.project_id = s.project_id AND e.month = s.month"
_OF_SITE = f"SELECT s.month, s.project_id, f.employer_id, s.region_id, s.due_on, {{columns}} FROM {_SITES} s CROSS JOIN LATERAL ({{firms}}) f WHERE s.month = {{month}}"
_HEAD = "month, project_id, employer_id, region_id, due_on"
_MONEY = "listed, net, owed, paid, paid_outside, advance, full_paid_on"
_JUDGED = "attended, attended_2days, paid_count, missing_paid, paid_without_attendance, short_count, short_amount, advance_only_count, first_paid_on"
_STATE = "coalesce((s.states)[array_position(s.firms, f.employer_id)], '') AS sheet_state"
# The last day somebody came, of each site: the newest days are asked one by one, and only for who was not seen on them all the others.
_SEEN_THEN = """SELECT a.day FROM wagepay_attendanceday a
                   WHERE a.month = '{day:%Y-%m}-01' AND a.project_id = p.id AND a.day = '{day:%Y-%m-%d}' AND a.units > 0 LIMIT 1"""
_SEEN_EVER = "SELECT max(a.day) FROM wagepay_attendanceday a WHERE a.project_id = p.id AND a.month = ANY(%(kept)s::date[]) AND a.units > 0"
_SEE = f"""
CREATE TEMPORARY TABLE {_SEEN} ON COMMIT DROP AS
SELECT * FROM (SELECT p.id AS project_id, p.region_id, coalesce({{looks}}) AS last_day FROM projects_project p WHERE p.region_id = ANY(%(regions)s) OFFSET 0) s
 WHERE last_day IS NOT NULL
"""
# Of months not yet due the rules ask for what is on papers, and whether anybody came, not how many.
_CAME = """EXISTS (SELECT FROM wagepay_attendanceday a WHERE a.month = {month} AND a.project_id = s.project_id AND a.employer_id = f.employer_id AND a.units > 0)
        OR EXISTS (SELECT FROM wagepay_attendancemonth a WHERE a.month = {month} AND a.project_id = s.project_id AND a.employer_id = f.employer_id AND a.units > 0)"""
# Whoever came for a firm that has no sheet there; one of them is enough.
_ANYBODY = """
SELECT a.employer_id FROM wagepay_attendanceday a WHERE a.month = {month} AND a.project_id = s.project_id AND a.employer_id <> ALL (s.firms) AND a.units > 0
 UNION ALL SELECT a.employer_id FROM wagepay_attendancemonth a
            WHERE a.month = {month} AND a.project_id = s.project_id AND a.employer_id <> ALL (s.firms) AND a.units > 0 LIMIT 1"""
_NOTHING = "0, 0, 0, 0, 0, 0, NULL::date"
_OF_EVERY = f"{_HEAD}, attended, {_MONEY}, last_attendance_on"
# A row of sums that may stand in for one of raw rows.
_OF_SUMS = f"SELECT {_HEAD}, least(attended, 1), {_MONEY}, last_attendance_on FROM {SUMS} m"
# What a cycle was due and what came is held against each other to the day asked about: full by then, full since, or not.
_SETTLE = f"""
CREATE TEMPORARY TABLE {_CYCLES} ON COMMIT DROP AS
SELECT c.project_id, c.region_id, c.month, c.due_on, c.due_amount,
       CASE WHEN c.due_amount IS NULL THEN 0 ELSE greatest(0, least(c.due_amount, coalesce(e.came, 0) - (c.through - c.due_amount))) END AS transferred,
       CASE WHEN c.due_amount IS NULL THEN NULL WHEN e.came_by_then >= c.through THEN %(on)s::date WHEN e.came >= c.through THEN %(on)s::date + 1 END AS full_on
  FROM (SELECT *, coalesce(sum(due_amount) OVER (PARTITION BY project_id ORDER BY due_on, month), 0) AS through
          FROM wagepay_labourcostcycle WHERE region_id = ANY(%(regions)s)) c
  LEFT JOIN (SELECT project_id, sum(amount) AS came, sum(amount) FILTER (WHERE booked_on <= %(on)s) AS came_by_then
               FROM wagepay_accountentry WHERE region_id = ANY(%(regions)s) AND direction = 'in' AND kind = 'labour_cost' GROUP BY project_id) e
    ON e.project_id = c.project_id
"""
# Who says himself that he was not paid.
_DENY = f"""
CREATE TEMPORARY TABLE {_DENIED} ON COMMIT DROP AS
SELECT n.month, n.project_id, n.employer_id, n.person, coalesce(d.days, t.days, 0) AS days, coalesce(y.paid, 0) AS paid, coalesce(y.outside, 0) AS paid_outside
  FROM (SELECT DISTINCT month, project_id, employer_id, person FROM wagepay_monthanswer
         WHERE region_id = ANY(%(regions)s) AND month = ANY(%(kept)s::date[]) AND about = 'paid' AND NOT agrees) n
 CROSS JOIN LATERAL (SELECT count(*) AS rows, sum(a.units) FILTER (WHERE a.employer_id = n.employer_id) AS days FROM wagepay_attendanceday a
                      WHERE a.month = n.month AND a.project_id = n.project_id AND a.person = n.person AND a.units > 0) d
  LEFT JOIN LATERAL (SELECT a.units AS days FROM wagepay_attendancemonth a
                      WHERE d.rows = 0 AND a.month = n.month AND a.project_id = n.project_id AND a.person = n.person AND a.employer_id = n.employer_id) t ON true
  LEFT JOIN LATERAL (SELECT sum(l.amount) FILTER (WHERE l.channel = 'account') AS paid, sum(l.amount) FILTER (WHERE l.channel = 'outside') AS outside
                       FROM wagepay_paymentline l
                      WHERE l.month = n.month AND l.project_id = n.project_id AND l.person = n.person AND l.employer_id = n.employer_id AND l.state = 'success') y ON true
"""
# Sites one by one through keys, each added up in memory; the planner, who expects a handful of rows under row security, would sort.
_BY_SITE = {"enable_seqscan": "off", "enable_sort": "off", "enable_incremental_sort": "off", "enable_memoize": "off", "max_parallel_workers_per_gather": "0"}


class _Terms(NamedTuple):
    pay_day: int | None
    pay_month_offset: int


def kept_months(regions: Sequence[int], since: dt.date, on: dt.date) -> list[dt.date]:
    """The months up to the day's own of which any raw row is there."""
    months = list(takewhile(on.__ge__, (add_months(since, further) for further in count())))
    found = " OR ".join(f"EXISTS (SELECT FROM {table} r WHERE r.month = m.month AND r.region_id = ANY(%(regions)s))" for table in _RAW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT m.month FROM unnest(%(months)s::date[]) m (month) WHERE {found} ORDER BY 1", {"months": months, "regions": list(regions)})
        return [month for (month,) in cursor.fetchall()]


@contextmanager
def months_from_raw(regions: Sequence[int], on: dt.date, since: dt.date, kept: Sequence[dt.date], read: Mapping[dt.date, Packed]) -> Iterator[None]:
    """Have the months made from raw rows answer the statements of the block, and nothing else in their place.

    Sites that are in order by what was ``read`` of a whole month at once are not added up.
    """
    values = {"regions": list(regions), "on": on, "since": since, "kept": list(kept), "read": list(read)} | laid_together(read.values())
    with connection.cursor() as cursor:
        cursor.execute("".join(f"DROP TABLE IF EXISTS pg_temp.{name};" for name in _TABLES))
        values |= _pay_days(regions, kept)
        cursor.execute(_LAY_READ, values)
        glance_at(_EVERY)
        cursor.execute(_MAKE_SITES, values)
        cursor.execute(f"ANALYZE {_SITES}")
        cursor.execute(_GIVE_WAY)
        with planned_with(cursor, _BY_SITE):
            _make_months(cursor, values)
        cursor.execute(_SETTLE, values)
        cursor.execute(_DENY, values)
    for name in (_FELL_DUE, _EVERY, _CYCLES):
        glance_at(name)
    with answered_by(_answers(regions, on, since, kept)):
        yield


def _make_months(cursor: Any, values: dict[str, Any]) -> None:
    months = [f"'{month:%Y-%m-%d}'::date" for month in values["kept"]] or ["NULL::date"]

    def of_sites(columns: str, firms: str, when: str) -> list[str]:
        return [
            _OF_SITE.format(columns=columns.format(month=month), firms=firms.format(month=month), month=month) + f" AND s.due_on {when}" for month in months
        ]

    due = of_sites(f"{_MONEY}, {_JUDGED}, {_STATE}", FIRMS, "< %(on)s")
    cursor.execute(f"CREATE TEMPORARY TABLE {_FELL_DUE} ON COMMIT DROP AS {' UNION ALL '.join(due)}", values)
    cursor.execute(_SEE.format(looks=_looks(values["regions"], values["on"])), values)
    every = [
        f"SELECT {_HEAD}, least(attended, 1) AS attended, {_MONEY}, NULL::date AS last_attendance_on FROM {_FELL_DUE}",
        *of_sites(f"CASE WHEN {_CAME} THEN 1 ELSE 0 END, {_MONEY}, NULL::date", PAPERS, ">= %(on)s"),
        *of_sites(f"1, {_NOTHING}, NULL::date", _ANYBODY, ">= %(on)s"),
        f"SELECT date_trunc('month', n.last_day)::date, n.project_id, NULL, n.region_id, NULL, 1, {_NOTHING}, n.last_day FROM {_SEEN} n",
        f"{_OF_SUMS} WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(since)s AND m.month <> ALL(%(kept)s::date[])",
    ]
    cursor.execute(f"INSERT INTO {_EVERY} ({_OF_EVERY}) {' UNION ALL '.join(every)}", values)
    columns = f"{_HEAD}, {_MONEY}, {_JUDGED}, sheet_state"
    cursor.execute(
        f"INSERT INTO {_FELL_DUE} ({columns}) SELECT {columns} FROM {SUMS} m"
        f" WHERE m.region_id = ANY(%(regions)s) AND (m.month < %(since)s OR m.month <> ALL(%(kept)s::date[])) AND m.due_on < %(on)s AND {NOT_QUIET}",
        values,
    )


def _looks(regions: Sequence[int], on: dt.date) -> str:
    """Where a site's last day is looked for, latest first: a day on which nobody came anywhere, or of which nothing is known yet, is not asked of site by site."""
    days = [on - dt.timedelta(days=back) for back in range(LATELY)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.day FROM unnest(%(days)s::date[], %(months)s::date[]) d (day, month) WHERE EXISTS (SELECT FROM wagepay_attendanceday a"
            " WHERE a.month = d.month AND a.day = d.day AND a.units > 0 AND a.region_id = ANY(%(regions)s)) ORDER BY d.day DESC",
            {"days": days, "months": [day.replace(day=1) for day in days], "regions": list(regions)},
        )
        looks = [_SEEN_THEN.format(day=day) for (day,) in cursor.fetchall()]
    return ", ".join(f"({look})" for look in (*looks, _SEEN_EVER))


def fallen_due(regions: Sequence[int], kept: Sequence[dt.date], on: dt.date) -> list[dt.date]:
    """The kept months that fell due for any site, the newest first."""
    days = _pay_days(regions, kept)
    return sorted({month for month, due in zip(days["months"], days["dues"], strict=True) if due < on}, reverse=True)


def _pay_days(regions: Sequence[int], kept: Sequence[dt.date]) -> dict[str, list]:
    """When each month falls due by each of the terms that projects have."""
    calendar = work_calendar()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT pay_day, pay_month_offset FROM projects_project WHERE region_id = ANY(%s)", [list(regions)])
        terms = [_Terms(*row) for row in cursor.fetchall()]
    rows = [(*each, month, due_on(each, month, calendar)) for each in terms for month in kept]
    return {name: [row[place] for row in rows] for place, name in enumerate(("pay_days", "offsets", "months", "dues"))}


def _answers(regions: Sequence[int], on: dt.date, since: dt.date, kept: Sequence[dt.date]) -> Made:
    older = f"m.month < '{since:%Y-%m-%d}'"
    without_rows = f"NOT m.month = ANY('{{{','.join(map(str, kept))}}}'::date[])"
    instead = {
        SUMS: f"(SELECT {_OF_EVERY} FROM pg_temp.{_EVERY} UNION ALL {_OF_SUMS} WHERE {older})",
        "wagepay_workermonth": f"(SELECT * FROM pg_temp.{_DENIED} UNION ALL SELECT month, project_id, employer_id, person, days, paid, paid_outside"
        f" FROM wagepay_workermonth m WHERE {without_rows})",
        "wagepay_labourcostcycle": f"pg_temp.{_CYCLES}",
    }
    return Made(frozenset(regions), on, since, f"pg_temp.{_FELL_DUE}", f"pg_temp.{_EVERY}", instead)
