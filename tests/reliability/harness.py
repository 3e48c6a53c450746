"""A whole portal of its own, started by `manage.py up`, to be killed piece by piece."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
from psycopg2.extras import Json

from portal import env
from portal.binaries import Account
from portal.embedded import Servers, State
from portal.procfs import pids, status
from tests.reliability import prepared

NAMES = {"postgres": "postgres", "redis": "valkey-server", "web": "portal-web", "worker": "portal-worker", "beat": "portal-beat"}
TABLES = "CREATE TABLE probe_row (name text); CREATE TABLE probe_trace (name text)"
JOB = (
    "INSERT INTO jobs_job (uid, kind, key, serial, payload, actor_name, state, attempts, max_attempts, fence, done_units, total_units, error, place, created_at)"
    " VALUES (gen_random_uuid(), %s, %s, '', %s, 'x', 'pending', 0, 3, 0, 0, 0, '', '', now() - %s * interval '1 hour') RETURNING id"
)
START_SECONDS = 1200  # a hundred times what it takes on a quiet machine


class Portal:
    """One running installation with its own state folder."""

    def __init__(self, root: Path = env.ROOT, python: list[str] | None = None, uid: int | None = None, *, is_prepared: bool = False) -> None:
        """``uid``: another user than ours runs it; ``python``: with this interpreter; ``is_prepared``: its database need not be made in the start."""
        self.var = Path(tempfile.mkdtemp(prefix="portal-up-"))
        self.root, self.port, self.uid, self.python = root, free_port(), uid, python or [sys.executable]
        self.state = State(self.var, checkout=root, account=None if uid is None else Account(None, None))
        if uid is not None:
            os.chown(self.var, uid, uid)
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(("PORTAL_", "DATABASE_", "REDIS_", "DJANGO_"))}
        self.environment |= {"PORTAL_VAR": str(self.var), "PORTAL_ENV": "demo", "DJANGO_SETTINGS_MODULE": "tests.reliability.settings"}
        self.process: subprocess.Popen | None = None
        self.is_prepared = is_prepared

    def start(self) -> None:
        """Run `manage.py up` until its pages answer."""
        if self.is_prepared:
            self.prepare()
        log = (self.var / "up.log").open("ab")
        command = [*self.python, "manage.py", "up", "--empty", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=self.root, env=self.environment, stdout=log, stderr=log, user=self.uid, group=self.uid)
        until(lambda: self.serves() or self.process.poll() is not None, START_SECONDS)
        if self.process.poll() is not None:
            raise RuntimeError((self.var / "up.log").read_text())

    def prepare(self) -> None:
        if not self.state.data.exists():
            prepared.put_into(self.state, self.migrate)

    def migrate(self) -> None:
        subprocess.run([*self.python, "manage.py", "migrate", "-v0"], cwd=self.root, env=self.environment, check=True, timeout=START_SECONDS)

    def stop(self) -> int:
        """SIGTERM, and the exit status of the supervisor."""
        self.process.terminate()
        return self.process.wait(START_SECONDS)

    def remove(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        Servers(self.state).stop()
        shutil.rmtree(self.state.home, ignore_errors=True)
        shutil.rmtree(self.var, ignore_errors=True)

    # -- its processes

    def pid(self, name: str) -> int:
        """The pid of a child of the supervisor."""
        return next(pid for pid in children(self.process.pid) if comm(pid) == NAMES[name])

    def pool(self) -> list[int]:
        """The worker's processes that do the work; one that was started a moment ago gets them a moment later."""
        until(lambda: bool(self._pool()), START_SECONDS)
        return self._pool()

    def _pool(self) -> list[int]:
        return [child for pid in children(self.process.pid) if comm(pid) == NAMES["worker"] for child in children(pid)]

    def users(self) -> dict[str, str]:
        """The supervisor's five children by name, each with the number of the user it runs as."""
        until(lambda: {comm(pid) for pid in children(self.process.pid)} == set(NAMES.values()), START_SECONDS)
        told = [status(pid) for pid in children(self.process.pid)]
        return {one["Name"]: one["Uid"].split()[0] for one in told if "Uid" in one}

    def is_back(self, name: str, before: int) -> bool:
        """Whether another process stands in the place of the killed one, and what it serves answers."""
        return any(comm(pid) == NAMES[name] and pid != before for pid in children(self.process.pid)) and self.answers(name)

    def kill(self, name: str) -> int:
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    # -- what it does

    def serves(self) -> bool:
        """The pages, the database and the queue all answer now."""
        return self.page("/health/ready") == 200

    def page(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def answers(self, name: str) -> bool:
        """Whether one server answers a query of its own."""
        if name == "postgres":
            return self.query("SELECT 1") == [(1,)]
        if name == "redis":
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
                client.connect(str(self.state.redis_socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            return False
        return self.page("/health/live") == 200

    def query(self, statement: str, *values: object, role: str = "portal_app") -> list[tuple]:
        """Rows, or an empty list while the database is away."""
        try:
            connection = psycopg2.connect(self.state.url(role))
        except psycopg2.OperationalError:
            return []
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []
        except psycopg2.OperationalError:
            return []
        finally:
            connection.close()

    @contextlib.contextmanager
    def held(self, statement: str) -> Iterator[None]:
        """What the statement locks stays locked meanwhile: work stops there, and a kill meets it at a known place on any machine."""
        connection = psycopg2.connect(self.state.url("portal_owner"))
        try:
            connection.cursor().execute(statement)
            yield
        finally:
            with contextlib.suppress(psycopg2.Error):
                connection.close()

    def give(self, kind: str, key: str, payload: dict, *, hours_old: int = 1) -> int:
        """A job that the next tick wakes; its row's id."""
        [(job,)] = self.query(JOB, kind, key, Json(payload), hours_old)
        return job

    @contextlib.contextmanager
    def load(self, per_second: float = 10) -> Iterator[Callable[[], list[str]]]:
        """Commits rows and jobs meanwhile; yields a function that tells which were acknowledged."""
        acknowledged = self.var / f"acknowledged-{time.monotonic_ns()}"
        with acknowledged.open("wb") as out:
            process = subprocess.Popen([sys.executable, "-m", "tests.reliability.load", str(per_second)], cwd=self.root, env=self.environment, stdout=out)
        try:
            until(lambda: acknowledged.stat().st_size > 0, START_SECONDS)
            yield lambda: acknowledged.read_text().split()
        finally:
            process.kill()
            process.wait()

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """A query of about ten seconds that does not notice when the postmaster dies, and twenty requests a second."""
        query = [sys.executable, "-c", BUSY_QUERY, self.state.url("portal_app")]
        visits = [sys.executable, "-c", VISITS, f"http://127.0.0.1:{self.port}/health/live"]
        running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for command in (query, visits)]
        time.sleep(0.5)
        try:
            yield
        finally:
            for process in running:
                process.kill()
                process.wait()


BUSY_QUERY = """
import psycopg2, sys, time
while True:
    try:
        connection = psycopg2.connect(sys.argv[1])
        connection.cursor().execute("SELECT count(*) FROM generate_series(1, 40000000) i WHERE i % 3 = 1")
    except psycopg2.Error:
        time.sleep(0.05)
"""
VISITS = """
import sys, threading, time, urllib.request
def visit():
    try:
        urllib.request.urlopen(sys.argv[1], timeout=10).read()
    except OSError:
        pass
while True:
    threading.Thread(target=visit, daemon=True).start()
    time.sleep(0.05)
"""


def free_port() -> int:
    """Below those the kernel hands out by itself, so that no outgoing connection takes it before the portal does."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def children(pid: int) -> list[int]:
    return [child for child in pids() if status(child).get("PPid") == str(pid)]


def comm(pid: int) -> str:
    return status(pid).get("Name", "")


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def until(true: Callable[[], bool], seconds: float) -> float:
    """Wait for something; how long it took. Asked the more rarely the longer it lasts: asking takes the processor from what is waited for."""
    begin = time.monotonic()
    while not true():
        waited = time.monotonic() - begin
        if waited > seconds:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(min(0.005 + waited / 20, 0.05))
    return time.monotonic() - begin
