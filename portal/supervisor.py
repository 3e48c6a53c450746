"""One process that runs the others: the servers, the web, the worker and the beat; it touches no row itself.

It has the application's code loaded and forks web, worker and beat from itself, so that a killed one is back as fast
as a fork.  It owns the listening socket: while the web is away connections wait.  It is a child subreaper: what a
killed child leaves behind comes to it and is ended.
"""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portal.binaries import LIBC, NoServer, end_with_parent
from portal.embedded import Servers
from portal.procfs import kill_all

PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 15, 36
WATCHED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
ENDINGS = WATCHED - {signal.SIGCHLD}
LEAVING_SECONDS = 5.0  # for the web of a supervisor that was killed a moment ago
MANY_STARTS, WITHIN, PAUSE = 8, 10.0, 1.0  # a child that dies again and again is started once a second


class Leave(Exception):
    """Somebody asked us to end."""


@dataclass
class Child:
    """One process kept alive; ``silent`` tells that it lives but no longer works."""

    name: str
    start: Callable[[], int]
    end_with: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    started: Callable[[], None] = lambda: None
    silent: Callable[[], bool] = lambda: False
    pid: int | None = None
    status: int = 0
    starts: deque = field(default_factory=lambda: deque(maxlen=MANY_STARTS))

    def run(self) -> None:
        """Start it, unless it has just died too often."""
        now = time.monotonic()
        often = len(self.starts) == MANY_STARTS and now - self.starts[0] < WITHIN
        if self.pid is None and not (often and now - self.starts[-1] < PAUSE):
            self.starts.append(now)
            self.pid = self.start()
            self.started()


class Supervisor:
    """Starts children in order, restarts each at once, ends them in the reverse order."""

    def __init__(self, servers: Servers | None, listener: socket.socket) -> None:
        self.servers, self.listener = servers, listener
        self.children: list[Child] = []
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def start_servers(self) -> None:
        """Run the embedded servers as our children, or use those that another process runs."""
        if self.servers and self.servers.attach():
            self.run_servers()

    def run_servers(self) -> None:
        """It is our turn: servers that a dead owner left behind end first."""
        self.servers.stop()
        ours = [Child(part.name, lambda part=part: spawned(part.start(die_with_parent=True)), signal.SIGINT, 30.0) for part in self.servers.parts]
        self.children[:0] = ours
        for child in ours:
            child.run()
        self.servers.wait(lambda: self.reap() or any(child.pid is None for child in ours))

    def add(self, child: Child) -> None:
        self.children.append(child)
        child.run()

    def complete(self, name: str, work: Callable[[], None], meanwhile: Callable[[], None] = lambda: None) -> None:
        """Run a piece of work in a process of its own to its end, something else here meanwhile; a failure ends everything."""
        child = Child(name, lambda: self.fork(name, work))
        child.run()
        self.children.append(child)
        meanwhile()
        while child.pid is not None:
            self.wait(1.0)
        self.children.remove(child)
        if child.status:
            raise SystemExit(child.status)

    def run(self) -> None:
        """Keep everything alive until somebody asks us to leave."""
        while True:
            self.wait(1.0)
            if self.servers and self.servers.owner is None and self.servers.own():
                self.run_servers()
            for child in self.children:
                if child.pid is not None and child.silent():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(child.pid, signal.SIGKILL)
                child.run()

    def wait(self, seconds: float) -> None:
        """Until a signal comes or the time is over; takes note of children that ended."""
        info = signal.sigtimedwait(WATCHED, seconds)
        if info and info.si_signo in ENDINGS:
            raise Leave
        self.reap()

    def reap(self) -> None:
        """Take note of every child that ended, orphans of a killed child included."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                for child in self.children:
                    if child.pid == pid:
                        child.pid, child.status = None, abs(os.waitstatus_to_exitcode(status))

    def stop(self) -> None:
        """End all in order; asked a second time, at once."""
        patient = True
        for child in reversed(self.children):
            if child.pid is None:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, child.end_with)
            deadline = time.monotonic() + child.patience
            while child.pid is not None and patient and time.monotonic() < deadline:
                try:
                    self.wait(0.1)
                except Leave:
                    patient = False
            if child.pid is not None:
                kill_all([child.pid])
        kill_all(descendants())
        if self.servers:
            self.servers.forget()

    def fork(self, name: str, work: Callable[[], None], *, keep_listener: bool = False) -> int:
        """A child of ours that has all our code and none of our locks; returns its pid, in the child never."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            self.become_child(name, keep_listener)
            work()
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
            if isinstance(leaving.code, str):
                print(leaving.code, file=sys.stderr)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    def become_child(self, name: str, keep_listener: bool) -> None:
        os.setsid()
        LIBC.prctl(PR_SET_NAME, f"portal-{name}".encode(), 0, 0, 0)
        end_with_parent(signal.SIGTERM)
        if self.servers:
            self.servers.forget()
        if not keep_listener:
            self.listener.close()
        for number in WATCHED:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])


def spawned(process: subprocess.Popen) -> int:
    """The pid of a process whose end we collect ourselves."""
    process.returncode = 0
    return process.pid


def descendants() -> list[int]:
    """What still runs below us."""
    return [int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


def bound(host: str, port: int) -> socket.socket:
    """The web's address, taken but not yet listening, so that early visitors are refused and not left waiting."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _or_refuse(port, lambda: _bind(listener, host, port))
    return listener


def _bind(listener: socket.socket, host: str, port: int) -> None:
    """Started anew right after a kill, the port is still held by the web that is just ending."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while True:
        try:
            return listener.bind((host, port))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def open_doors(listener: socket.socket) -> None:
    """From now on visitors wait for the web, however often it is replaced."""
    _or_refuse(listener.getsockname()[1], lambda: listener.listen(1024))


def _or_refuse(port: int, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as fault:
        raise NoServer(f"端口 {port} 不能使用（{fault.strerror}）。请换一个：manage.py up --port {port + 1}") from None
