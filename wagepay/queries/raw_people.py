"""What the raw rows of one site and month say of each person and firm: the second reader of the law that ``summaries`` reads.

Written on its own, so that a mistake of one is seen by the other. A statement has the site as ``s`` (``project_id``, ``sheets``) and a month's first day for
``{month}``. Each site is added up by itself, through the keys of the raw tables: what is being added up is then never more than a site's people, so it stays in
the processor's cache, where adding up a whole province misses it with every row.
"""

# Days are counted, which costs a third of adding numbers up; only what a row is more or less than a whole day is added. A row of 0 takes its day back.
_DAYS = """
SELECT person, employer_id, count(*) AS whole, sum(units - 1) FILTER (WHERE units <> 1) AS parts
  FROM wagepay_attendanceday WHERE month = {month} AND project_id = s.project_id GROUP BY person, employer_id"""
# A month's total on paper counts for whom no day is recorded.
_TOTALS = """
SELECT t.person, t.employer_id, 0::bigint AS whole, t.units AS parts
  FROM wagepay_attendancemonth t
 WHERE t.month = {month} AND t.project_id = s.project_id AND t.units > 0
   AND NOT EXISTS (SELECT FROM wagepay_attendanceday a WHERE a.month = {month} AND a.project_id = s.project_id AND a.person = t.person AND a.units > 0)"""
_LINES = """
SELECT person, employer_id, net, net + advance AS owed
  FROM wagepay_payrollline WHERE month = {month} AND project_id = s.project_id AND sheet_id = ANY (s.sheets)"""
_MONEY = """
SELECT person, employer_id, CASE channel WHEN 'account' THEN 1 WHEN 'outside' THEN 2 ELSE 3 END AS way, amount, paid_on
  FROM wagepay_paymentline WHERE month = {month} AND project_id = s.project_id AND state = 'success'"""
_NO_LINE, _NO_MONEY = "NULL::numeric AS net, NULL::numeric AS owed", "NULL::int AS way, NULL::numeric AS amount, NULL::date AS paid_on"
_CAME = f"""
SELECT person, employer_id, whole, parts, {_NO_LINE}, {_NO_MONEY} FROM ({_DAYS}) a
UNION ALL SELECT person, employer_id, whole, parts, NULL, NULL, NULL, NULL, NULL FROM ({_TOTALS}) b
UNION ALL """
_PAPERS = f"""
SELECT person, employer_id, NULL::bigint AS whole, NULL::numeric AS parts, net, owed, {_NO_MONEY} FROM ({_LINES}) c
UNION ALL SELECT person, employer_id, NULL, NULL, NULL, NULL, way, amount, paid_on FROM ({_MONEY}) d"""
# One line and one row of days for a person of a firm at most, but any number of payments.
_PERSONS = """
SELECT person, employer_id, max(whole) AS whole, max(parts) AS parts, max(net) AS net, max(owed) AS owed,
       sum(amount) FILTER (WHERE way = 1) AS paid, sum(amount) FILTER (WHERE way = 2) AS outside, sum(amount) FILTER (WHERE way = 3) AS advance,
       count(way) AS payments, min(paid_on) FILTER (WHERE way < 3) AS first_paid_on, max(paid_on) AS last_paid_on
  FROM ({rows}) u
 GROUP BY person, employer_id"""
_JUDGED = f"""
SELECT w.*, (CASE WHEN w.parts IS NULL THEN w.whole > 0 ELSE w.whole + w.parts > 0 END) IS TRUE AS came,
       (CASE WHEN w.parts IS NULL THEN w.whole >= 2 ELSE w.whole + w.parts >= 2 END) IS TRUE AS came_twice,
       (w.paid > 0 OR w.outside > 0) IS TRUE AS is_paid, (w.owed > w.received) IS TRUE AS is_short
  FROM (SELECT w.*, CASE WHEN w.outside IS NULL AND w.advance IS NULL THEN coalesce(w.paid, 0)
                         ELSE coalesce(w.paid, 0) + coalesce(w.outside, 0) + coalesce(w.advance, 0) END AS received
          FROM ({_PERSONS}) w) w OFFSET 0"""
# The day on which what had come so far was all that is owed; one payment needs no adding up.
_FULL_ON = """
CASE WHEN w.owed IS NULL THEN NULL WHEN w.payments <= 1 THEN w.last_paid_on
     ELSE (SELECT min(f.paid_on) FROM (SELECT y.paid_on, sum(y.amount) OVER (ORDER BY y.paid_on, y.line_key) AS so_far FROM wagepay_paymentline y
                                        WHERE y.month = {month} AND y.project_id = s.project_id AND y.person = w.person AND y.employer_id = w.employer_id
                                          AND y.state = 'success') f
            WHERE f.so_far >= w.owed) END"""
_MONEY_OF_FIRM = f"""
       count(w.owed) AS listed, coalesce(sum(w.net), 0) AS net, coalesce(sum(w.owed), 0) AS owed,
       coalesce(sum(w.paid), 0) AS paid, coalesce(sum(w.outside), 0) AS paid_outside, coalesce(sum(w.advance), 0) AS advance,
       CASE WHEN bool_or(w.net > 0) AND NOT bool_or(w.is_short) THEN max({_FULL_ON}) FILTER (WHERE NOT w.is_short) END AS full_paid_on"""
# Of a month that fell due: everything the rules ask about.
FIRMS = f"""
SELECT w.employer_id, count(*) FILTER (WHERE w.came) AS attended, count(*) FILTER (WHERE w.came_twice) AS attended_2days,{_MONEY_OF_FIRM},
       count(*) FILTER (WHERE w.is_paid) AS paid_count, count(*) FILTER (WHERE w.came_twice AND NOT w.is_paid) AS missing_paid,
       count(*) FILTER (WHERE w.is_paid AND NOT w.came) AS paid_without_attendance,
       count(*) FILTER (WHERE w.is_short) AS short_count, coalesce(sum(w.owed - w.received) FILTER (WHERE w.is_short), 0) AS short_amount,
       count(*) FILTER (WHERE w.advance > 0 AND NOT w.is_paid) AS advance_only_count, min(w.first_paid_on) AS first_paid_on
  FROM ({_JUDGED.format(rows=_CAME + _PAPERS)}) w
 GROUP BY w.employer_id"""
# Of one that did not: what is on sheets and what was paid, without looking at anybody's days.
PAPERS = f"""
SELECT w.employer_id,{_MONEY_OF_FIRM}
  FROM ({_JUDGED.format(rows=_PAPERS)}) w
 GROUP BY w.employer_id"""
