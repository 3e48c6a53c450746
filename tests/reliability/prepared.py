"""The data folder of an installation that was migrated and shut down: made once for a state of the migrations, copied by whoever starts one."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from portal.embedded import State, lock
from tests import database

KEPT = "prepared"


def put_into(state: State, migrate: Callable[[], None]) -> None:
    """Give an installation that has none yet its database; ``migrate`` makes one in place where nobody has made it before."""
    database.STATE.create()
    guard = lock(database.STATE.own / f"{KEPT}.lock", fcntl.LOCK_EX)
    try:
        kept = database.STATE.base / f"{KEPT}-{database.migration_digest()}"
        if not kept.exists():
            migrate()
            keep(state, kept)
            return
    finally:
        os.close(guard)
    state.create()
    copy(kept / "data", state.data)
    shutil.copy(kept / "bootstrapped", state.own)


def keep(state: State, kept: Path) -> None:
    """All or nothing; those of earlier states make room."""
    for old in kept.parent.glob(f"{KEPT}-*"):
        shutil.rmtree(old)
    fresh = kept.with_name(f".{kept.name}-{os.getpid()}")
    fresh.mkdir(mode=0o700)
    copy(state.data, fresh / "data")
    shutil.copy(state.own / "bootstrapped", fresh)
    fresh.rename(kept)


def copy(source: Path, target: Path) -> None:
    """With owners and modes, sharing the blocks where the file system can."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)
