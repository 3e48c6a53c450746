"""The raw rows of a month read once from end to end: which firms of which sites are in order, told without adding anybody up.

Nearly every month is: whoever came stands on the sheet, and whoever stands there got his sum in one payment. Of each raw table and firm the persons are summed as
fingerprints: 64 bits out of each person's index, with his amount mixed in or weighed by his days. Where the sums and numbers of two tables are equal, so are the
persons, their amounts and their days, but for a chance of one in 10 to the 18th; money is added up exactly beside it. Where they are not, nothing is said: such a site is added up
person by person (``raw_people``).
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection

from wagepay.queries.bulk import planned_with

_PERSON = "hashtextextended(encode(person, 'hex'), 0)"
# OFFSET 0: the fingerprint of a row is made once, though two sums use it. Whoever had an advance was paid in two parts, or not: he is added up.
_LINES = f"""
SELECT x.project_id, x.employer_id, count(*) AS sheets, sum(x.listed) AS listed, sum(x.net) AS net, bool_and(x.plain) AS plain, sum(x.people) AS people, sum(x.due) AS due
  FROM (SELECT sheet_id, project_id, employer_id, count(*) AS listed, sum(net) AS net, bool_and(advance = 0 AND net > 0) AS plain, sum(of_person) AS people,
               sum(hash_numeric_extended(net, of_person)) AS due
          FROM (SELECT sheet_id, project_id, employer_id, net, advance, {_PERSON} AS of_person FROM wagepay_payrollline WHERE month = %(month)s OFFSET 0) r
         GROUP BY sheet_id, project_id, employer_id) x
  JOIN wagepay_payrollsheet h ON h.id = x.sheet_id AND h.month = %(month)s AND h.state IN ('submitted', 'approved', 'sent_to_bank', 'paid')
 GROUP BY x.project_id, x.employer_id"""
_MONEY = f"""
SELECT project_id, employer_id, sum(payments) AS payments, sum(amount) FILTER (WHERE channel = 'account') AS paid, sum(amount) FILTER (WHERE channel = 'outside') AS outside,
       bool_and(channel IN ('account', 'outside')) AS plain, max(last_paid_on) AS last_paid_on, sum(got) AS got
  FROM (SELECT project_id, employer_id, channel, count(*) AS payments, sum(amount) AS amount, max(paid_on) AS last_paid_on,
               sum(hash_numeric_extended(amount, {_PERSON})) AS got
          FROM wagepay_paymentline WHERE month = %(month)s AND state = 'success' GROUP BY project_id, employer_id, channel) r
 GROUP BY project_id, employer_id"""
_TOTALS = f"""
SELECT project_id, employer_id, count(*) AS came, sum({_PERSON}) AS people
  FROM wagepay_attendancemonth WHERE month = %(month)s AND units > 0 GROUP BY project_id, employer_id"""
_BY_TOTALS = f"SELECT project_id, employer_id, came, people, true AS known FROM ({_TOTALS}) t"
# Each row of days counts as one; only what it is more or less than a whole day is multiplied.
_DAYS = f"""
SELECT project_id, employer_id, sum({_PERSON}) + coalesce(sum((units - 1) * {_PERSON}) FILTER (WHERE units <> 1), 0) AS weighed
  FROM wagepay_attendanceday WHERE month = %(month)s GROUP BY project_id, employer_id"""
# Days lie by day, and adding up who came on how many costs more than all else. The sums say it of each person: they are a witness who is believed where the rows of
# days bear out every word.
_SAID = f"""
SELECT project_id, employer_id, count(*) FILTER (WHERE days > 0) AS came, sum(of_person) FILTER (WHERE days > 0) AS people, sum(days * of_person) AS weighed
  FROM (SELECT project_id, employer_id, days, {_PERSON} AS of_person FROM wagepay_workermonth WHERE month = %(month)s OFFSET 0) r
 GROUP BY project_id, employer_id"""
# A total counts for whom no day is recorded: where a site has both, only its people tell which.
_BY_DAYS = """
SELECT project_id, employer_id, coalesce(t.came, w.came, 0) AS came, coalesce(t.people, w.people) AS people,
       CASE WHEN project_id NOT IN (SELECT project_id FROM totals) THEN coalesce(d.weighed, 0) = coalesce(w.weighed, 0)
            ELSE project_id NOT IN (SELECT project_id FROM days) AND (t.came IS NOT NULL OR coalesce(w.came, 0) = 0) END AS known
  FROM days d FULL JOIN said w USING (project_id, employer_id) FULL JOIN totals t USING (project_id, employer_id)"""
_WITH_DAYS = f"days AS ({_DAYS}), totals AS ({_TOTALS}), said AS ({_SAID}), attended AS ({_BY_DAYS})"
_WITHOUT = f"attended AS ({_BY_TOTALS})"
_SHEET = "l.sheets = 1 AND l.plain"
_ALL_PAID = "p.plain AND p.payments = l.listed AND p.got = l.due"
_FIRMS = f"""
SELECT project_id, employer_id, coalesce(l.listed, 0) AS listed, coalesce(l.net, 0) AS net, coalesce(p.paid, 0) AS paid,
       coalesce(p.outside, 0) AS paid_outside, p.last_paid_on, coalesce(a.came, 0) AS came,
       coalesce({_SHEET} AND {_ALL_PAID} AND a.known AND a.came = l.listed AND a.people = l.people, false) AS settled,
       coalesce(coalesce(a.known, true) AND CASE WHEN l.listed IS NULL THEN p.payments IS NULL
                                                 ELSE {_SHEET} AND (p.payments IS NULL OR {_ALL_PAID}) END, false) AS foreseen
  FROM lines l FULL JOIN money p USING (project_id, employer_id) FULL JOIN attended a USING (project_id, employer_id)
 WHERE l.listed > 0 OR p.payments > 0 OR a.came > 0 OR NOT a.known"""
# What a firm's row says, and of which type it is. ``settled``: everybody came, is listed and was paid what he is owed; ``foreseen``: the figures are those that
# adding up gives as long as the month is not due: nobody was paid yet, or everybody in full.
COLUMNS = {
    "month": "date", "project_id": "bigint", "employer_id": "bigint", "listed": "int", "net": "numeric", "paid": "numeric", "paid_outside": "numeric",
    "last_paid_on": "date", "came": "int", "settled": "bool", "foreseen": "bool",
}  # fmt: skip
_PACKED = f"""
WITH lines AS ({_LINES}), money AS ({_MONEY}), {{attended}}
SELECT t.part, {", ".join(f"array_agg({name})::text" for name in COLUMNS)}
  FROM (SELECT %(month)s::date AS month, f.* FROM ({_FIRMS}) f) f
  JOIN projects_project p ON p.id = f.project_id
  JOIN unnest(%(regions)s::bigint[], %(parts)s::int[]) t (region_id, part) ON t.region_id = p.region_id
 GROUP BY t.part"""
# The planner, who expects a handful of rows under row security, would sort and loop.
_WHOLE = {"enable_sort": "off", "enable_nestloop": "off", "max_parallel_workers_per_gather": "0", "work_mem": "'64MB'"}

Packed = dict[str, str]  # each column as the text of an array, to be laid ready by any connection


def read_at_once(month: dt.date, parts: Sequence[Sequence[int]]) -> list[Packed]:
    """Each firm of each site of a month, for each of these parts of the counties in the open scope."""
    places = [(region, number) for number, part in enumerate(parts) for region in part]
    values = {"month": month, "regions": [region for region, _ in places], "parts": [number for _, number in places]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM wagepay_attendanceday WHERE month = %s)", [month])
        attended = _WITH_DAYS if cursor.fetchone()[0] else _WITHOUT
        with planned_with(cursor, _WHOLE):
            cursor.execute(_PACKED.format(attended=attended), values)
            found = {number: dict(zip(COLUMNS, columns, strict=True)) for number, *columns in cursor.fetchall()}
    return [found.get(number, dict.fromkeys(COLUMNS, "{}")) for number in range(len(parts))]


def laid_together(months: Iterable[Packed]) -> Packed:
    """Several months as one."""
    months = list(months)
    return {name: "{" + ",".join(filter(None, (month[name][1:-1] for month in months))) + "}" for name in COLUMNS}
