"""What does not look like people at work, found a county and a month at a time: one statement for each kind.

Every statement returns (project_id, region_id, employer_id, person, device_id, figures); the days themselves stay.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from wagepay.enums import AnomalyKind

# Days of the bit mask as a list, for the figures.
_BITS = "(SELECT jsonb_agg(n ORDER BY n) FROM generate_series(1, 31) n WHERE ({mask}) & (1 << (n - 1)) <> 0)"

_UNREGISTERED = f"""
SELECT w.project_id, w.region_id, w.employer_id, w.person, NULL::bigint, jsonb_build_object('days', w.days, 'on', {_BITS.format(mask="w.day_mask")})
  FROM wagepay_workermonth w
  LEFT JOIN wagepay_engagement e ON e.project_id = w.project_id AND e.employer_id = w.employer_id AND e.id_index = w.person
 WHERE w.region_id = ANY (%(regions)s) AND w.month = %(month)s AND w.days > 0 AND e.registered_on IS NULL
"""
_TWO_SITES = f"""
SELECT w.project_id, w.region_id, w.employer_id, w.person, NULL::bigint, jsonb_build_object('on', {_BITS.format(mask="bit_or(o.day_mask & w.day_mask)")})
  FROM wagepay_workermonth w
  JOIN wagepay_workermonth o ON o.month = w.month AND o.region_id = w.region_id AND o.person = w.person AND o.project_id <> w.project_id
   AND o.day_mask & w.day_mask <> 0
 WHERE w.region_id = ANY (%(regions)s) AND w.month = %(month)s AND o.month = %(month)s
 GROUP BY w.project_id, w.region_id, w.employer_id, w.person
"""
_AFTER_EXIT = """
SELECT w.project_id, w.region_id, w.employer_id, w.person, NULL::bigint, jsonb_build_object('days', w.days_outside, 'left_on', e.left_on)
  FROM wagepay_workermonth w
  JOIN wagepay_engagement e ON e.project_id = w.project_id AND e.employer_id = w.employer_id AND e.id_index = w.person
 WHERE w.region_id = ANY (%(regions)s) AND w.month = %(month)s AND w.days_outside > 0
"""
# First and last passage of each day at the very same minutes, day after day.
_SAME_MINUTES = """
SELECT d.project_id, d.region_id, NULL::bigint, d.person, min(d.device_id), jsonb_build_object('days', count(*), 'first', min(d.first), 'last', min(d.last))
  FROM (SELECT p.project_id, p.region_id, p.person, p.day, min(p.device_id) AS device_id, to_char(min(p.at) AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS first,
               to_char(max(p.at) AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS last
          FROM wagepay_punch p JOIN wagepay_device v ON v.id = p.device_id AND v.kind <> 'phone'
         WHERE p.region_id = ANY (%(regions)s) AND p.month = %(month)s
         GROUP BY p.project_id, p.region_id, p.person, p.day) d
 GROUP BY d.project_id, d.region_id, d.person
HAVING count(*) >= %(same_days)s AND count(DISTINCT d.first) = 1 AND count(DISTINCT d.last) = 1
"""
# Telephones call a whole team at one moment: that is their way and no sign of anything.
_CROWDED = """
SELECT c.project_id, c.region_id, NULL::bigint, NULL::bytea, c.device_id,
       jsonb_build_object('people', max(c.people), 'at', min(c.at), 'times', count(*))
  FROM (SELECT p.project_id, p.region_id, p.device_id, p.at,
               count(*) OVER (PARTITION BY p.device_id ORDER BY p.at RANGE BETWEEN CURRENT ROW AND make_interval(secs => %(crowd_seconds)s) FOLLOWING) AS people
          FROM (SELECT DISTINCT p.project_id, p.region_id, p.device_id, p.at, p.person FROM wagepay_punch p
                  JOIN wagepay_device v ON v.id = p.device_id AND v.kind <> 'phone'
                 WHERE p.region_id = ANY (%(regions)s) AND p.month = %(month)s) p) c
 WHERE c.people >= %(crowd)s
 GROUP BY c.project_id, c.region_id, c.device_id
"""
_FILLED = """
SELECT f.project_id, f.region_id, NULL::bigint, NULL::bytea, f.device_id,
       jsonb_build_object('days', max(f.days), 'people', max(f.people), 'received_on', max(f.received_on))
  FROM (SELECT p.project_id, p.region_id, p.device_id, (p.received_at AT TIME ZONE 'Asia/Shanghai')::date AS received_on,
               count(DISTINCT p.day) AS days, count(DISTINCT p.person) AS people
          FROM wagepay_punch p
         WHERE p.region_id = ANY (%(regions)s) AND p.month = %(month)s AND p.received_at > p.at + interval '3 days'
         GROUP BY p.project_id, p.region_id, p.device_id, received_on
        HAVING count(DISTINCT p.day) >= %(filled)s) f
 GROUP BY f.project_id, f.region_id, f.device_id
"""
# One telephone calls a whole team: one finding for the telephone, not one for each person.
_OUTSIDE = """
SELECT p.project_id, p.region_id, NULL::bigint, NULL::bytea, p.device_id,
       jsonb_build_object('days', count(DISTINCT p.day), 'people', count(DISTINCT p.person), 'metres', max(p.metres))
  FROM wagepay_punch p
 WHERE p.region_id = ANY (%(regions)s) AND p.month = %(month)s AND p.is_outside
 GROUP BY p.project_id, p.region_id, p.device_id
"""
# The last days against as many before; only where work goes on, and not for a handful of people.
_COLLAPSE = """
SELECT s.project_id, s.region_id, NULL::bigint, NULL::bytea, NULL::bigint, jsonb_build_object('before', s.before, 'after', s.after, 'until', %(until)s::date)
  FROM (SELECT a.project_id, a.region_id, coalesce(sum(a.units) FILTER (WHERE a.day <= %(until)s::date - %(span)s), 0) AS before,
               coalesce(sum(a.units) FILTER (WHERE a.day > %(until)s::date - %(span)s), 0) AS after
          FROM wagepay_attendanceday a JOIN projects_project p ON p.id = a.project_id AND p.state = 'under_construction'
         WHERE a.region_id = ANY (%(regions)s) AND a.month = ANY (%(span_months)s::date[]) AND a.units > 0
           AND a.day > %(until)s::date - 2 * %(span)s AND a.day <= %(until)s::date
         GROUP BY a.project_id, a.region_id) s
 WHERE s.before >= 10 AND s.after * 100 < s.before * (100 - %(collapse)s)
"""
STATEMENTS: dict[str, str] = {
    AnomalyKind.UNREGISTERED: _UNREGISTERED,
    AnomalyKind.TWO_SITES: _TWO_SITES,
    AnomalyKind.AFTER_EXIT: _AFTER_EXIT,
    AnomalyKind.SAME_MINUTES: _SAME_MINUTES,
    AnomalyKind.CROWDED: _CROWDED,
    AnomalyKind.FILLED_AT_ONCE: _FILLED,
    AnomalyKind.OUTSIDE_FENCE: _OUTSIDE,
    AnomalyKind.COLLAPSE: _COLLAPSE,
}
_EMPLOYER = """
coalesce(s.employer_id, (SELECT e.employer_id FROM wagepay_engagement e WHERE e.project_id = s.project_id AND e.id_index = s.person ORDER BY e.id DESC LIMIT 1))
"""
_KEEP = """
INSERT INTO wagepay_attendancefinding AS t (uid, project_id, region_id, employer_id, month, kind, subject, person, device_id, figures, found_on, state, explanation,
       explained_by, judgement, judged_by)
SELECT gen_random_uuid(), f.project_id, f.region_id, f.employer_id, %(month)s, f.kind, f.subject, f.person, f.device_id, f.figures, %(on)s, 'open', '', '', '', ''
  FROM wagepay_found f
    ON CONFLICT (project_id, month, kind, subject) DO UPDATE
   SET figures = EXCLUDED.figures, employer_id = EXCLUDED.employer_id, state = CASE WHEN t.state = 'gone' THEN 'open' ELSE t.state END
 WHERE (t.figures, t.employer_id) IS DISTINCT FROM (EXCLUDED.figures, EXCLUDED.employer_id) OR t.state = 'gone'
"""
_LET_GO = """
UPDATE wagepay_attendancefinding t SET state = 'gone'
 WHERE t.region_id = ANY (%(regions)s) AND t.month = %(month)s AND t.kind = ANY (%(kinds)s) AND t.state IN ('open', 'explained')
   AND NOT EXISTS (SELECT FROM wagepay_found f WHERE f.project_id = t.project_id AND f.kind = t.kind AND f.subject = t.subject)
"""


@dataclass(frozen=True)
class Search:
    """A county's month with the tenant's figures; ``until`` is the last whole day that can be judged."""

    regions: Sequence[int]
    month: dt.date
    on: dt.date
    same_days: int
    crowd: int
    crowd_seconds: int
    filled: int
    collapse: int
    span: int

    @property
    def until(self) -> dt.date:
        return self.on - dt.timedelta(days=1)

    def values(self) -> dict[str, Any]:
        first = self.until - dt.timedelta(days=2 * self.span)
        return {**vars(self), "regions": list(self.regions), "until": self.until, "span_months": sorted({first.replace(day=1), self.until.replace(day=1)})}

    def kinds(self) -> Iterator[str]:
        """A fall in attendance is a matter of now, not of a month that is over."""
        for kind in STATEMENTS:
            if kind != AnomalyKind.COLLAPSE or self.month == self.until.replace(day=1):
                yield kind


def count_found(search: Search, kinds: Sequence[str]) -> int:
    """How many findings of these kinds the figures would give, written nowhere."""
    counts = [f"(SELECT count(*) FROM ({STATEMENTS[kind]}) s)" for kind in search.kinds() if kind in kinds]
    if not counts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(counts)}", search.values())
        return cursor.fetchone()[0]


def keep_findings(search: Search) -> dict[str, int]:
    """Write what is found, let go what is found no more; what somebody has judged stays judged. A repeat changes nothing."""
    kinds = list(search.kinds())
    # Findings about a person belong to his employer too, whichever statement found them.
    subject = "coalesce(encode(s.person, 'hex'), 'device ' || s.device_id, 'site')"
    columns = "(project_id, region_id, employer_id, person, device_id, figures)"
    parts = [
        f"SELECT '{kind}' AS kind, {subject} AS subject, s.project_id, s.region_id, {_EMPLOYER} AS employer_id, s.person, s.device_id, s.figures FROM ({STATEMENTS[kind]}) s {columns}"
        for kind in kinds
    ]
    values = search.values() | {"kinds": kinds}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.wagepay_found")
        cursor.execute(
            f"CREATE TEMPORARY TABLE wagepay_found ON COMMIT DROP AS SELECT DISTINCT ON (project_id, kind, subject) * FROM ({' UNION ALL '.join(parts)}) a",
            values,
        )
        found = cursor.rowcount
        cursor.execute(_KEEP, values)
        written = cursor.rowcount
        cursor.execute(_LET_GO, values)
        return {"found": found, "written": written, "gone": cursor.rowcount}
