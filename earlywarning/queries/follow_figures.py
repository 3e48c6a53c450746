"""What stands on the desks about warnings whose figures or level are other than before."""

from collections.abc import Sequence

from django.db import connection

from earlywarning.enums import ClearanceKind
from earlywarning.models.clearance import PENDING

FOLLOW = """
UPDATE earlywarning_clearanceitem i
   SET title = w.title, level = w.level, people = w.people, amount = w.amount
  FROM (SELECT uid, coalesce(nullif(headline, ''), title) AS title, level, people, amount FROM earlywarning_earlywarning WHERE id = ANY (%s)) w
 WHERE i.kind = %s AND i.subject_uid = w.uid AND i.state = ANY (%s)
   AND (i.title, i.level, i.people, i.amount) IS DISTINCT FROM (w.title, w.level, w.people, w.amount)
"""


def follow_figures(warnings: Sequence[int]) -> None:
    """Items under the clock say what their warnings (by their ids) say; one that has ended keeps its last word."""
    if warnings:
        with connection.cursor() as cursor:
            cursor.execute(FOLLOW, [list(warnings), ClearanceKind.WARNING, list(PENDING)])
