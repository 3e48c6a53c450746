"""`manage.py up` on an empty folder, against the bare work it must do: initdb, two server starts, one migrate."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import Row, Rows, alternately, timed
from portal import env
from portal.embedded import Servers, State
from tests.reliability.harness import Portal

FLOOR = "initdb + server starts + migrate"
GOAL = 3.0
ROUNDS = 3


def rows() -> Rows:
    floor, product = alternately(bare, whole, ROUNDS)
    yield Row("up on an empty folder", FLOOR, floor, product, GOAL)


def bare() -> float:
    """The servers and the tables alone."""
    state = State(Path(tempfile.mkdtemp(prefix="portal-bench-")), name="bare")
    servers = Servers(state)
    urls = {"DATABASE_URL": state.url("portal_app"), "DATABASE_OWNER_URL": state.url("portal_owner"), "REDIS_URL": state.redis_url, "PORTAL_ENV": "demo"}

    def work() -> None:
        servers.attach_or_start()
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=env.ROOT, env=urls, check=True)

    try:
        return timed(work)
    finally:
        servers.release()
        shutil.rmtree(state.home)


def whole() -> float:
    """Until the pages answer."""
    portal = Portal()
    try:
        return timed(portal.start)
    finally:
        portal.stop()
        portal.remove()
