"""What the rules about the special account and about silence find."""

from projects.queries.projects_at_hand import PROJECTS
from wagepay.queries.months_at_hand import MONTHS, TELLING_MONTHS


def _day(instant: str) -> str:
    """The day of an instant as people here say it."""
    return f"({instant} AT TIME ZONE 'Asia/Shanghai')::date"


def month_of(day: str) -> str:
    """The month of a day, reckoned while the statement is planned: partitions of other months are then not even looked at."""
    return f"date_trunc('month', ({day})::timestamp)::date"


# Cycles whose day has passed and of which something, but not all, arrived; a run is all the cycles in a row below the red line, those of W05 too.
# Only of sites that have such a cycle are the others looked at.
_IN_PART = """c.due_on < %(on)s AND c.due_amount > 0 AND (c.full_on IS NULL OR c.full_on > %(on)s) AND c.transferred < c.due_amount
       AND c.transferred * 100 >= c.due_amount * %(token_percent)s"""
SHORT_CYCLES = f"""
WITH cycles AS (
    SELECT c.*, c.transferred * 100 < c.due_amount * %(red_percent)s AS is_low,
           row_number() OVER (PARTITION BY c.project_id ORDER BY c.due_on, c.month) AS place
      FROM wagepay_labourcostcycle c
     WHERE c.region_id = ANY(%(regions)s) AND c.due_on < %(on)s AND c.due_amount > 0
       AND c.project_id IN (SELECT c.project_id FROM wagepay_labourcostcycle c WHERE c.region_id = ANY(%(regions)s) AND {_IN_PART})
),
runs AS (
    SELECT c.*, count(*) FILTER (WHERE c.is_low) OVER (PARTITION BY c.project_id, c.is_low, c.place - c.low_place) AS low_cycles
      FROM (SELECT c.*, row_number() OVER (PARTITION BY c.project_id, c.is_low ORDER BY c.place) AS low_place FROM cycles c) c
)
SELECT r.project_id, r.region_id, r.month, r.due_on, r.due_amount, r.transferred, r.low_cycles, o.name AS owner
  FROM runs r JOIN {PROJECTS} p ON p.id = r.project_id LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
 WHERE p.state <> ALL(%(exempt_states)s::text[]) AND (r.full_on IS NULL OR r.full_on > %(on)s) AND r.transferred < r.due_amount
   AND r.transferred * 100 >= r.due_amount * %(token_percent)s
"""
# The next pay day of each site with what the account holds, against the newest months that are over: the greater of the last one and their mean.
# What the account holds is the last line of its newest day, that whose balance no other line of the day starts from; nearly all of them stand in the month
# of the day and that of two weeks before, and only those of other sites are looked up. Neither last month nor mean is greater than the greatest month, and no month is greater
# than its greatest row times its rows: by that most sites are left out. Of most of the others three months are among the newest, and only of the rest
# are older ones looked up; a site with fewer than four new ones may need them.
_LAST_OF_THE_DAY = """NOT EXISTS (
              SELECT FROM wagepay_accountentry f
               WHERE f.project_id = e.project_id AND f.month = e.month AND f.account_id = e.account_id AND f.booked_on = e.booked_on AND f.line_key <> e.line_key
                 AND f.balance - CASE f.direction WHEN 'in' THEN f.amount ELSE -f.amount END = e.balance)"""
_KNOWN_BY = "e.balance IS NOT NULL AND e.booked_on <= %(on)s"
LOW_BALANCE = f"""
WITH next AS MATERIALIZED (
    SELECT DISTINCT ON (m.project_id) m.project_id, m.region_id, m.month, m.due_on, sum(m.owed - m.paid - m.paid_outside - m.advance) AS listed
      FROM {TELLING_MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
     WHERE m.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND m.due_on >= %(on)s AND m.month <= %(on)s
       AND m.full_paid_on IS NULL AND (m.attended > 0 OR m.listed > 0)
     GROUP BY m.project_id, m.region_id, m.month, m.due_on
     ORDER BY m.project_id, m.due_on
),
ends AS (
    SELECT e.*, count(*) OVER (PARTITION BY e.project_id) AS lines
      FROM (SELECT e.project_id, e.account_id, e.month, e.booked_on, e.line_key, e.balance, rank() OVER (PARTITION BY e.project_id ORDER BY e.booked_on DESC) AS day
              FROM wagepay_accountentry e
             WHERE e.region_id = ANY(%(regions)s) AND e.month BETWEEN {month_of("%(on)s::date - 15")} AND {month_of("%(on)s")} AND {_KNOWN_BY}) e
     WHERE e.day = 1
),
lately AS MATERIALIZED (
    SELECT DISTINCT ON (e.project_id) e.project_id, e.balance, e.booked_on
      FROM ends e
     ORDER BY e.project_id, CASE WHEN e.lines = 1 THEN true ELSE {_LAST_OF_THE_DAY} END DESC
),
held AS (
    SELECT * FROM lately
     UNION ALL
    SELECT n.project_id, o.balance, o.booked_on
      FROM next n LEFT JOIN lately e ON e.project_id = n.project_id
     CROSS JOIN LATERAL (SELECT e.balance, e.booked_on FROM wagepay_accountentry e
                          WHERE e.project_id = n.project_id AND e.month >= {month_of("%(on)s::date - 100")} AND e.month < {month_of("%(on)s::date - 15")} AND {_KNOWN_BY}
                          ORDER BY e.booked_on DESC, {_LAST_OF_THE_DAY} DESC LIMIT 1) o
     WHERE e.project_id IS NULL
),
most AS (
    SELECT m.project_id, m.net * (m.rows - m.months + 1) AS net, m.months
      FROM (SELECT m.project_id, max(m.net) AS net, count(*) AS rows, bit_count(bit_or(1 << ((m.month - %(newest)s::date) / 28))::bit(32)) AS months
              FROM {MONTHS} m WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(newest)s AND m.listed > 0 GROUP BY m.project_id) m
),
short AS MATERIALIZED (
    SELECT n.*, h.balance, h.booked_on
      FROM next n JOIN held h ON h.project_id = n.project_id LEFT JOIN most b ON b.project_id = n.project_id
     WHERE h.balance < n.listed OR b.project_id IS NULL OR h.balance < b.net OR b.months < 4
),
near AS MATERIALIZED (
    SELECT s.project_id, m.month, sum(m.net) AS net
      FROM short s JOIN {MONTHS} m ON m.project_id = s.project_id AND m.month < s.month AND m.month >= s.month - interval '6 months'
     WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(newest)s AND m.listed > 0
     GROUP BY s.project_id, m.month
),
known AS (
    SELECT * FROM near
     UNION ALL
    SELECT s.project_id, f.month, f.net
      FROM short s LEFT JOIN (SELECT project_id, count(*) AS months FROM near GROUP BY project_id) b ON b.project_id = s.project_id
     CROSS JOIN LATERAL (SELECT m.month, sum(m.net) AS net FROM wagepay_projectmonth m
                          WHERE m.project_id = s.project_id AND m.region_id = ANY(%(regions)s) AND m.month < s.month AND m.month >= s.month - interval '6 months'
                            AND m.month < %(newest)s AND m.month >= date_trunc('month', %(on)s::date) - interval '9 months' AND m.listed > 0
                          GROUP BY m.month) f
     WHERE coalesce(b.months, 0) < 3
),
past AS (
    SELECT b.project_id, max(b.net) FILTER (WHERE b.place = 1) AS last, avg(b.net) AS mean
      FROM (SELECT b.project_id, b.net, row_number() OVER (PARTITION BY b.project_id ORDER BY b.month DESC) AS place FROM known b) b
     WHERE b.place <= 3
     GROUP BY b.project_id
)
SELECT s.project_id, s.region_id, s.month, s.due_on, s.listed, p.last, p.mean, s.balance, s.booked_on
  FROM short s LEFT JOIN past p ON p.project_id = s.project_id
 WHERE s.balance < greatest(s.listed, coalesce(p.last, 0), coalesce(p.mean, 0))
"""
# Debits that the check against the roster has set aside and nobody has accepted.
OUTFLOWS = f"""
SELECT x.project_id, x.region_id, x.month, count(*) AS entries, sum(x.amount) AS amount, count(*) FILTER (WHERE x.kind = 'unnamed') AS unnamed,
       count(*) FILTER (WHERE x.kind = 'cash') AS cash, count(*) FILTER (WHERE x.kind = 'back') AS back, count(*) FILTER (WHERE x.kind = 'firm') AS firm,
       count(*) FILTER (WHERE x.kind = 'stranger') AS stranger, coalesce(sum(x.amount) FILTER (WHERE x.kind = 'unnamed'), 0) AS unnamed_amount,
       max(x.amount) AS most, min(x.booked_on) AS first_on
  FROM wagepay_entryexception x JOIN {PROJECTS} p ON p.id = x.project_id
 WHERE x.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND x.booked_on <= %(on)s AND x.state IN ('open', 'explained', 'confirmed')
 GROUP BY x.project_id, x.region_id, x.month
"""
# Sites where work goes on: since when nobody attended, since when the account shows nothing, and whether attendance collapsed.
# Who was seen or booked lately is told by one pass over the newest months; only of the others is the last day looked up.
SILENT = f"""
WITH seen AS (
    SELECT project_id, max(last_attendance_on) AS last_day FROM {MONTHS}
     WHERE region_id = ANY(%(regions)s) AND month >= date_trunc('month', %(on)s::date - %(blue_days)s) GROUP BY project_id
),
booked AS (
    SELECT DISTINCT project_id FROM wagepay_accountentry
     WHERE region_id = ANY(%(regions)s) AND month BETWEEN {month_of("%(on)s::date - %(flow_days)s")} AND {month_of("%(on)s")}
       AND booked_on BETWEEN %(on)s::date - %(flow_days)s AND %(on)s
),
drops AS (
    SELECT DISTINCT ON (x.project_id) x.project_id, (x.figures ->> 'until')::date AS drop_until, (x.figures ->> 'before')::numeric AS before,
           (x.figures ->> 'after')::numeric AS after
      FROM wagepay_attendancefinding x
     WHERE x.region_id = ANY(%(regions)s) AND x.kind = 'collapse' AND x.month = date_trunc('month', %(on)s::date) AND x.state IN ('open', 'explained', 'confirmed')
),
sites AS MATERIALIZED (
    SELECT p.id AS project_id, p.region_id, p.site_kind, p.started_on, n.last_day, b.project_id IS NOT NULL AS is_booked,
           c.drop_until, c.before, c.after, p.site_kind <> ALL(%(exempt_sites)s::text[]) AS is_gated
      FROM {PROJECTS} p
      LEFT JOIN seen n ON n.project_id = p.id LEFT JOIN booked b ON b.project_id = p.id LEFT JOIN drops c ON c.project_id = p.id
     WHERE p.region_id = ANY(%(regions)s) AND p.state = 'under_construction'
       AND (b.project_id IS NULL OR c.drop_until IS NOT NULL OR n.last_day IS NULL OR n.last_day < %(on)s::date - %(blue_days)s)
)
SELECT s.project_id, s.region_id, s.site_kind, s.since AS silent_since, s.is_attended, f.flow_since, s.drop_until, s.before, s.after
  FROM (SELECT s.*, greatest(coalesce(a.last_day, s.started_on), t.since) AS since, a.last_day IS NOT NULL AS is_attended
          FROM sites s
         CROSS JOIN LATERAL (SELECT coalesce(s.last_day, (SELECT max(m.last_attendance_on) FROM wagepay_projectmonth m WHERE m.project_id = s.project_id)) AS last_day) a
          LEFT JOIN projects_sitestate t ON t.project_id = s.project_id AND t.until IS NULL) s
  LEFT JOIN LATERAL (
    SELECT CASE WHEN count(*) > 0 THEN coalesce(
               (SELECT max(e.booked_on) FROM wagepay_accountentry e
                 WHERE e.project_id = s.project_id AND e.month BETWEEN {month_of("%(on)s::date - 400")} AND {month_of("%(on)s")} AND e.booked_on <= %(on)s),
               min(k.opened_on)) END AS flow_since
      FROM projects_specialwageaccount k
     WHERE k.project_id = s.project_id AND k.opened_on <= %(on)s AND (k.closed_on IS NULL OR k.closed_on > %(on)s)) f ON true
 WHERE (s.is_gated AND (s.since < %(on)s::date - %(blue_days)s OR s.drop_until IS NOT NULL)) OR f.flow_since < %(on)s::date - %(flow_days)s
"""
# What bank and owner reported and nobody found untrue. Labour cost that the books know to be late is W05's and W06's; what was found true ends with the money.
REPORTED = f"""
WITH reports AS (
    SELECT r.project_id, r.region_id, r.month, r.kind, r.amount, o.name AS reporter, {_day("r.made_at")} AS reported_on,
           r.state = 'true' AND {_day("r.answered_at")} <= %(on)s AS is_true
      FROM wagepay_moneyreport r JOIN tenancy_organisation o ON o.id = r.organisation_id
     WHERE r.region_id = ANY(%(regions)s) AND {_day("r.made_at")} <= %(on)s AND (r.state IN ('open', 'true') OR {_day("r.answered_at")} > %(on)s)
),
standing AS (
    SELECT r.*, s.people, s.amount AS short
      FROM reports r
     CROSS JOIN LATERAL (
        SELECT coalesce(sum(CASE WHEN m.listed = 0 THEN m.attended_2days ELSE m.short_count END), 0) AS people, coalesce(sum(m.short_amount), 0) AS amount
          FROM wagepay_projectmonth m WHERE m.project_id = r.project_id AND m.month = r.month AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s)) s
      LEFT JOIN wagepay_labourcostcycle c ON c.project_id = r.project_id AND c.month = r.month
     WHERE CASE r.kind WHEN 'owner_paid' THEN NOT r.is_true OR s.people > 0
                       ELSE c.month IS NULL OR (c.full_on IS NULL OR c.full_on > %(on)s) AND c.due_on >= %(on)s OR c.full_on <= %(on)s AND NOT r.is_true END
)
SELECT r.project_id, r.region_id, r.month, string_agg(DISTINCT r.reporter, '、') AS reporters, min(r.reported_on) AS reported_on,
       max(r.amount) FILTER (WHERE r.kind = 'owner_paid') AS owner_paid, bool_or(r.kind = 'not_arrived') AS not_arrived,
       count(*) FILTER (WHERE r.is_true) AS confirmed, bool_or(r.is_true AND r.kind = 'owner_paid') AS is_withheld, max(r.people) AS people, max(r.short) AS amount
  FROM standing r JOIN {PROJECTS} p ON p.id = r.project_id
 WHERE p.state <> ALL(%(exempt_states)s::text[])
 GROUP BY r.project_id, r.region_id, r.month
"""
# Labour cost that reached the account of a government's project from a firm that builds there, beside all labour cost of the time.
# Nearly all of it comes from the owner, whose name no builder bears unless two firms have the same; only what others paid is held against the builders.
BUILDER_PAID = f"""
WITH namesakes AS (
    SELECT name FROM tenancy_organisation GROUP BY name HAVING count(*) > 1
),
came AS MATERIALIZED (
    SELECT e.project_id, e.amount, e.booked_on, e.counterparty,
           o.name IS NULL OR o.name <> e.counterparty OR o.name IN (SELECT name FROM namesakes) AS is_other
      FROM wagepay_accountentry e
      JOIN {PROJECTS} p ON p.id = e.project_id
      LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
     WHERE e.region_id = ANY(%(regions)s) AND p.is_government_invested AND p.state <> ALL(%(exempt_states)s::text[])
       AND e.month BETWEEN {month_of("%(since)s")} AND {month_of("%(on)s")} AND e.booked_on BETWEEN %(since)s AND %(on)s
       AND e.direction = 'in' AND e.kind = 'labour_cost'
),
advanced AS (
    SELECT c.project_id, count(*) AS entries, sum(c.amount) AS amount, min(c.booked_on) AS first_on, max(c.booked_on) AS last_on, min(c.payer) AS firm
      FROM (SELECT c.*, regexp_replace(c.counterparty, '\\s', '', 'g') AS payer FROM came c WHERE c.is_other) c JOIN {PROJECTS} p ON p.id = c.project_id
     WHERE c.payer IN (SELECT name FROM tenancy_organisation)
       AND EXISTS (SELECT FROM projects_projectparty t JOIN tenancy_organisation b ON b.id = t.organisation_id
                    WHERE t.project_id = c.project_id AND t.region_id = ANY(%(regions)s) AND t.part = ANY(%(parts)s) AND b.name = c.payer
                      AND b.id IS DISTINCT FROM p.owner_id)
     GROUP BY c.project_id
)
SELECT a.*, p.region_id, o.name AS owner, (SELECT sum(c.amount) FROM came c WHERE c.project_id = a.project_id) AS came
  FROM advanced a JOIN {PROJECTS} p ON p.id = a.project_id LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
 WHERE a.amount > 0 ORDER BY a.project_id
"""
