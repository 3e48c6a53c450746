"""The opposite party of each debit against the site's people (53号文 第七条: the account pays wages and nothing else).

A debit is asked about when it took cash out, went to a firm, to a person nobody on the site knows, or does not say to whom.
Fees, interest, debits of a batch and wages booked in one sum without a named receiver are the account's ordinary life.
"""

import datetime as dt
from collections.abc import Collection

from django.db import connection

from wagepay.enums import AnomalyState, ExceptionKind

CASH = "现金|取现|提现|支取|备用金"
FIRM = "公司|集团|商行|经营部|门市|工程队|合作社|事务所|合伙|租赁站|材料站|厂$|店$|国库|金库|税务|社会保险|医疗保险"
BANK = "银行|信用社|支行|分行|代发|批量|过渡|待清算|工资"

_SPACES = r"regexp_replace({0}, '\s', '', 'g')"
_FOUND = f"""
WITH debits AS (
    SELECT e.region_id, e.project_id, e.account_id, e.month, e.line_key, e.booked_on, e.amount, e.counterparty, e.summary, e.kind, e.counterparty_index,
           {_SPACES.format("e.counterparty")} AS party, {_SPACES.format("e.summary")} AS words
      FROM wagepay_accountentry e
     WHERE e.project_id = ANY (%(projects)s) AND e.direction = 'out' AND e.batch_id IS NULL AND e.kind NOT IN ('fee', 'interest')
),
judged AS (
    SELECT d.*, CASE
             WHEN d.words ~ %(cash)s OR d.party ~ %(cash)s THEN '{ExceptionKind.CASH}'
             WHEN d.party = '' THEN CASE WHEN d.kind = 'wages' THEN NULL ELSE '{ExceptionKind.UNNAMED}' END
             WHEN d.kind = 'wages' AND d.party ~ %(bank)s AND d.party !~ '公司' THEN NULL
             WHEN d.party ~ %(firm)s OR d.party ~ %(bank)s THEN CASE WHEN EXISTS (
                 SELECT FROM tenancy_organisation o JOIN projects_project p ON p.id = d.project_id
                  WHERE {_SPACES.format("o.name")} = d.party
                    AND (o.id IN (p.general_contractor_id, p.owner_id) OR EXISTS (SELECT FROM projects_projectparty t WHERE t.project_id = p.id AND t.organisation_id = o.id))
             ) THEN '{ExceptionKind.BACK}' ELSE '{ExceptionKind.FIRM}' END
             WHEN EXISTS (SELECT FROM wagepay_engagement w WHERE w.project_id = d.project_id
                             AND (w.card_index = d.counterparty_index OR {_SPACES.format("w.name")} = d.party)) THEN NULL
             ELSE '{ExceptionKind.STRANGER}' END AS why
      FROM debits d
)
"""
# What somebody has judged stays judged; what waits follows the data, and comes back when its cause does.
_KEEP = f"""{_FOUND}
INSERT INTO wagepay_entryexception AS x (uid, region_id, project_id, account_id, month, line_key, kind, booked_on, amount, counterparty, summary, found_on, state,
       explanation, explained_by, judgement, judged_by, ground, approval)
SELECT gen_random_uuid(), region_id, project_id, account_id, month, line_key, why, booked_on, amount, counterparty, summary, %(on)s, '{AnomalyState.OPEN}',
       '', '', '', '', '', ''
  FROM judged WHERE why IS NOT NULL
    ON CONFLICT (project_id, month, line_key) DO UPDATE SET kind = EXCLUDED.kind, state = '{AnomalyState.OPEN}', found_on = EXCLUDED.found_on
 WHERE x.state = '{AnomalyState.GONE}'
"""
_LET_GO = f"""{_FOUND}
UPDATE wagepay_entryexception x SET state = '{AnomalyState.GONE}'
  FROM judged j
 WHERE x.project_id = j.project_id AND x.month = j.month AND x.line_key = j.line_key AND j.why IS NULL AND x.state IN ('{AnomalyState.OPEN}', '{AnomalyState.EXPLAINED}')
"""
# A debit that a batch claimed since is no exception either; it is in no CTE above.
_LET_TIED_GO = f"""
UPDATE wagepay_entryexception x SET state = '{AnomalyState.GONE}'
  FROM wagepay_accountentry e
 WHERE x.project_id = ANY (%(projects)s) AND e.project_id = x.project_id AND e.month = x.month AND e.line_key = x.line_key
   AND (e.batch_id IS NOT NULL OR e.kind IN ('fee', 'interest')) AND x.state IN ('{AnomalyState.OPEN}', '{AnomalyState.EXPLAINED}')
"""


def keep_exceptions(projects: Collection[int], on: dt.date) -> dict[str, int]:
    """Write what is asked about, let go what the roster or a batch has explained; a repeat changes nothing."""
    if not projects:
        return {"found": 0, "gone": 0}
    values = {"projects": list(projects), "on": on, "cash": CASH, "firm": FIRM, "bank": BANK}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        found = cursor.rowcount
        cursor.execute(_LET_GO, values)
        gone = cursor.rowcount
        cursor.execute(_LET_TIED_GO, values)
        return {"found": found, "gone": gone + cursor.rowcount}
