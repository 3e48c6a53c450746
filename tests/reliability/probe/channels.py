"""A way out of the portal that keeps what it was given and can be told to hang, so that a worker is killed at a known place."""

import os
import time

from django.db import connection


class Probe:
    carrier = "故障试验"

    def send(self, message) -> None:
        with connection.cursor() as cursor:  # committed at once: no transaction is open here
            if message.subject.startswith("bulk"):
                _meet()
            if message.subject.startswith("hang-before"):
                cursor.execute("INSERT INTO probe_trace (name) VALUES (%s)", [f"held {message.subject}"])
                _hang(message.subject)
            time.sleep(0.1)
            cursor.execute("INSERT INTO probe_trace (name) VALUES (%s)", [f"sent {message.subject} {message.uid}"])
            if message.subject.startswith("hang-after"):
                _hang(message.subject)

    def close(self) -> None:
        return None


def _meet() -> None:
    """Wait for a second sender, so that two are at work at once on any machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO probe_trace (name) SELECT %(name)s WHERE NOT EXISTS (SELECT FROM probe_trace WHERE name = %(name)s)", {"name": f"met {os.getpid()}"}
        )
        for _ in range(400):
            cursor.execute("SELECT count(*) FROM probe_trace WHERE name LIKE 'met %'")
            if cursor.fetchone()[0] > 1:
                return
            time.sleep(0.1)


def _hang(subject: str) -> None:
    """The first time only: whoever comes after the kill goes through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM probe_trace WHERE name LIKE %s", [f"%{subject}%"])
        if cursor.fetchone()[0] <= 1:
            time.sleep(600)
