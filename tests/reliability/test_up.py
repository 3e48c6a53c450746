"""`manage.py up` from start to end: who owns the servers, who attaches, what is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from portal.procfs import pids
from tests.reliability.harness import NAMES, START_SECONDS, Portal, children, comm, command_line, free_port, until

pytestmark = pytest.mark.reliability

NOW_IN_DATABASE = "from django.db import connection; c = connection.cursor(); c.execute('SELECT current_user'); print(c.fetchone()[0])"


@pytest.fixture
def fresh() -> Iterator[Portal]:
    running = Portal(is_prepared=True)
    try:
        yield running
    finally:
        running.remove()


def command(portal: Portal, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=portal.root, env=portal.environment, capture_output=True, text=True, timeout=START_SECONDS
    )


def server_processes(portal: Portal) -> list[str]:
    lines = [command_line(pid) for pid in pids()]
    return [line for line in lines if str(portal.state.home) in line]


def test_sigterm_ends_every_process_and_the_status_is_zero(fresh: Portal):
    fresh.is_prepared = False  # this one begins with nothing at all
    fresh.start()
    assert set(fresh.users()) == set(NAMES.values())
    assert fresh.stop() == 0
    assert server_processes(fresh) == []
    assert not (fresh.state.data / "postmaster.pid").exists()  # PostgreSQL has closed its files properly


def test_ctrl_c_ends_as_cleanly_as_sigterm(fresh: Portal):
    fresh.start()
    fresh.process.send_signal(signal.SIGINT)
    assert fresh.process.wait(START_SECONDS) == 0
    assert server_processes(fresh) == []


def test_children_end_when_the_supervisor_is_killed_and_the_next_start_finds_everything(fresh: Portal):
    fresh.start()
    fresh.query("CREATE TABLE kept (n int)", role="portal_owner")
    fresh.query("INSERT INTO kept VALUES (7)")
    left = children(fresh.process.pid)
    os.kill(fresh.process.pid, signal.SIGKILL)
    fresh.process.wait()
    fresh.start()
    assert fresh.query("SELECT n FROM kept") == [(7,)]
    until(lambda: not any(comm(pid) for pid in left), START_SECONDS)


def test_a_command_finds_the_running_servers_without_any_address(fresh: Portal):
    fresh.start()
    postmaster = fresh.pid("postgres")
    assert command(fresh, "shell", "-v0", "-c", NOW_IN_DATABASE).stdout.strip() == "portal_app"
    assert fresh.pid("postgres") == postmaster
    assert fresh.serves()


def test_a_command_runs_the_servers_for_its_own_time_when_nobody_else_does(fresh: Portal):
    fresh.prepare()
    assert command(fresh, "migrate", "-v0").returncode == 0
    assert command(fresh, "shell", "-v0", "-c", NOW_IN_DATABASE).stdout.strip() == "portal_app"
    assert server_processes(fresh) == []


def test_two_migrations_at_once_wait_for_each_other(fresh: Portal):
    both = [
        subprocess.Popen([sys.executable, "manage.py", "migrate", "-v0"], cwd=fresh.root, env=fresh.environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(process.communicate(timeout=START_SECONDS)[1], process.returncode) for process in both] == [("", 0), ("", 0)]


def test_a_second_start_attaches_to_the_servers_and_takes_them_over_when_the_first_ends(fresh: Portal):
    fresh.start()
    postmaster, first = fresh.pid("postgres"), fresh.process
    fresh.port = free_port()
    fresh.start()
    try:
        until(lambda: {comm(pid) for pid in children(fresh.process.pid)} == {"portal-web", "portal-worker", "portal-beat"}, START_SECONDS)
    finally:
        first.terminate()
        assert first.wait(START_SECONDS) == 0
    until(lambda: "postgres" in {comm(pid) for pid in children(fresh.process.pid)} and fresh.serves(), START_SECONDS)
    assert fresh.pid("postgres") != postmaster


def test_a_taken_port_ends_in_one_sentence_with_the_command_to_run(fresh: Portal):
    fresh.start()
    other = command(fresh, "up", "--empty", "--port", str(fresh.port))
    assert other.returncode == 1
    assert f"端口 {fresh.port} 不能使用" in other.stderr
    assert f"--port {fresh.port + 1}" in other.stderr
    assert "Traceback" not in other.stderr
