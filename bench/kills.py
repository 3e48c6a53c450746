"""After kill -9 of a child, under a ten-second query and twenty requests a second: how soon everything serves again."""

import statistics
import time
import uuid

from celery import Celery

from bench import Row, Rows
from portal.celery import broker
from tests.reliability.harness import NAMES, TABLES, Portal, until

FLOOR = 0.5  # seconds: the promise itself is the floor
CLAIM = 5.0
ROUNDS = 10


def rows() -> Rows:
    portal = Portal()
    try:
        portal.start()
        portal.query(TABLES, role="portal_owner")
        for name in NAMES:
            yield Row(f"kill -9 {name}: serving again", "promise", FLOOR, statistics.median(serving_again(portal, name) for _ in range(ROUNDS)), 1.0)
        yield Row("kill -9 worker: a job claimed", "promise", CLAIM, statistics.median(claimed_again(portal) for _ in range(ROUNDS)), 1.0)
    finally:
        portal.remove()


def serving_again(portal: Portal, name: str) -> float:
    """Seconds from the kill until the killed part, and then the whole, answers."""
    with portal.busy():
        before = portal.kill(name)
        seconds = until(lambda: portal.is_back(name, before), 30) + until(portal.serves, 30)
    time.sleep(2)
    return seconds


def claimed_again(portal: Portal) -> float:
    """Seconds from the kill of the worker until a job that was committed right after it is done."""
    wake = Celery(broker=broker(portal.state.redis_url))
    with portal.busy():
        portal.kill("worker")
        begin = time.monotonic()
        job = portal.give("probe.trace", str(uuid.uuid4()), {"seconds": 0}, hours_old=0)
        wake.send_task("portal.jobs.run", [job])
        until(lambda: portal.query("SELECT state FROM jobs_job WHERE id = %s", job) == [("done",)], 60)
    seconds = time.monotonic() - begin
    time.sleep(2)
    return seconds
