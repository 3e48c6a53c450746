"""The supervisor's own rules, with small processes instead of the portal's."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from portal import processes, supervisor
from portal.supervisor import MANY_STARTS, Child, bound, open_doors
from tests.reliability.harness import children, comm, free_port, until

LONG = 120  # seconds; far above what anything here takes
SCRIPT = """
import os, signal, socket, sys, time
from portal.supervisor import Child, Leave, Supervisor

supervisor = Supervisor(None, socket.socket())
log = open(sys.argv[1], "a", buffering=1)

def stay(name):
    def work():
        signal.signal(signal.SIGTERM, lambda *_: (log.write(f"end {name}\\n"), os._exit(0)))
        log.write(f"start {name}\\n")
        while True:
            time.sleep(60)
    return lambda: supervisor.fork(name, work)

BODY
"""


def run(body: str, log: Path) -> subprocess.Popen:
    script = SCRIPT.replace("BODY", textwrap.dedent(body))
    return subprocess.Popen([sys.executable, "-c", script, str(log)], stderr=subprocess.PIPE, text=True)


KEEP_TWO = """
for name in ("one", "two"):
    supervisor.add(Child(name, stay(name)))
try:
    supervisor.run()
except Leave:
    supervisor.stop()
"""


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_a_killed_child_is_started_again_and_the_others_are_left_alone(tmp_path: Path):
    log = tmp_path / "log"
    process = run(KEEP_TWO, log)
    until(lambda: len(lines(log)) == 2, LONG)
    one, two = sorted(children(process.pid), key=comm)
    os.kill(one, signal.SIGKILL)
    until(lambda: lines(log).count("start one") == 2, LONG)
    assert two in children(process.pid)
    process.terminate()
    assert process.wait(LONG) == 0


def test_children_are_ended_in_the_reverse_order(tmp_path: Path):
    log = tmp_path / "log"
    process = run(KEEP_TWO, log)
    until(lambda: len(lines(log)) == 2, LONG)
    process.terminate()
    assert process.wait(LONG) == 0
    assert lines(log)[-2:] == ["end two", "end one"]


def test_a_stubborn_child_is_killed_when_asked_a_second_time(tmp_path: Path):
    body = """
    def stubborn():
        signal.signal(signal.SIGTERM, lambda *_: log.write("asked\\n"))
        log.write("start\\n")
        while True:
            time.sleep(60)
    supervisor.add(Child("stubborn", lambda: supervisor.fork("stubborn", stubborn), patience=60))
    try:
        supervisor.run()
    except Leave:
        supervisor.stop()
    """
    log = tmp_path / "log"
    process = run(body, log)
    until(lambda: lines(log) == ["start"], LONG)
    process.terminate()
    until(lambda: lines(log) == ["start", "asked"], LONG)
    process.terminate()
    assert process.wait(LONG) == 0


def test_a_silent_child_is_replaced(tmp_path: Path):
    body = """
    supervisor.add(Child("one", stay("one"), silent=lambda: open(sys.argv[1]).read().count("start one") == 1))
    try:
        supervisor.run()
    except Leave:
        supervisor.stop()
    """
    log = tmp_path / "log"
    process = run(body, log)
    until(lambda: lines(log).count("start one") >= 2, LONG)
    process.terminate()
    assert process.wait(LONG) == 0


def test_what_a_killed_child_leaves_behind_is_ended_with_the_rest(tmp_path: Path):
    body = """
    def parent():
        if os.fork() == 0:
            log.write(f"{os.getpid()}\\n")
            time.sleep(60)
        os._exit(0)
    supervisor.add(Child("parent", lambda: supervisor.fork("parent", parent)))
    supervisor.children.clear()
    try:
        supervisor.run()
    except Leave:
        supervisor.stop()
    """
    log = tmp_path / "log"
    process = run(body, log)
    until(lambda: len(lines(log)) == 1, LONG)
    orphan = int(lines(log)[0])
    until(lambda: orphan in children(process.pid), LONG)
    process.terminate()
    process.wait(LONG)
    until(lambda: not comm(orphan), LONG)


def test_a_failed_step_ends_the_start_with_its_own_message(tmp_path: Path):
    body = """
    def work():
        sys.exit("为什么不行")
    supervisor.complete("prepare", work)
    """
    process = run(body, tmp_path / "log")
    assert process.communicate(timeout=LONG)[1].strip() == "为什么不行"
    assert process.returncode == 1


def test_a_child_that_dies_at_once_is_not_started_in_a_frenzy():
    started = []
    child = Child("broken", lambda: started.append(1) or 1)
    for _ in range(1000):
        child.run()
        child.pid = None
    assert len(started) == MANY_STARTS


def test_visitors_are_refused_until_the_portal_is_ready_and_wait_from_then_on():
    port = free_port()
    listener = bound("127.0.0.1", port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    open_doors(listener)
    socket.create_connection(("127.0.0.1", port)).close()
    listener.close()


def test_a_taken_port_is_named_together_with_the_way_out(monkeypatch):
    monkeypatch.setattr(supervisor, "LEAVING_SECONDS", 0)
    port = free_port()
    first, second = bound("127.0.0.1", port), bound("127.0.0.1", port)
    open_doors(first)
    for late in (lambda: bound("127.0.0.1", port), lambda: open_doors(second)):
        with pytest.raises(SystemExit, match=f"端口 {port} 不能使用.*--port {port + 1}"):
            late()
    first.close()
    second.close()


def test_a_port_that_a_dying_web_still_holds_is_waited_for():
    port = free_port()
    dying = bound("127.0.0.1", port)
    open_doors(dying)
    end = threading.Timer(0.2, dying.close)
    end.start()
    bound("127.0.0.1", port).close()
    end.join()


def test_the_beat_is_silent_when_its_mark_stands_still_for_three_minutes_whatever_the_wall_clock_says(settings, tmp_path: Path, monkeypatch):
    settings.PORTAL_VAR = tmp_path
    steady = [1000.0]
    monkeypatch.setattr(processes.time, "monotonic", lambda: steady[0])
    watch = processes.BeatWatch()
    steady[0] += 179
    assert not watch.silent()
    watch.path.touch()
    os.utime(watch.path, (5, 5))  # a clock that was set back by decades
    assert not watch.silent()
    steady[0] += 179
    assert not watch.silent()
    steady[0] += 2
    assert watch.silent()
    watch.patience_again()
    assert not watch.silent()
