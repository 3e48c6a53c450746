"""Work under way while processes die: rows and jobs, each told on stdout only after its commit was acknowledged.

Run as a process of its own with the portal's environment: `python -m tests.reliability.load ROWS_PER_SECOND`.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.reliability.settings")


def main(pause: float) -> None:
    """Commit one row and one job after another until killed; what was not acknowledged is not claimed."""
    django.setup()
    from django.db import Error, connection, transaction

    from portal.jobs.queue import enqueue
    from tests.reliability.probe.handlers import KIND

    number = 0
    while True:
        number += 1
        name = f"load-{os.getpid()}-{number}"
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO probe_row (name) VALUES (%s)", [name])
                enqueue(KIND, key=name, payload={"seconds": 0.2}, actor=None)
        except Error:
            connection.close()
        else:
            print(name, flush=True)
        time.sleep(pause)


if __name__ == "__main__":
    main(1 / float(sys.argv[1]))
