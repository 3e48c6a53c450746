"""A short lease that a heartbeat renews: long work keeps its job, a killed worker's job is taken over within seconds.

The probe's lease is 4 s with a beat each second where the product has 12 s and 3 s (tests/reliability/probe/apps.py).
"""

import os
import signal
import time

import pytest

from portal.jobs import pulse
from tests.reliability.harness import Portal, until

pytestmark = pytest.mark.reliability

LEASE, SLACK = 4, 200  # a busy machine takes its time; what the product promises is measured by `make bench`
STATE = "SELECT state, attempts, done_units FROM jobs_job WHERE key = %s"
TRACES = "SELECT count(*) FROM probe_trace WHERE name = %s"


def attempts(portal: Portal, key: str) -> int:
    rows = portal.query(STATE, key)
    return rows[0][1] if rows else 0


def test_the_products_own_times_free_a_killed_workers_job_within_fifteen_seconds():
    assert 2 * pulse.BEAT_SECONDS < pulse.LEASE_SECONDS
    assert pulse.LEASE_SECONDS + pulse.BEAT_SECONDS <= 15


@pytest.fixture(scope="module")
def silent_after_a_lease(portal: Portal) -> list[tuple]:
    """Two pieces of work of three leases, side by side: one that shows its progress, and one that had said nothing when its first lease was over."""
    portal.give("probe.trace", "long", {"seconds": LEASE * 3})
    portal.give("probe.trace", "silent", {"seconds": LEASE * 3, "steps": 1})
    until(lambda: attempts(portal, "silent") == 1, SLACK)
    time.sleep(LEASE * 1.5)
    return portal.query(STATE, "silent")


def test_work_of_three_leases_keeps_its_job_and_shows_its_progress(portal: Portal, silent_after_a_lease: list[tuple]):
    until(lambda: attempts(portal, "long") == 1, SLACK)
    until(lambda: portal.query(STATE, "long")[0][2] > 0, LEASE * 3 + SLACK)
    until(lambda: portal.query(STATE, "long")[0][0] == "done", LEASE * 3 + SLACK)
    assert attempts(portal, "long") == 1
    assert portal.query(TRACES, "long") == [(1,)]


def test_one_long_step_without_any_progress_keeps_its_job_too(portal: Portal, silent_after_a_lease: list[tuple]):
    assert silent_after_a_lease == [("running", 1, 0)]
    until(lambda: portal.query(STATE, "silent")[0][0] == "done", LEASE * 3 + SLACK)
    assert attempts(portal, "silent") == 1


@pytest.mark.parametrize("whole", [False, True], ids=["pool process", "whole worker"])
def test_a_killed_workers_job_is_taken_over_as_soon_as_its_lease_ends(portal: Portal, whole: bool):
    key = f"killed-{whole}"
    portal.give("probe.trace", key, {"seconds": 6})
    until(lambda: attempts(portal, key) == 1, SLACK)
    victims = [*portal.pool(), *([portal.pid("worker")] if whole else [])]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    until(lambda: attempts(portal, key) == 2, LEASE + SLACK)
    until(lambda: portal.query(STATE, key)[0][0] == "done", SLACK)
    assert portal.query(TRACES, key) == [(1,)]
