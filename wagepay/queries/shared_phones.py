"""Telephones that several people of one employer on one site gave: marked when a number is written, so that no rule has to compare a million of them."""

from django.db import connection

_MARK = """
UPDATE wagepay_engagement e SET shares_phone = true
 WHERE e.project_id = %(project)s AND NOT e.shares_phone AND e.phone_index IS NOT NULL
   AND (e.employer_id, e.phone_index) IN (
       SELECT o.employer_id, o.phone_index FROM wagepay_engagement o
        WHERE o.project_id = %(project)s AND o.phone_index IS NOT NULL GROUP BY o.employer_id, o.phone_index HAVING count(*) > 1)
"""


def mark_shared_phones(project_id: int) -> int:
    """Mark whoever shares his number with anybody who is or was engaged by his employer here; returns the rows marked.

    A mark is never taken back: it says whom a rule has to look at, who shares a number on a day is counted then. Whoever writes rosters holds the project's lock,
    so that no two can miss each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"project": project_id})
        return cursor.rowcount
