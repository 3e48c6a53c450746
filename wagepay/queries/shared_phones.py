"""Telephones that several people of the rosters gave, told by the index alone."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

_SHARED = """
SELECT phone_index FROM wagepay_engagement
 WHERE region_id = ANY(%(regions)s) AND phone_index IS NOT NULL AND (left_on IS NULL OR left_on >= %(on)s)
 GROUP BY phone_index HAVING count(*) >= %(persons)s
"""
# The index has every column that the statement and the row security look at, in the order of the numbers: a million rosters are neither read nor hashed.
_BY_THE_INDEX = ("enable_seqscan", "enable_bitmapscan", "enable_hashagg")


def shared_phones(regions: Sequence[int], on: dt.date, persons: int) -> list[bytes]:
    """Blind indexes of the numbers that so many people bear who are there on the day, wherever they are."""
    with connection.cursor() as cursor:
        cursor.execute("".join(f"SET LOCAL {name} = off;" for name in _BY_THE_INDEX))
        cursor.execute(_SHARED, {"regions": list(regions), "on": on, "persons": persons})
        found = [bytes(phone) for (phone,) in cursor.fetchall()]
        cursor.execute("".join(f"SET LOCAL {name} TO DEFAULT;" for name in _BY_THE_INDEX))
        return found
