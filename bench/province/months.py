"""A province's people month by month: first what is true of everybody (WorkerMonth), then the raw rows that say so.

The portal's own recomputation from the raw rows must come to the same sums; a test and the bench hold the one against the other.
"""

import datetime as dt
from typing import Any

from bench.province.sites import make, run

PATTERNS = 16  # on which days somebody works
_COLUMNS = """month, project_id, employer_id, person, region_id, worker_type, is_registered, has_contract, days, day_mask, first_day, last_day, days_outside,
       is_listed, listed_days, gross, deduction, net, owed, card_index, paid, paid_late, paid_outside, advance, other_card, failed, failed_lines,
       first_paid_on, last_paid_on, full_paid_on"""

# On the sheet stands whoever worked; the first so many of a hundred are paid by the pay day, the others when the rest comes.
_TRUTH = f"""
INSERT INTO wagepay_workermonth ({_COLUMNS})
SELECT t.month, t.project_id, t.employer_id, t.person, t.region_id, 20, true, true, t.days, t.mask, t.first_day, t.last_day, 0,
       t.is_listed, CASE WHEN t.is_listed THEN t.days ELSE 0 END, t.wage, 0, t.wage, t.wage, CASE WHEN t.is_listed THEN t.card_index END,
       CASE WHEN t.came_on IS NULL THEN 0 ELSE t.wage END, CASE WHEN t.came_on > t.due_on THEN t.wage ELSE 0 END, 0, 0, 0, 0, 0,
       t.came_on, t.came_on, t.came_on
  FROM (SELECT m.month, m.due_on, p.project_id, p.employer_id, p.person, p.region_id, p.card_index, k.days, k.mask, k.first_day, k.last_day,
               m.back > 0 AS is_listed, CASE WHEN m.back > 0 THEN k.days * p.rate ELSE 0 END AS wage,
               CASE WHEN m.back > 0 THEN nullif(least(CASE WHEN p.place * 37 %% 100 < m.share THEN m.paid_on ELSE m.rest_on END, %(never)s), %(never)s) END AS came_on
          FROM province_month m
          JOIN province_site s ON s.n = m.n
          JOIN province_person p ON p.n = m.n
          JOIN province_pattern k ON k.month = m.month AND k.pattern = (p.place * 7 + m.n) %% {PATTERNS} AND k.cut = CASE WHEN m.back = 0 THEN s.silent_after ELSE 31 END
         WHERE m.month = %(month)s AND k.days > 0
         ORDER BY p.project_id, p.person) t
"""
_DAYS = """
INSERT INTO wagepay_attendanceday (month, project_id, person, day, region_id, employer_id, units, hours, source, upload_id)
SELECT w.month, w.project_id, w.person, d.day, w.region_id, w.employer_id, 1, 9, 'file', NULL
  FROM wagepay_workermonth w
  JOIN province_site s ON s.id = w.project_id
  JOIN (SELECT %(month)s::date + n AS day, 1 << n AS bit FROM generate_series(0, 30) n) d ON w.day_mask & d.bit <> 0
 WHERE w.month = %(month)s
"""
_TOTALS = """
INSERT INTO wagepay_attendancemonth (month, project_id, person, region_id, employer_id, units, hours, source, upload_id)
SELECT w.month, w.project_id, w.person, w.region_id, w.employer_id, w.days, NULL, 'signed', NULL
  FROM wagepay_workermonth w JOIN province_site s ON s.id = w.project_id WHERE w.month = %(month)s AND w.day_mask = 0
"""
_SHEETS = """
INSERT INTO wagepay_payrollsheet (uid, region_id, project_id, employer_id, month, version, state, receipt_number, is_correction, sha256, rows, workers, days,
       gross, deduction, net, acknowledged, note, submitted_by, submitted_at, decided_by, decided_at, decision_note)
SELECT gen_random_uuid(), m.region_id, m.project_id, m.employer_id, m.month, 1, CASE WHEN w.open = 0 THEN 'paid' ELSE 'sent_to_bank' END,
       'GZ-P-' || to_char(m.month, 'YYYYMM') || '-' || m.n, false, md5(m.n || ':' || m.month) || md5(m.month || ':' || m.n), w.people, w.people, w.days, w.net, 0, w.net, '[]', %(mark)s,
       %(mark)s, (m.due_on - 8)::timestamp AT TIME ZONE 'Asia/Shanghai', %(mark)s, (m.due_on - 7)::timestamp AT TIME ZONE 'Asia/Shanghai', ''
  FROM province_month m
  JOIN (SELECT w.project_id, count(*) AS people, sum(w.listed_days) AS days, sum(w.net) AS net, count(*) FILTER (WHERE w.paid = 0) AS open
          FROM wagepay_workermonth w WHERE w.month = %(month)s AND w.is_listed GROUP BY w.project_id) w ON w.project_id = m.project_id
 WHERE m.month = %(month)s
 ORDER BY m.n
"""
_LINES = """
INSERT INTO wagepay_payrollline (month, project_id, person, sheet_id, region_id, employer_id, uid, "row", name, team, trade, days, rate, gross, deduction,
       deductions, advance, net, card, card_index, bank_name, note)
SELECT w.month, w.project_id, w.person, h.id, w.region_id, w.employer_id, gen_random_uuid(), p.place, p.name, p.team, p.trade, w.listed_days, p.rate, w.gross, 0,
       NULL, 0, w.net, NULL, w.card_index, '', ''
  FROM wagepay_workermonth w
  JOIN province_person p ON p.project_id = w.project_id AND p.person = w.person
  JOIN wagepay_payrollsheet h ON h.project_id = w.project_id AND h.month = w.month
 WHERE w.month = %(month)s AND h.month = %(month)s AND w.is_listed
"""
_RECEIPTS = """
INSERT INTO wagepay_paymentline (month, project_id, person, line_key, region_id, employer_id, uid, amount, paid_on, state, reason, channel, payee, card,
       card_index, is_other_card, reference)
SELECT w.month, w.project_id, w.person, substr(w.person, 1, 12) || int4send(to_char(w.month, 'YYYYMM')::int), w.region_id, w.employer_id, gen_random_uuid(), w.paid, w.first_paid_on,
       'success', '', 'account', p.name, NULL, w.card_index, false, ''
  FROM wagepay_workermonth w JOIN province_person p ON p.project_id = w.project_id AND p.person = w.person
 WHERE w.month = %(month)s AND w.paid > 0
"""

# The workers' signatures on the sheets of the last months.
_SIGNED = """
INSERT INTO wagepay_signedscan (uid, region_id, project_id, sheet_id, name, media_type, size, sha256, sealed, signed_on, signed, note, recorded_by, recorded_at)
SELECT gen_random_uuid(), h.region_id, h.project_id, h.id, '签字表', 'image/png', 1, h.sha256, '\\x00', least(h.month + 35, %(on)s), h.workers, '', %(mark)s, h.submitted_at
  FROM wagepay_payrollsheet h JOIN province_site s ON s.id = h.project_id
 WHERE h.month = %(month)s AND (s.n * 31 + extract(month FROM h.month)::int) %% 200 <> 0
"""
# A cushion at the start, thinner where money is short; then the owner's transfers and the wages of each month.
_FLOWS = """
WITH sums AS (
    SELECT m.n, m.month, m.back, m.due_on, m.cycle_due_on, m.cycle_late, coalesce(sum(m2.net), 0) AS net
      FROM province_month m LEFT JOIN wagepay_payrollsheet m2 ON m2.project_id = m.project_id AND m2.month = m.month
     WHERE m.back > 0 GROUP BY m.n, m.month, m.back, m.due_on, m.cycle_due_on, m.cycle_late
),
paid AS (
    SELECT s.n, l.month, l.first_paid_on AS on, sum(l.paid) AS amount
      FROM wagepay_workermonth l JOIN province_site s ON s.id = l.project_id WHERE l.month = ANY (%(months)s::date[]) AND l.paid > 0 GROUP BY s.n, l.month, l.first_paid_on
)
SELECT n, 'in' AS direction, 'labour_cost' AS kind, cycle_due_on + cycle_late AS on, round(net * 1.02, -2) AS amount, 'B' || to_char(month, 'YYYYMM') AS reference,
       to_char(month, 'FMMM') || '月人工费' AS summary
  FROM sums WHERE net > 0 AND cycle_due_on + cycle_late <= %(on)s
 UNION ALL
SELECT s.n, 'in', 'other_in', %(first)s::date, round(s.net * CASE WHEN z.risk > 0.8 THEN 0.25 + z.risk ELSE 1.35 END, -2), 'A', '专户启用资金'
  FROM (SELECT n, max(net) AS net FROM sums GROUP BY n) s JOIN province_site z ON z.n = s.n WHERE s.net > 0
 UNION ALL
SELECT n, 'out', 'wages', "on", amount, 'C' || to_char(month, 'YYYYMM') || to_char("on", 'MMDD'), to_char(month, 'FMMM') || '月工资代发' FROM paid
"""
_ENTRIES = """
INSERT INTO wagepay_accountentry (month, project_id, line_key, account_id, region_id, uid, booked_on, direction, kind, amount, balance, counterparty, summary, reference)
SELECT date_trunc('month', f.on)::date, a.project_id, decode(md5(f.n || f.reference), 'hex'), a.id, a.region_id, gen_random_uuid(), f.on, f.direction, f.kind, f.amount,
       sum(CASE f.direction WHEN 'in' THEN f.amount ELSE -f.amount END) OVER (PARTITION BY f.n ORDER BY f.on, f.reference), '', f.summary, f.reference
  FROM province_flow f JOIN province_site s ON s.n = f.n JOIN projects_specialwageaccount a ON a.project_id = s.id
 WHERE f.amount > 0
"""
_CYCLES = """
INSERT INTO wagepay_labourcostcycle (uid, region_id, project_id, month, due_amount, due_on, transferred, full_on, source)
SELECT gen_random_uuid(), m.region_id, m.project_id, m.month, round(h.net * 1.02, -2), m.cycle_due_on, 0, NULL, '施工合同人工费拨付条款'
  FROM province_month m JOIN wagepay_payrollsheet h ON h.project_id = m.project_id AND h.month = m.month
 WHERE m.back > 0 ORDER BY m.n, m.month
"""


def fill_month(month: dt.date, *, closed: bool, by_day: bool, raw: bool, values: dict[str, Any]) -> dict[str, int]:
    """One month of everybody; ``raw`` = with the rows that the sums are of."""
    given = values | {"month": month}
    done = {"worker_months": run(_TRUTH, given)}
    if raw:
        done["attendance"] = run(_DAYS if by_day else _TOTALS, given)
    if closed:
        done |= {"sheets": run(_SHEETS, given), "signed": run(_SIGNED, given)}
    if closed and raw:
        done |= {"payroll_lines": run(_LINES, given), "receipts": run(_RECEIPTS, given)}
    return done


def fill_accounts(values: dict[str, Any]) -> dict[str, int]:
    """The statements of all accounts with their balances, and what the owners had to transfer."""
    make("province_flow", _FLOWS, values)
    return {"cycles": run(_CYCLES, values), "entries": run(_ENTRIES, values)}
