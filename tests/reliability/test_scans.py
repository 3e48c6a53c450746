"""Scans and ledgers under kill -9, a restarted database, two schedulers and a clock that jumps: the same as of an undisturbed week."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg2
import pytest

from portal import env
from tests.reliability.harness import Portal, until

pytestmark = pytest.mark.reliability

SCENE = """
import datetime as dt
import django; django.setup()
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make.projects import make_project
province = tenancy.region("样例省", "province")
counties = [tenancy.region(f"样例{n}县", parent=tenancy.region(f"样例{n}市", "city", province)) for n in (1, 2, 3)]
with acting(system_actor()):
    for county in counties:
        for days in (20, 27, 60, 200):
            signed = dt.date(2026, 11, 20) - dt.timedelta(days=days)
            make_project(county, contract_signed_on=signed, permit_issued_on=signed)
"""
# A week as the timetable runs it; ``skew`` moves the instants of some days, as a wrong clock would.
WEEK = """
import datetime as dt, sys
import django; django.setup()
from django.conf import settings
from django.utils.module_loading import import_string
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.scan import scan
from portal.lib import clock
skew = [int(part) for part in sys.argv[1].split(",")]
for n in range(7):
    day = dt.date(2026, 11, 20) + dt.timedelta(days=n)
    at = clock.start_of(day + dt.timedelta(days=skew[n % len(skew)])) + dt.timedelta(hours=1)
    run_clearance(on=day - dt.timedelta(days=1), at=at, today=day)
    run_clearance(on=day, at=at, today=day)
    scan(import_string(settings.PORTAL_RULES), on=day, at=at)
"""
FIRST = """
import datetime as dt
import django; django.setup()
from django.conf import settings
from django.utils.module_loading import import_string
from earlywarning.actions.scan import scan
from portal.lib import clock
day = dt.date(2026, 11, 20)
scan(import_string(settings.PORTAL_RULES), on=day, at=clock.start_of(day))
"""
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
TABLES = ("earlywarning_earlywarning", "earlywarning_clearanceday", "earlywarning_scan", "jobs_outboxmessage", "earlywarning_clearanceitem")


class Watch:
    """The week run over one scene again and again, each time from nothing."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.done(SCENE)
        self.done(WEEK, "0")
        self.undisturbed = self.facts()

    def start(self, text: str, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", text, *arguments], cwd=env.ROOT, env=self.portal.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def done(self, text: str, *arguments: str) -> None:
        process = self.start(text, *arguments)
        _, told = process.communicate(timeout=300)
        assert process.returncode == 0, told[-2000:]

    def facts(self) -> list[list[tuple]]:
        return [self.portal.query(statement, role="portal_backup") for statement in FACTS]

    def wiped(self) -> "Watch":
        self.portal.query(f"TRUNCATE {', '.join(TABLES)} CASCADE", role="portal_owner")
        return self

    @contextlib.contextmanager
    def held(self) -> Iterator[Callable[[], bool]]:
        """No scan comes to its end meanwhile; yields whether one stands before it, everything else written."""
        connection = psycopg2.connect(self.portal.state.url("portal_owner"))
        try:
            connection.cursor().execute("LOCK TABLE earlywarning_scan IN ACCESS EXCLUSIVE MODE")
            waits = "SELECT count(*) FROM pg_locks WHERE relation = 'earlywarning_scan'::regclass AND NOT granted"
            yield lambda: self.portal.query(waits, role="portal_owner") == [(1,)]
        finally:
            with contextlib.suppress(psycopg2.Error):
                connection.close()


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    portal = Portal(is_prepared=True)
    try:
        portal.start()
        yield Watch(portal)
    finally:
        portal.remove()


def test_the_undisturbed_week_has_warnings_of_every_kind_of_change(watch: Watch):
    """Without them the comparisons below would prove nothing."""
    warnings, items, rungs, days = watch.undisturbed
    assert {row[4] for row in warnings} >= {"blue", "yellow"} and len(warnings) > 8
    assert items and rungs and len(days) >= 3 * 7


@pytest.mark.parametrize("restart", [False, True], ids=["the worker is killed", "the database is restarted"])
def test_broken_off_in_the_middle_of_a_scan(watch: Watch, restart: bool):
    watch.wiped()
    with watch.held() as stands:
        process = watch.start(FIRST)
        until(stands, 120)
        if restart:
            before = watch.portal.kill("postgres")
            until(lambda: watch.portal.is_back("postgres", before) and watch.portal.serves(), 60)
        process.kill()
        process.wait()
    assert watch.facts()[0] == [], "a scan that was broken off leaves nothing"
    watch.done(WEEK, "0")
    assert watch.facts() == watch.undisturbed


def test_two_weeks_at_once(watch: Watch):
    watch.wiped()
    pair = [watch.start(WEEK, "0") for _ in range(2)]
    told = [process.communicate(timeout=300)[1] for process in pair]
    assert [process.returncode for process in pair] == [0, 0], told
    assert watch.facts() == watch.undisturbed


@pytest.mark.parametrize("skew", ["0,-3,0,0", "0,0,40,0", "-400,0"], ids=["set back", "set forward", "a year behind"])
def test_a_clock_that_jumps(watch: Watch, skew: str):
    watch.wiped().done(WEEK, skew)
    assert watch.facts() == watch.undisturbed


def test_a_week_run_twice_changes_nothing_the_second_time(watch: Watch):
    watch.wiped().done(WEEK, "0")
    facts = watch.facts()
    watch.done(WEEK, "0")
    assert watch.facts() == facts == watch.undisturbed
