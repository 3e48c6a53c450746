"""What the rules about accounts, terms and the end of a project find; one statement each, rows of the open scope only."""

from projects.queries.missing import COLUMNS, WATCHED
from projects.queries.projects_at_hand import PROJECTS

_OPEN = "a.opened_on <= %(on)s AND (a.closed_on IS NULL OR a.closed_on > %(on)s)"


def _accounts(lacking: str, trigger: str) -> str:
    """Projects with an open account that lacks something, their accounts counted together."""
    return f"""
SELECT {COLUMNS}, g.trigger_on, g.accounts, g.banks
  FROM {PROJECTS} p
  JOIN (SELECT a.project_id, min({trigger}) AS trigger_on, count(*) AS accounts, string_agg(o.name, '、' ORDER BY a.id) AS banks
          FROM projects_specialwageaccount a JOIN {PROJECTS} p ON p.id = a.project_id JOIN tenancy_organisation o ON o.id = a.bank_id
         WHERE p.region_id = ANY(%(regions)s) AND {_OPEN} AND ({lacking})
         GROUP BY a.project_id) g ON g.project_id = p.id
 WHERE {WATCHED}
 ORDER BY p.id
"""


# The way in which a tenant files is its figure: on paper, on the platform, or both.
NOT_FILED = _accounts(
    "(p.region_id = ANY(%(on_paper)s) AND (a.filed_on IS NULL OR a.filed_on > %(on)s))"
    " OR (p.region_id = ANY(%(on_platform)s) AND (a.uploaded_on IS NULL OR a.uploaded_on > %(on)s))",
    "a.opened_on",
)
WITHOUT_AGREEMENT = _accounts("a.agreement_on IS NULL OR a.agreement_on > %(on)s", "coalesce(p.contract_signed_on, a.opened_on)")
WRONG_NAME = _accounts("position('农民工工资专用账户' in a.account_name) = 0", "a.opened_on")

# 条例 第二十四条: the cycle, at most a month, and the sum or the share stand in the contract.
WITHOUT_TERMS = f"""
SELECT {COLUMNS}, p.contract_signed_on AS trigger_on, p.labour_cost_cycle_months AS cycle_months,
       p.labour_cost_share IS NULL AND p.labour_cost_amount IS NULL AS no_sum
  FROM {PROJECTS} p
 WHERE {WATCHED} AND p.contract_signed_on <= %(on)s
   AND (p.labour_cost_cycle_months IS NULL OR p.labour_cost_cycle_months > 1 OR (p.labour_cost_share IS NULL AND p.labour_cost_amount IS NULL))
 ORDER BY p.id
"""
NOT_ON_PLATFORM = f"""
SELECT {COLUMNS}, coalesce(p.permit_issued_on, p.started_on) AS trigger_on, p.permit_number
  FROM {PROJECTS} p
 WHERE {WATCHED} AND (p.uploaded_on IS NULL OR p.uploaded_on > %(on)s) AND coalesce(p.permit_issued_on, p.started_on) <= %(on)s
 ORDER BY p.id
"""
FROZEN = f"""
SELECT {COLUMNS}, f.frozen_on AS trigger_on, f.organ, f.document_number, f.amount, o.name AS bank
  FROM projects_accountfreeze f
  JOIN projects_specialwageaccount a ON a.id = f.account_id JOIN tenancy_organisation o ON o.id = a.bank_id
  JOIN {PROJECTS} p ON p.id = f.project_id
 WHERE {WATCHED}
   AND f.frozen_on <= %(on)s AND (f.thawed_on IS NULL OR f.thawed_on > %(on)s) AND (a.closed_on IS NULL OR a.closed_on > %(on)s)
 ORDER BY p.id, f.frozen_on
"""
# Finished and not settled; the closing has begun when a notice hangs.
UNSETTLED = f"""
SELECT {COLUMNS}, s.since AS trigger_on,
       EXISTS (SELECT FROM projects_accountclosing c WHERE c.project_id = p.id AND c.state <> 'withdrawn' AND c.notice_on <= %(on)s) AS closing_begun,
       arrears.value ->> 'amount' AS arrears_amount, (arrears.value ->> 'people')::int AS arrears_people
  FROM {PROJECTS} p
  JOIN projects_sitestate s ON s.project_id = p.id AND s.state = 'completed_unsettled' AND s.since <= %(on)s AND (s.until IS NULL OR s.until > %(on)s)
  LEFT JOIN projects_fact arrears ON arrears.project_id = p.id AND arrears.item = 'arrears'
 WHERE {WATCHED}
 ORDER BY p.id
"""
# Owners that public money pays: all months whose time is over, together. The state and the site are judged as everywhere.
PROGRESS = f"""
SELECT {COLUMNS}, g.months, g.value, g.paid, o.name AS owner
  FROM {PROJECTS} p
  JOIN (SELECT project_id, count(*) AS months, sum(value) AS value, sum(CASE WHEN paid_on <= %(on)s THEN paid ELSE 0 END) AS paid
          FROM projects_progresspayment WHERE region_id = ANY(%(regions)s) AND month < %(until)s GROUP BY project_id) g ON g.project_id = p.id
  LEFT JOIN tenancy_organisation o ON o.id = p.owner_id
 WHERE {WATCHED} AND (p.is_government_invested OR p.is_state_owner)
 ORDER BY p.id
"""
