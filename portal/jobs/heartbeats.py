"""Signs of life of recurring processes, by the database's clock."""

from django.db import connection


def show_life(name: str) -> None:
    """The process of this name works now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_heartbeat (name, at) VALUES (%s, now()) ON CONFLICT (name) DO UPDATE SET at = now()", [name])
