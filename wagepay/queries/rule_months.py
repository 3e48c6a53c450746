"""What the rules of sheets and payment find in the months' sums: one statement each, rows of the open scope only."""

from projects.queries.projects_at_hand import PROJECTS
from wagepay.queries.months_at_hand import MONTHS
from wagepay.queries.own_words import SAID, UNPAID_BY_OWN_WORD

# Whoever is owed: on the sheet, or at work on two days or more.
OWED = "greatest(m.listed, m.attended_2days)"
SUBCONTRACTOR = "nullif(m.employer_id, p.general_contractor_id) AS subcontractor_id"
HERE = "m.region_id = ANY(%(regions)s) AND p.state <> ALL(%(exempt_states)s::text[])"
# A month that is not paid: such a share of the people, and not one person alone while others were paid.
UNPAID_SHARE = f"""(least(m.paid_count, {OWED}) * 100 <= {OWED} * (100 - %(unpaid_percent)s)
      AND (m.paid_count = 0 OR {OWED} - least(m.paid_count, {OWED}) >= %(unpaid_least)s))"""
# Fallen due and not paid in full by the day.
DUE = "m.due_on < %(on)s AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s)"
# A month with something open: people short of their sheet, or people at work and no sheet at all.
OPEN = "(m.short_count > 0 OR (m.listed = 0 AND m.attended_2days > 0))"

UNDERPAID = f"""
WITH {UNPAID_BY_OWN_WORD}
SELECT m.project_id, m.region_id, {SUBCONTRACTOR}, m.month, m.due_on, m.listed, m.owed, m.underpaid_count - coalesce(d.short_people, 0) AS underpaid_count,
       m.underpaid_amount - coalesce(d.short_amount, 0) AS underpaid_amount, m.failed_count, m.failed_amount,
       coalesce(d.people, 0) AS denied, coalesce(d.amount, 0) AS denied_amount
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
  LEFT JOIN denied d ON d.project_id = m.project_id AND d.employer_id = m.employer_id AND d.month = m.month
 WHERE {HERE} AND m.month >= %(said_since)s AND m.due_on < %(on)s AND m.listed > 0 AND NOT {UNPAID_SHARE}
   AND (d.people > 0 OR (m.month >= %(since)s AND m.underpaid_count > 0))
"""
OUTSIDE_THE_ACCOUNT = f"""
SELECT m.project_id, m.region_id, {SUBCONTRACTOR}, m.month, m.builders_paid_by_account AS by_account, m.builders_outside AS outside, m.paid_outside
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE {HERE} AND m.month >= %(since)s AND m.first_paid_on <= %(on)s AND m.builders_outside > 0
"""
# The numbers of young sheets lie together: an index has all that is asked of their scans. A sheet has at least as many rows as people on it, so that those
# of which every row is signed are left out before their months are looked at.
# Signatures on scans of the very sheet that counts, and workers who confirmed it themselves on their telephones.
UNSIGNED = f"""
WITH {SAID},
words AS (
    SELECT sheet_uid, count(*) FILTER (WHERE agrees) AS agreed, count(*) FILTER (WHERE NOT agrees) AS denied
      FROM said WHERE about = 'sheet' AND sheet_uid IS NOT NULL GROUP BY sheet_uid
),
sheets AS MATERIALIZED (
    SELECT s.id, s.uid, s.rows FROM wagepay_payrollsheet s WHERE s.region_id = ANY(%(regions)s) AND s.month >= %(since)s
),
scans AS (
    SELECT c.sheet_id, sum(c.signed) AS signed FROM wagepay_signedscan c
     WHERE c.sheet_id BETWEEN (SELECT min(id) FROM sheets) AND (SELECT max(id) FROM sheets) AND c.region_id = ANY(%(regions)s) AND c.signed_on <= %(on)s
     GROUP BY c.sheet_id
),
open AS MATERIALIZED (
    SELECT s.uid, coalesce(c.signed, 0) AS signed, coalesce(w.agreed, 0) AS agreed, coalesce(w.denied, 0) AS denied
      FROM sheets s LEFT JOIN scans c ON c.sheet_id = s.id LEFT JOIN words w ON w.sheet_uid = s.uid
     WHERE greatest(coalesce(c.signed, 0), coalesce(w.agreed, 0)) < s.rows OR w.denied > 0
)
SELECT m.project_id, m.region_id, {SUBCONTRACTOR}, m.month, m.due_on, m.listed, o.signed, o.agreed, o.denied
  FROM open o JOIN {MONTHS} m ON m.sheet_uid = o.uid JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE {HERE} AND m.month >= %(since)s AND m.listed > 0 AND m.due_on - %(days_before)s < %(on)s
   AND (greatest(o.signed, o.agreed) < m.listed OR o.denied > 0)
"""
# People at work, the pay day is near and no sheet came; months past it belong to W12.
NO_SHEET_YET = f"""
SELECT m.project_id, m.region_id, m.month, m.due_on, p.wage_officer_name AS officer, count(*) AS firms, sum(m.attended_2days) AS people
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE {HERE} AND m.due_on >= %(on)s AND m.due_on <= %(until)s AND m.sheet_state = '' AND m.attended_2days > 0
 GROUP BY m.project_id, m.region_id, m.month, m.due_on, p.wage_officer_name
"""
NO_OFFICER = f"""
SELECT m.project_id, m.region_id, sum(m.attended) AS people
  FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE {HERE} AND p.wage_officer_name = '' AND m.month = %(month)s AND m.attended > 0
 GROUP BY m.project_id, m.region_id
"""
# Everything that is open on a site, whichever firm and month.
ARREARS = f"""
SELECT m.project_id, m.region_id, p.state, count(DISTINCT m.month) AS months, min(m.month) AS first_month, max(m.month) AS last_month, sum(m.short_amount) AS amount,
       count(DISTINCT m.month) FILTER (WHERE m.listed = 0) AS months_without_sheet, max(m.people) AS people
  FROM (SELECT m.*, sum(CASE WHEN m.listed = 0 THEN m.attended_2days ELSE m.short_count END) OVER (PARTITION BY m.project_id, m.month) AS people
          FROM {MONTHS} m WHERE m.region_id = ANY(%(regions)s) AND {DUE} AND {OPEN}) m
  JOIN {PROJECTS} p ON p.id = m.project_id
 WHERE {HERE} AND (%(only_states)s::text[] IS NULL OR p.state = ANY(%(only_states)s::text[]))
 GROUP BY m.project_id, m.region_id, p.state
"""
# A firm that went, with months of its people that are not settled.
GONE_UNSETTLED = f"""
SELECT m.project_id, m.region_id, m.employer_id AS subcontractor_id, o.name AS firm, g.part, g.left_on, count(*) AS months, min(m.month) AS first_month,
       sum(m.short_amount) AS amount, max(CASE WHEN m.listed = 0 THEN m.attended_2days ELSE m.short_count END) AS people,
       count(*) FILTER (WHERE m.listed = 0) AS months_without_sheet
  FROM (SELECT y.project_id, y.organisation_id, max(y.part) AS part, max(y.left_on) AS left_on
          FROM projects_projectparty y
         WHERE y.region_id = ANY(%(regions)s) AND y.part = ANY(%(parts)s) AND y.left_on < %(on)s
           AND NOT EXISTS (SELECT FROM projects_projectparty h WHERE h.project_id = y.project_id AND h.organisation_id = y.organisation_id
                              AND h.part = ANY(%(parts)s) AND (h.left_on IS NULL OR h.left_on >= %(on)s))
         GROUP BY y.project_id, y.organisation_id) g
  JOIN {MONTHS} m ON m.project_id = g.project_id AND m.employer_id = g.organisation_id
  JOIN {PROJECTS} p ON p.id = m.project_id
  JOIN tenancy_organisation o ON o.id = m.employer_id
 WHERE {HERE} AND (m.full_paid_on IS NULL OR m.full_paid_on > %(on)s) AND {OPEN}
 GROUP BY m.project_id, m.region_id, m.employer_id, o.name, g.part, g.left_on
"""
# How many months on end, up to the newest that fell due, a person got allowances and no wage; the sums tell where to look.
ADVANCES_ONLY = f"""
WITH months AS (
    SELECT m.project_id, m.region_id, m.employer_id, m.month FROM {MONTHS} m JOIN {PROJECTS} p ON p.id = m.project_id
     WHERE {HERE} AND m.advance_only_count > 0 AND m.month >= %(since)s AND m.due_on < %(on)s
),
people AS (
    SELECT w.project_id, w.region_id, w.employer_id, w.person, w.month, w.advance, w.owed,
           w.month - make_interval(months => (row_number() OVER (PARTITION BY w.project_id, w.employer_id, w.person ORDER BY w.month))::int) AS run
      FROM wagepay_workermonth w JOIN months m ON m.project_id = w.project_id AND m.employer_id = w.employer_id AND m.month = w.month
     WHERE w.month >= %(since)s AND w.advance > 0 AND w.paid + w.paid_outside = 0
),
runs AS (
    SELECT project_id, region_id, employer_id, person, count(*) AS length, max(month) AS last_month, sum(advance) AS advance, sum(greatest(owed - advance, 0)) AS rest
      FROM people GROUP BY project_id, region_id, employer_id, person, run
)
SELECT r.project_id, r.region_id, nullif(r.employer_id, p.general_contractor_id) AS subcontractor_id, max(r.last_month) AS last_month, max(r.length) AS length, count(*) AS people,
       sum(r.advance) AS advance, sum(r.rest) AS rest
  FROM runs r JOIN {PROJECTS} p ON p.id = r.project_id
 WHERE r.length >= %(yellow_months)s
   AND r.last_month = (SELECT max(m.month) FROM wagepay_projectmonth m WHERE m.project_id = r.project_id AND m.employer_id = r.employer_id AND m.due_on < %(on)s
                          AND m.month >= %(since)s AND (m.attended > 0 OR m.listed > 0 OR m.paid_count > 0 OR m.advance > 0))
 GROUP BY r.project_id, r.region_id, r.employer_id, p.general_contractor_id
"""
