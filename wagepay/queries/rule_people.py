"""What the rules about people find: by the sums where they tell whom to look at, by the roster where only it knows."""

from projects.queries.projects_at_hand import PROJECTS
from wagepay.queries.months_at_hand import MONTHS
from wagepay.queries.own_words import SAID
from wagepay.queries.rule_months import HERE, OWED, SUBCONTRACTOR, UNPAID_SHARE

# The lowest pay for a day of a month says whether anybody is below the region's figure; only then are people read.
BELOW_MINIMUM = f"""
SELECT m.project_id, m.region_id, {SUBCONTRACTOR}, m.month, z.daily, m.listed, m.gross, m.listed_days, count(*) AS people,
       sum(w.listed_days * z.daily - w.gross) AS gap
  FROM unnest(%(figure_regions)s::bigint[], %(figures)s::numeric[]) AS z (region_id, daily)
  JOIN {MONTHS} m ON m.region_id = z.region_id AND m.least_rate < z.daily AND m.month >= %(since)s
  JOIN {PROJECTS} p ON p.id = m.project_id
  JOIN wagepay_workermonth w ON w.month = m.month AND w.project_id = m.project_id AND w.employer_id = m.employer_id
 WHERE {HERE} AND w.month >= %(since)s AND w.is_listed AND w.listed_days > 0 AND w.gross < w.listed_days * z.daily
   AND (m.submitted_on IS NULL OR m.submitted_on <= %(on)s)
 GROUP BY m.project_id, m.region_id, m.employer_id, p.general_contractor_id, m.month, z.daily, m.listed, m.gross, m.listed_days
"""
# Above the region's figure in one month, and those whose year adds up to more than the yearly line: to get there a month must pass a twelfth of it.
LARGE = f"""
WITH sums AS (
    SELECT m.*, z.monthly FROM unnest(%(figure_regions)s::bigint[], %(figures)s::numeric[]) AS z (region_id, monthly)
      JOIN {MONTHS} m ON m.region_id = z.region_id AND m.month >= least(%(since)s, date_trunc('year', %(on)s::date)::date)
       AND m.most_gross > least(z.monthly, %(yearly)s / 12.0)
),
people AS (
    SELECT w.project_id, w.region_id, w.employer_id, w.person, w.month, w.gross, w.days, s.monthly
      FROM sums s JOIN wagepay_workermonth w ON w.month = s.month AND w.project_id = s.project_id AND w.employer_id = s.employer_id
     WHERE w.month >= least(%(since)s, date_trunc('year', %(on)s::date)::date) AND w.is_listed AND w.gross > least(s.monthly, %(yearly)s / 12.0)
),
years AS (
    SELECT w.region_id, w.person, sum(w.gross) AS gross
      FROM (SELECT DISTINCT region_id, person FROM people) c JOIN wagepay_workermonth w ON w.region_id = c.region_id AND w.person = c.person
     WHERE w.month >= date_trunc('year', %(on)s::date) AND w.month <= %(on)s AND w.is_listed
     GROUP BY w.region_id, w.person HAVING sum(w.gross) > %(yearly)s
)
SELECT l.project_id, l.region_id, nullif(l.employer_id, p.general_contractor_id) AS subcontractor_id, l.month, max(l.monthly) AS monthly,
       count(*) FILTER (WHERE l.gross > l.monthly) AS people_month, count(*) FILTER (WHERE y.person IS NOT NULL) AS people_year, count(*) AS people,
       max(l.gross) AS most, max(y.gross) AS most_year, count(*) FILTER (WHERE l.gross > l.monthly AND l.days = 0) AS never_came, sum(l.gross) AS amount
  FROM people l JOIN {PROJECTS} p ON p.id = l.project_id LEFT JOIN years y ON y.region_id = l.region_id AND y.person = l.person
 WHERE l.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND l.month >= %(since)s AND (l.gross > l.monthly OR y.person IS NOT NULL)
 GROUP BY l.project_id, l.region_id, l.employer_id, p.general_contractor_id, l.month
"""
# The newest month with a sheet or money for the cards; the roster for telephones that several people gave, of whom those are marked who ever shared one
# with a colleague. Employers of whom neither is told are left out first.
STRANGE_PAYEES = f"""
WITH sharing AS MATERIALIZED (
    SELECT e.project_id, e.employer_id, e.phone_index, e.left_on FROM wagepay_engagement e WHERE e.region_id = ANY(%(regions)s) AND e.shares_phone
),
asked AS (
    SELECT m.project_id, m.employer_id FROM {MONTHS} m
     WHERE (m.shared_card_count > 0 OR m.other_card_count > 0) AND m.region_id = ANY(%(regions)s) AND m.month >= %(since)s AND m.month <= %(on)s
     UNION SELECT project_id, employer_id FROM sharing
),
newest AS (
    SELECT DISTINCT ON (m.project_id, m.employer_id) m.project_id, m.region_id, m.employer_id, m.month, m.shared_card_count, m.other_card_count
      FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
     WHERE {HERE} AND m.month >= %(since)s AND m.month <= %(on)s AND (m.listed > 0 OR m.paid_count > 0)
       AND (m.project_id, m.employer_id) IN (SELECT project_id, employer_id FROM asked)
     ORDER BY m.project_id, m.employer_id, m.month DESC
),
phones AS (
    SELECT project_id, employer_id, sum(people) AS people, max(people) AS most
      FROM (SELECT project_id, employer_id, phone_index, count(*) AS people
              FROM sharing WHERE left_on IS NULL OR left_on >= %(on)s
             GROUP BY project_id, employer_id, phone_index HAVING count(*) >= greatest(%(phone_persons)s, 2)) t
     GROUP BY project_id, employer_id
)
SELECT n.project_id, n.region_id, nullif(n.employer_id, p.general_contractor_id) AS subcontractor_id, n.month AS newest, n.shared_card_count AS shared,
       n.other_card_count AS other, coalesce(f.people, 0) AS phone_people, coalesce(f.most, 0) AS phone_most
  FROM newest n JOIN {PROJECTS} p ON p.id = n.project_id LEFT JOIN phones f ON f.project_id = n.project_id AND f.employer_id = n.employer_id
 WHERE n.shared_card_count > 0 OR n.other_card_count > 0 OR f.people > 0
"""
# Findings of the nightly search that nobody has judged normal.
DOUBTFUL_DAYS = f"""
SELECT f.project_id, f.region_id, f.month, count(*) AS findings, count(DISTINCT f.person) FILTER (WHERE f.kind = 'two_sites') AS two_sites,
       count(DISTINCT f.person) FILTER (WHERE f.kind = 'same_minutes') AS same_minutes, count(*) FILTER (WHERE f.kind IN ('crowded', 'filled_at_once')) AS batches,
       count(*) FILTER (WHERE f.state = 'confirmed') AS confirmed
  FROM wagepay_attendancefinding f JOIN {PROJECTS} p ON p.id = f.project_id
 WHERE f.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND f.month >= %(since)s AND f.found_on <= %(on)s
   AND f.kind IN ('two_sites', 'same_minutes', 'crowded', 'filled_at_once') AND f.state IN ('open', 'explained', 'confirmed')
 GROUP BY f.project_id, f.region_id, f.month
"""
# The newest month with people at work, of the whole site; whoever is unpaid in a month that fell due counts as well.
_UNRECORDED = f"""
SELECT n.project_id, n.region_id, n.month AS newest, n.attended, n.people, n.since AS first_day, coalesce(u.unpaid, 0) AS unpaid
  FROM (SELECT DISTINCT ON (m.project_id) m.project_id, m.region_id, m.month, sum(m.attended) AS attended, sum({{people}}) AS people, min(m.{{first}}) AS since
          FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
         WHERE m.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND p.site_kind <> ALL(%(exempt_sites)s::text[])
           AND m.month >= %(since)s AND m.month <= %(on)s AND m.attended > 0
           AND m.project_id IN (SELECT m.project_id FROM {MONTHS} m WHERE {{people}} > 0 AND m.month >= %(since)s AND m.month <= %(on)s)
         GROUP BY m.project_id, m.region_id, m.month ORDER BY m.project_id, m.month DESC) n
  LEFT JOIN (SELECT project_id, max(unpaid) AS unpaid
               FROM (SELECT m.project_id, sum(m.{{unpaid}})::int AS unpaid FROM {MONTHS} m
                      WHERE m.region_id = ANY(%(regions)s) AND m.month >= %(since)s AND m.due_on < %(on)s AND m.{{unpaid}} > 0 GROUP BY m.project_id, m.month) t
              GROUP BY project_id) u ON u.project_id = n.project_id
 WHERE n.people > 0
"""
UNREGISTERED = _UNRECORDED.format(people="m.attended - m.attended_registered", first="unregistered_since", unpaid="unregistered_unpaid")
WITHOUT_CONTRACT = _UNRECORDED.format(people="m.attended_registered - m.attended_with_contract", first="no_contract_since", unpaid="no_contract_unpaid")
# Whoever is on the roster or was met at work; past the age of even the latest retirement only men's line counts, so that nobody is called too old in error.
AGES = f"""
SELECT e.project_id, e.region_id, count(*) FILTER (WHERE e.birth_on > %(child)s) AS children, count(*) FILTER (WHERE e.birth_on > %(minor)s AND e.birth_on <= %(child)s) AS minors,
       count(*) FILTER (WHERE e.birth_on <= %(over)s) AS over_age,
       count(*) FILTER (WHERE e.birth_on <= %(over)s AND e.contract_kind <> 'over_age') AS over_age_without,
       min(coalesce(e.entered_on, e.registered_on)) FILTER (WHERE e.birth_on > %(child)s) AS since
  FROM wagepay_engagement e JOIN {PROJECTS} p ON p.id = e.project_id
 WHERE e.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND (e.birth_on > %(minor)s OR e.birth_on <= %(over)s)
   AND (e.left_on IS NULL OR e.left_on >= %(on)s) AND (e.entered_on IS NULL OR e.entered_on <= %(on)s)
 GROUP BY e.project_id, e.region_id
"""
# Entered lately, last seen anywhere in the county a year before, and no training since.
BACK_UNTRAINED = f"""
SELECT e.project_id, e.region_id, nullif(e.employer_id, p.general_contractor_id) AS subcontractor_id, count(*) AS people, min(l.last_day) AS last_day, min(e.entered_on) AS first_entry
  FROM wagepay_engagement e JOIN {PROJECTS} p ON p.id = e.project_id
 CROSS JOIN LATERAL (SELECT max(coalesce(w.last_day, w.month)) AS last_day FROM wagepay_workermonth w
                      WHERE w.region_id = e.region_id AND w.person = e.id_index AND w.month < date_trunc('month', e.entered_on) AND w.days > 0) l
 WHERE e.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[]) AND e.entered_on > %(entered_after)s AND e.entered_on <= %(on)s
   AND (e.left_on IS NULL OR e.left_on >= %(on)s) AND (e.trained_on IS NULL OR e.trained_on < e.entered_on - make_interval(months => %(months)s))
   AND l.last_day < e.entered_on - make_interval(months => %(months)s)
   AND (e.trained_on IS NULL OR e.trained_on <= l.last_day)
 GROUP BY e.project_id, e.region_id, e.employer_id, p.general_contractor_id
"""
# Gone for longer than the region's days of grace with money open, or with days that are on no sheet though the sheet came or the pay day passed.
# Months in which hardly anybody was paid are W12's.
LEFT_UNSETTLED = f"""
WITH {SAID},
open AS (
    SELECT e.id, e.project_id, e.region_id, e.employer_id, e.id_index AS person, e.left_on, sum(greatest(0, w.owed - w.paid - w.paid_outside - w.advance)) AS owed,
           bool_or(w.days > 0 AND NOT w.is_listed AND (m.listed > 0 OR m.due_on < %(on)s)) AS is_missing
      FROM unnest(%(figure_regions)s::bigint[], %(figures)s::int[]) AS z (region_id, days)
      JOIN wagepay_engagement e ON e.region_id = z.region_id AND e.left_on + z.days < %(on)s AND e.left_on >= %(since)s
      JOIN wagepay_workermonth w ON w.project_id = e.project_id AND w.employer_id = e.employer_id AND w.person = e.id_index AND w.month >= %(since)s AND w.month <= e.left_on
      JOIN wagepay_projectmonth m ON m.month = w.month AND m.project_id = w.project_id AND m.employer_id = w.employer_id
      JOIN {PROJECTS} p ON p.id = e.project_id
     WHERE {HERE} AND NOT (m.due_on < %(on)s AND {OWED} > 0 AND {UNPAID_SHARE})
     GROUP BY e.id, e.project_id, e.region_id, e.employer_id, e.id_index, e.left_on
)
SELECT o.project_id, o.region_id, nullif(o.employer_id, p.general_contractor_id) AS subcontractor_id, count(*) AS people, sum(o.owed) AS owed,
       count(*) FILTER (WHERE o.is_missing) AS missing, min(o.left_on) AS first_left,
       count(*) FILTER (WHERE EXISTS (SELECT FROM said s WHERE s.project_id = o.project_id AND s.employer_id = o.employer_id AND s.person = o.person
                                         AND s.about = 'paid' AND NOT s.agrees)) AS denied
  FROM open o JOIN {PROJECTS} p ON p.id = o.project_id
 WHERE o.owed > 0 OR o.is_missing
 GROUP BY o.project_id, o.region_id, o.employer_id, p.general_contractor_id
"""
