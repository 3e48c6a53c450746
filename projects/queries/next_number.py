"""Numbers without gaps."""

from django.db import connection


def next_number(region_id: int, year: int) -> int:
    """Count the region's year up by one. The counter row stays locked until the transaction ends, so a number taken back is given again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO projects_projectcounter AS c (region_id, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (region_id, year) DO UPDATE SET last = c.last + 1 RETURNING last",
            [region_id, year],
        )
        return cursor.fetchone()[0]
