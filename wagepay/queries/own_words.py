"""What workers said of their months, as rules read it: each person's last word by the day of the scan (``MonthAnswer.standing``)."""

SAID = """
said AS (
    SELECT DISTINCT ON (a.project_id, a.employer_id, a.month, a.person, a.about)
           a.project_id, a.employer_id, a.month, a.person, a.about, a.agrees, a.sheet_uid
      FROM wagepay_monthanswer a
     WHERE a.region_id = ANY(%(regions)s) AND a.month >= %(said_since)s AND a.at < (%(on)s::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
     ORDER BY a.project_id, a.employer_id, a.month, a.person, a.about, a.at DESC, a.id DESC
)"""
# Whom the records call paid, in full or but for a trifle, and who says himself that it is not so; what he was owed is then in question.
_RECEIVED = "(w.paid + w.paid_outside + w.advance)"
UNPAID_BY_OWN_WORD = f"""
{SAID},
denied AS (
    SELECT s.project_id, s.employer_id, s.month, count(*) AS people, sum(w.owed) AS amount,
           count(*) FILTER (WHERE w.owed > {_RECEIVED}) AS short_people, sum(greatest(w.owed - {_RECEIVED}, 0)) AS short_amount
      FROM said s JOIN wagepay_workermonth w ON w.month = s.month AND w.project_id = s.project_id AND w.employer_id = s.employer_id AND w.person = s.person
     WHERE s.about = 'paid' AND NOT s.agrees AND w.month >= %(said_since)s AND w.is_listed
       AND (w.owed <= {_RECEIVED} OR w.owed - {_RECEIVED} < %(least_each)s)
     GROUP BY s.project_id, s.employer_id, s.month
)"""
# Who came and got no wage by the records too, and says so himself.
MISSING_BY_OWN_WORD = f"""
{SAID},
denied AS (
    SELECT s.project_id, s.employer_id, s.month, count(*) AS people
      FROM said s JOIN wagepay_workermonth w ON w.month = s.month AND w.project_id = s.project_id AND w.employer_id = s.employer_id AND w.person = s.person
     WHERE s.about = 'paid' AND NOT s.agrees AND w.month >= %(said_since)s AND w.days >= 2 AND w.paid + w.paid_outside = 0
     GROUP BY s.project_id, s.employer_id, s.month
)"""
