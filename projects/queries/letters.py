"""Letters to organs whose answer has not come by its day; rows of the open scope only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from portal.lib.mappings import mappings

# What was served and has a day; answered later than the day asked about, it was open then. A letter to a firm is the firm's matter, not the government's.
UNANSWERED = """
SELECT i.project_id, p.region_id, count(*) AS letters, min(i.reply_due_on) AS due_on,
       (array_agg(i.title ORDER BY i.reply_due_on, i.id))[1] AS title, (array_agg(i.addressee_text ORDER BY i.reply_due_on, i.id))[1] AS addressee
  FROM documents_instrument i
  JOIN projects_project p ON p.id = i.project_id
  JOIN tenancy_organisation o ON o.id = i.addressee_id AND o.kind = 'authority'
 WHERE p.region_id = ANY(%(regions)s) AND i.reply_due_on < %(on)s AND i.served_on <= %(on)s
   AND (i.replied_on IS NULL OR i.replied_on > %(on)s) AND i.state <> 'withdrawn'
 GROUP BY i.project_id, p.region_id
 ORDER BY i.project_id
"""


def unanswered(regions: Sequence[int], on: dt.date) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED, {"regions": list(regions), "on": on})
        return mappings(cursor)
