"""Scans and ledgers under kill -9, a restarted database, two schedulers and a clock that jumps: the same as of an undisturbed week.

Only the servers run here, no timetable beside: it would scan the day of the machine among the days of the test.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from portal import env
from portal.embedded import Servers
from tests.reliability.harness import START_SECONDS, Portal, until

pytestmark = pytest.mark.reliability

STRAIGHT = [0]
# Everything but the instants of the runs and what is drawn by lot.
FACTS = (
    "SELECT rule, project_id, coalesce(month, '2000-01-01'), state, level, level_figures, level_ladder, lane, opened_on, due_at, evidence::text, folded::text"
    " FROM earlywarning_earlywarning ORDER BY 1, 2, 3, 4",
    "SELECT w.rule, w.project_id, i.started_on, i.due_on, i.state, i.cleared_on, i.step FROM earlywarning_clearanceitem i"
    " JOIN earlywarning_earlywarning w ON w.uid = i.subject_uid ORDER BY 1, 2, 3",
    "SELECT w.rule, w.project_id, e.step, e.on, e.owner FROM earlywarning_escalation e JOIN earlywarning_clearanceitem i ON i.id = e.item_id"
    " JOIN earlywarning_earlywarning w ON w.uid = i.subject_uid ORDER BY 1, 2, 3, 4, 5",
    "SELECT region_id, day, opened, due, due_cleared, cleared_in_time, cleared_late, outstanding, overdue, escalated, frozen_at IS NULL"
    " FROM earlywarning_clearanceday ORDER BY 1, 2",
)
WARNINGS, ITEMS, RUNGS, DAYS = range(4)
TABLES = ("earlywarning_earlywarning", "earlywarning_clearanceday", "earlywarning_scan", "jobs_outboxmessage", "earlywarning_clearanceitem")


class Watch:
    """The week run over one scene again and again, each time from nothing."""

    def __init__(self, portal: Portal, servers: Servers) -> None:
        self.portal, self.servers = portal, servers
        command = [sys.executable, "-m", "tests.reliability.weeks"]
        self.forks = subprocess.Popen(command, cwd=env.ROOT, env=portal.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.done(self.start("scene"))
        self.done(self.start("week"))
        self.undisturbed = self.facts()

    def asked(self, **line: object) -> dict:
        self.forks.stdin.write(json.dumps(line) + "\n")
        self.forks.stdin.flush()
        return json.loads(self.forks.stdout.readline())

    def start(self, do: str, skew: list[int] = STRAIGHT) -> int:
        """The pid of the process that does it."""
        return self.asked(do=do, skew=skew)["pid"]

    def ended(self, pid: int) -> int:
        return self.asked(do="wait", pid=pid)["status"]

    def done(self, pid: int) -> None:
        assert self.ended(pid) == 0

    def facts(self) -> list[list[tuple]]:
        return [self.portal.query(statement, role="portal_backup") for statement in FACTS]

    def wiped(self) -> "Watch":
        self.portal.query(f"TRUNCATE {', '.join(TABLES)} CASCADE", role="portal_owner")
        return self

    @contextlib.contextmanager
    def held(self, table: str) -> Iterator[Callable[[], bool]]:
        """Nobody writes the table meanwhile; yields whether somebody stands before it."""
        with self.portal.held(f"LOCK TABLE {table} IN EXCLUSIVE MODE"):
            yield lambda: bool(self.portal.query(f"SELECT 1 FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted", role="portal_owner"))

    def restart_database(self) -> None:
        """kill -9 of the postmaster, and the start after a crash that the supervisor makes."""
        [postgres] = [part for part in self.servers.parts if part.name == "postgres"]
        os.kill(postgres.pid(), signal.SIGKILL)
        until(lambda: postgres.pid() is None, START_SECONDS)
        postgres.start()
        until(lambda: self.portal.answers("postgres"), START_SECONDS)


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    portal = Portal(is_prepared=True)
    portal.prepare()
    servers = Servers(portal.state, redis=False)
    try:
        servers.attach_or_start()
        found = Watch(portal, servers)
        yield found
        found.forks.kill()
        found.forks.wait()
    finally:
        servers.release()
        portal.remove()


def test_the_undisturbed_week_has_warnings_of_every_kind_of_change(watch: Watch):
    """Without them the comparisons below would prove nothing; and the same week again changes nothing."""
    warnings, items, rungs, days = watch.undisturbed
    assert {row[4] for row in warnings} >= {"blue", "yellow"} and len(warnings) > 8
    assert items and rungs and len(days) >= 3 * 7
    watch.done(watch.start("week"))
    assert watch.facts() == watch.undisturbed


@pytest.mark.parametrize("restart", [False, True], ids=["the worker is killed", "the database is restarted"])
def test_broken_off_in_the_middle_of_a_scan(watch: Watch, restart: bool):
    """The scan has written everything but the row that says it is done: its lock is the point of the kill."""
    watch.wiped()
    with watch.held("earlywarning_scan") as stands:
        scanning = watch.start("week")
        until(stands, START_SECONDS)
        if restart:
            watch.restart_database()
            assert watch.ended(scanning) == 1, "its connection died with the database"
        else:
            os.kill(scanning, signal.SIGKILL)
            assert watch.ended(scanning) == -signal.SIGKILL
    assert watch.facts()[WARNINGS] == [], "a scan that was broken off leaves nothing"
    watch.done(watch.start("week"))
    assert watch.facts() == watch.undisturbed


def test_broken_off_in_the_middle_of_a_days_clearing(watch: Watch):
    """The items have climbed, the rungs and the day's ledger are not written yet."""
    watch.wiped()
    with watch.held("earlywarning_escalation") as stands:
        clearing = watch.start("week")
        until(stands, START_SECONDS)
        os.kill(clearing, signal.SIGKILL)
        assert watch.ended(clearing) == -signal.SIGKILL
    facts = watch.facts()
    assert facts[WARNINGS] and facts[DAYS], "the days before stand"
    assert facts[RUNGS] == [] and {step for *_, step in facts[ITEMS]} == {0}, "of the clearing nothing"
    watch.done(watch.start("week"))
    assert watch.facts() == watch.undisturbed


def test_two_weeks_at_once(watch: Watch):
    watch.wiped()
    for pid in [watch.start("week"), watch.start("week")]:
        watch.done(pid)
    assert watch.facts() == watch.undisturbed


@pytest.mark.parametrize("skew", [[0, -3, 0, 0], [0, 0, 40, 0], [-400, 0]], ids=["set back", "set forward", "a year behind"])
def test_a_clock_that_jumps(watch: Watch, skew: list[int]):
    watch.wiped()
    watch.done(watch.start("week", skew))
    assert watch.facts() == watch.undisturbed
