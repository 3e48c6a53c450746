"""Locks on what has no row yet."""

from django.db import connection


def lock_project(project_id: int) -> None:
    """One writer at a time for a project's people, days, sheets and money, held to the end of the transaction.

    Two uploads at once are done one after the other; the second is judged against what the first wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"wagepay {project_id}"])


def lock_text(text: str) -> None:
    """Who does the same with the same text waits until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [text])
