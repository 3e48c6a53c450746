"""The embedded PostgreSQL and Redis: used when ``DATABASE_URL`` or ``REDIS_URL`` is unset.

A server is always the foreground child of the process that started it.  Locks in the state folder decide who starts:
``owner.lock`` is held by the one who runs the servers, ``users.lock`` is shared by everybody who uses them, so that a
second start attaches and the last one out stops what no supervisor stops.
"""

import atexit
import contextlib
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from portal import belongings, env
from portal.binaries import Account, NoServer, digest, postgres_folder, redis_program, spawn
from portal.procfs import kill_all, link, pids, wait_gone, wait_reaped

DATABASE = "portal"
SERVERS = "servers"
SQL = Path(__file__).parent / "sql"
SCRIPTS = ("roles.sql", "database.sql")
LONGEST_SOCKET = 100  # bytes of a socket path that every kernel accepts (the limit is 107)
PATIENCE = 120  # seconds for a server to answer; a crash recovery or a first database takes a few, and many times that on a busy machine
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "jit": "off",
    # After a kill every file is made safe before recovery: one call for the file system is several times faster than one per file.
    "recovery_init_sync_method": "syncfs",
    # A new WAL file is not written full of zeros first: each is 16 MB that somebody's commit would wait for. Its content is made safe as ever.
    "wal_init_zero": "off",
    "timezone": "Asia/Shanghai",
    "lc_messages": "C",
    # A statement or a unique key may hold a worker's data: the log names the error only.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Addresses:
    """How to reach the two servers: the environment's word, else the sockets in the state folder."""

    app: str
    owner: str
    audit: str
    redis: str


class State:
    """The folders of one pair of servers."""

    def __init__(self, var: Path | None = None, name: str = SERVERS, *, checkout: Path = env.ROOT, account: Account | None = None) -> None:
        self.account = account or Account.current()
        usual = checkout / "var"
        var = var or usual
        if self.account.uid is None:
            self.base, self.home = var, var / name
        else:
            self.base = Path("/var/lib") / f"portal-{digest(checkout)}"
            self.home = self.base / (name if var == usual else f"{name}-{digest(var)}")
        self.var = var
        self.kept = self.home / belongings.FOLDER if self.account.uid is not None and var == usual and name == SERVERS else None
        self.copies = self.base / "programs"
        self.data, self.queue, self.log = self.home / "postgres", self.home / "redis", self.home / "log"
        self.own = self.home / "own"
        self.run = self.home / "run"
        if len(str(self.run)) + len("/.s.PGSQL.5432.lock") > LONGEST_SOCKET:
            self.run = Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{digest(self.home)}"
        self.redis_socket = self.run / "redis.sock"

    def create(self) -> None:
        """Make the folders; parents that exist already are left as they are."""
        for path in (self.base, self.home, self.copies):
            path.mkdir(mode=0o755, parents=True, exist_ok=True)
        for path in (self.own, self.log):
            path.mkdir(mode=0o700, exist_ok=True)
        self.account.folder(self.queue)
        if self.run.exists() and self.run.stat().st_uid not in (self.account.uid or os.geteuid(), os.geteuid()):
            raise NoServer(f"{self.run} 属于其他用户。请删除后重试：rm -r {self.run}")
        self.account.folder(self.run)

    def gather(self) -> None:
        """Keep what belongs to the database beside it, where it outlives the checkout."""
        if self.kept:
            belongings.gather(self.var, self.kept)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Where ``role`` reaches ``database`` through the socket."""
        return f"postgresql://{role}@/{database}?host={urllib.parse.quote(str(self.run), safe='/')}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.redis_socket}"


class Postgres:
    """One PostgreSQL on a unix socket."""

    name = "postgres"

    def __init__(self, state: State, *, durable: bool = True) -> None:
        self.state, self.durable = state, durable

    def prepare(self) -> None:
        """Make the data folder once, all or nothing."""
        if self.state.data.exists():
            return
        account, log = self.state.account, self.state.log / "postgres.log"
        fresh = account.folder(self.state.home / f"postgres-{secrets.token_hex(4)}")
        program = postgres_folder(self.state.copies, account) / "initdb"
        options = ["-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust"]  # the socket's folder is ours alone
        code = spawn([program, "-D", fresh / "data", *options, *([] if self.durable else ["--no-sync"])], account=account, log=log).wait()
        if code:
            raise NoServer(f"PostgreSQL 数据目录初始化失败（{last_line(log)}）。磁盘空间可用 df -h {self.state.home} 查看，详情见 {log}")
        (fresh / "data").rename(self.state.data)
        fresh.rmdir()

    def start(self, *, die_with_parent: bool = False) -> subprocess.Popen:
        """Start it in the foreground; what a killed postmaster left behind goes first: its backends hold its memory, and its own pid its lock file."""
        self.prepare()
        kill_all(self.orphans())
        wait_reaped(self.written_pid())
        program = postgres_folder(self.state.copies, self.state.account) / "postgres"
        settings = POSTGRES_SETTINGS | ({} if self.durable else NOT_DURABLE)
        settings["unix_socket_directories"] = str(self.state.run)
        command = [program, "-D", self.state.data, *(part for key, value in settings.items() for part in ("-c", f"{key}={value}"))]
        return spawn(command, account=self.state.account, log=self.state.log / "postgres.log", die_with_parent=die_with_parent)

    def ready(self) -> bool:
        """Whether the postmaster that wrote the pid file lives and accepts connections."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = (self.state.data / "postmaster.pid").read_text().splitlines()
            return lines[7].strip() == "ready" and int(lines[0]) in self.processes()
        return False

    def pid(self) -> int | None:
        """The living postmaster's pid."""
        pid = self.written_pid()
        return pid if pid in self.processes() else None

    def written_pid(self) -> int | None:
        """The pid that the last postmaster wrote, alive or not."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.state.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def processes(self) -> list[int]:
        """Every process that works in our data folder, postmaster and backends."""
        return [pid for pid in pids() if link(pid, "cwd") == str(self.state.data) and link(pid, "exe").split("/")[-1].startswith("postgres")]

    def orphans(self) -> list[int]:
        return [] if self.pid() else self.processes()

    def bootstrap(self) -> None:
        """Create the roles and the database; repeated whenever the SQL has changed."""
        if self.bootstrapped():
            return
        scripts = [(SQL / name).read_text() for name in SCRIPTS]
        with self.superuser() as cursor:
            cursor.execute(scripts[0])
        self.create_database(DATABASE)
        self.mark.write_text(digest(*scripts))

    @property
    def mark(self) -> Path:
        return self.state.own / "bootstrapped"

    def bootstrapped(self) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self.mark.read_text() == digest(*((SQL / name).read_text() for name in SCRIPTS))
        return False

    def create_database(self, name: str) -> None:
        """An empty database of portal_owner with the privileges of ``sql/database.sql``."""
        with self.superuser() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER portal_owner").format(sql.Identifier(name)))
        with self.superuser(name) as cursor:
            cursor.execute((SQL / "database.sql").read_text())

    @contextlib.contextmanager
    def superuser(self, database: str = "postgres") -> Iterator["psycopg2.extensions.cursor"]:
        """A cursor outside a transaction; only for what no other role may do."""
        connection = psycopg2.connect(self.state.url("postgres", database))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()


class Redis:
    """One append-only Redis (Valkey) on a unix socket."""

    name = "redis"

    def __init__(self, state: State) -> None:
        self.state = state

    def start(self, *, die_with_parent: bool = False) -> subprocess.Popen:
        program = redis_program(self.state.copies, self.state.account)
        options = {
            "port": "0",
            "unixsocket": self.state.redis_socket,
            "unixsocketperm": "700",
            "dir": self.state.queue,
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
            "maxmemory-policy": "noeviction",
        }
        command = [program, *(part for key, value in options.items() for part in (f"--{key}", value))]
        return spawn(command, account=self.state.account, log=self.state.log / "redis.log", die_with_parent=die_with_parent, cwd=self.state.queue)

    def ready(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as link_:
            link_.settimeout(1)
            link_.connect(str(self.state.redis_socket))
            link_.sendall(b"PING\r\n")
            return link_.recv(16).startswith(b"+PONG")
        return False

    def pid(self) -> int | None:
        found = [pid for pid in pids() if link(pid, "cwd") == str(self.state.queue)]
        return found[0] if found else None

    def bootstrap(self) -> None:
        """Nothing to create."""

    def bootstrapped(self) -> bool:
        return True


class Servers:
    """The servers of one state folder, shared by every process that names it."""

    def __init__(self, state: State, *, postgres: bool = True, redis: bool = True, durable: bool = True) -> None:
        self.state = state
        self.parts = [Postgres(state, durable=durable)] * postgres + [Redis(state)] * redis
        self.owner: int | None = None
        self.user: int | None = None

    def attach(self) -> bool:
        """Wait until the servers answer or nobody runs them; True when it has become our turn to run them."""
        self.state.create()
        self.user = lock(self.state.own / "users.lock", fcntl.LOCK_SH)
        deadline = time.monotonic() + PATIENCE
        while not self.own():
            if all(part.ready() and part.bootstrapped() for part in self.parts):
                return False
            if time.monotonic() > deadline:
                raise NoServer(f"内置服务器 {PATIENCE} 秒内没有应答，原因见 {self.state.log}。")
            time.sleep(0.02)
        if any(part.name == Postgres.name for part in self.parts):
            self.state.gather()
        return True

    def attach_or_start(self) -> None:
        """Use the running servers, or run them as children of this process."""
        children: list[subprocess.Popen] = []
        try:
            if self.attach():
                children += [part.start() for part in self.parts if not part.ready()]
                self.wait(lambda: any(child.poll() is not None for child in children))
        except NoServer:
            for child in children:
                child.kill()
                child.wait()
            self.release()
            raise

    def own(self) -> bool:
        """Try to become the one who runs the servers."""
        if self.owner is None:
            self.owner = lock(self.state.own / "owner.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        return self.owner is not None

    def wait(self, failed: Callable[[], bool]) -> None:
        """Until each server answers and the database exists."""
        deadline = time.monotonic() + PATIENCE
        while not all(part.ready() for part in self.parts):
            if time.monotonic() > deadline or failed():
                raise NoServer(f"内置服务器没有启动成功（{last_line(self.state.log / 'postgres.log')}）。详情见 {self.state.log}，数据在 {self.state.home}。")
            time.sleep(0.005)
        for part in self.parts:
            part.bootstrap()

    def forget(self) -> None:
        """In a forked child: drop the copies of the locks, or they would outlive the process that holds them."""
        for descriptor in (self.owner, self.user):
            if descriptor is not None:
                os.close(descriptor)
        self.owner = self.user = None

    def release(self) -> None:
        """Leave; the last one out stops the servers, unless a supervisor runs them."""
        if self.user is None:
            return
        if self.own():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self.user, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.stop()
            os.close(self.owner)
        os.close(self.user)
        self.owner = self.user = None

    def stop(self) -> None:
        """End Redis, then PostgreSQL, whoever started them."""
        for part in reversed(self.parts):
            pid = part.pid()
            if pid:
                os.kill(pid, signal.SIGINT if part.name == "postgres" else signal.SIGTERM)
                wait_gone(pid)


def addresses(settings: env.Env) -> Addresses:
    """Where the servers are or would be, without starting anything."""
    state = State(settings.var)
    return Addresses(
        app=settings.database_url or state.url("portal_app"),
        owner=settings.database_owner_url or ("" if settings.database_url else state.url("portal_owner")),
        audit=settings.database_audit_url or ("" if settings.database_url else state.url("portal_audit")),
        redis=settings.redis_url or state.redis_url,
    )


def ensure() -> Addresses:
    """Find the running embedded servers, or run them for the life of this process; nothing when the environment names both."""
    settings = env.read()
    if not (settings.database_url and settings.redis_url):
        servers = Servers(State(settings.var), postgres=not settings.database_url, redis=not settings.redis_url)
        servers.attach_or_start()
        atexit.register(servers.release)
    return addresses(settings)


def lock(path: Path, kind: int) -> int | None:
    """An open descriptor that holds the lock (never inherited by children), or None when it is taken."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, kind)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def last_line(path: Path) -> str:
    """The last complaint in a server's log."""
    lines = path.read_text(errors="replace").strip().splitlines() if path.exists() else []
    return next((line for line in reversed(lines) if "error" in line.lower() or "fatal" in line.lower()), lines[-1] if lines else "没有输出")
