"""kill -9 of each child in turn under load: it serves again, and nothing acknowledged is lost."""

import os
import signal
import time

import pytest

from tests.reliability.harness import Portal, until

pytestmark = pytest.mark.reliability

BACK_SECONDS = 600  # far above the goal, which `make bench` measures; here only "it comes back" is asked


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "worker", "beat"])
def test_a_killed_child_comes_back_and_nothing_acknowledged_is_lost(portal: Portal, name: str):
    with portal.load() as acknowledged, portal.busy():
        before = portal.kill(name)
        until(lambda: portal.is_back(name, before) and portal.serves(), BACK_SECONDS)
        count = len(acknowledged())
        until(lambda: len(acknowledged()) > count + 5, BACK_SECONDS)
    assert_nothing_lost(portal, acknowledged())


def test_a_killed_database_backend_takes_no_committed_row_with_it(portal: Portal):
    with portal.load() as acknowledged:
        victim = portal.query("SELECT pid FROM pg_stat_activity WHERE usename = 'portal_app' AND pid <> pg_backend_pid() ORDER BY backend_start LIMIT 1")[0][0]
        os.kill(victim, signal.SIGKILL)
        until(portal.serves, BACK_SECONDS)
        count = len(acknowledged())
        until(lambda: len(acknowledged()) > count + 5, BACK_SECONDS)
    assert_nothing_lost(portal, acknowledged())


def test_a_killed_pool_process_loses_no_job(portal: Portal):
    with portal.load() as acknowledged:
        os.kill(portal.pool()[0], signal.SIGKILL)
        count = len(acknowledged())
        until(lambda: len(acknowledged()) > count + 20, BACK_SECONDS)
    assert_nothing_lost(portal, acknowledged())


def test_a_frozen_worker_is_overtaken_and_writes_nothing_twice(portal: Portal):
    with portal.load() as acknowledged:
        frozen = portal.pool()
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(6)
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    assert_nothing_lost(portal, acknowledged())


def test_a_queue_that_lost_everything_costs_time_and_no_job(portal: Portal):
    with portal.load() as acknowledged:
        portal.kill("redis")
        for file in [*portal.state.queue.glob("*.aof"), *portal.state.queue.glob("appendonlydir/*")]:
            file.unlink(missing_ok=True)
        until(lambda: portal.answers("redis"), BACK_SECONDS)
        count = len(acknowledged())
        until(lambda: len(acknowledged()) > count + 5, BACK_SECONDS)
    assert_nothing_lost(portal, acknowledged())


def assert_nothing_lost(portal: Portal, names: list[str]) -> None:
    """Every acknowledged row is there; every acknowledged job is done and has left exactly one trace."""
    assert names
    until(portal.serves, BACK_SECONDS)
    assert portal.query("SELECT count(DISTINCT name) FROM probe_row WHERE name = ANY(%s)", names) == [(len(names),)]
    open_jobs = "SELECT count(*) FROM jobs_job WHERE kind = 'probe.trace' AND state IN ('pending', 'running')"
    until(lambda: portal.query(open_jobs) == [(0,)], BACK_SECONDS)
    assert portal.query("SELECT state, count(*) FROM jobs_job WHERE key = ANY(%s) GROUP BY state", names) == [("done", len(names))]
    assert portal.query("SELECT count(*), count(DISTINCT name) FROM probe_trace WHERE name = ANY(%s)", names) == [(len(names), len(names))]
