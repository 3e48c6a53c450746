"""The doctor finds what is wrong and says what to do; the health pages tell load balancers."""

import ast
import datetime as dt
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal import env
from portal.jobs.models import Heartbeat, Job, JobState
from portal.lib import keys
from portal.operations import probes, role
from portal.operations.key_check import keys_fit, refuse_foreign_keys
from portal.operations.probes import Finding, examine
from portal.operations.queries.invariants import INVARIANTS
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Holiday
from portal.tenancy.scope import acting
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db


class Queue:
    """A Redis that answers what a test wants."""

    def __init__(self, aof: int = 1, policy: str = "noeviction") -> None:
        self.aof, self.policy = aof, policy

    def ping(self) -> bool:
        return True

    def info(self, section: str) -> dict:
        return {"persistence": {"aof_enabled": self.aof}, "memory": {"maxmemory_policy": self.policy}}[section]


@pytest.fixture
def queue(monkeypatch) -> Queue:
    answer = Queue()
    monkeypatch.setattr(probes.redis.Redis, "from_url", lambda *args, **options: answer)
    return answer


@pytest.fixture
def tick() -> Heartbeat:
    return Heartbeat.objects.create(name="tick", at=probes.database_now())


def faults(*some) -> list[str]:
    return [finding.check for finding in examine(some) if not finding.ok]


def test_the_test_role_is_fit():
    assert role.role_faults() == []
    role.refuse_wrong_role()


def test_an_unfit_role_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.setattr(role, "FLAGS", "SELECT true, false, true, false")
    assert role.role_faults() == ["是超级用户", "拥有数据表"]
    with pytest.raises(SystemExit, match="请改用 portal_app"):
        role.refuse_wrong_role()


def test_a_waiting_migration_is_found():
    assert faults(probes.migrations) == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    assert [finding.advice for finding in examine((probes.migrations,))] == ["请执行：manage.py migrate"]


def test_the_queue_must_answer_and_keep_everything(queue: Queue):
    assert faults(probes.queue) == []
    queue.aof, queue.policy = 0, "allkeys-lru"
    assert faults(probes.queue) == ["队列持久化", "队列内存策略"]


def test_a_queue_that_is_away_is_a_finding_and_no_crash(settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert faults(probes.queue) == ["队列 Redis"]


@pytest.mark.parametrize(("seconds", "ok"), [(170, True), (190, False)])
def test_the_tick_is_late_after_three_minutes(tick: Heartbeat, seconds: int, ok: bool):
    tick.at = probes.database_now() - dt.timedelta(seconds=seconds)
    tick.save()
    assert (faults(probes.tick) == []) is ok


def test_a_tick_that_never_came_is_found():
    assert faults(probes.tick) == ["定时任务"]


def test_clocks_that_differ_by_more_than_a_minute_are_found(monkeypatch):
    assert faults(probes.clock) == []
    real = probes.database_now()
    monkeypatch.setattr(probes, "database_now", lambda: real + dt.timedelta(seconds=90))
    assert faults(probes.clock) == ["时钟"]


def test_a_dead_job_is_found():
    assert faults(probes.dead_jobs) == []
    Job.objects.create(kind="probe", key="1", actor_name="系统", state=JobState.DEAD)
    assert faults(probes.dead_jobs) == ["失败的任务"]


def test_a_full_disk_is_found(monkeypatch):
    assert faults(probes.disk) == []
    monkeypatch.setattr(probes, "DISK_FREE", 1 << 60)
    assert faults(probes.disk) == ["磁盘空间"]


@pytest.mark.parametrize(("today", "missing"), [("2026-06-30", ["2026"]), ("2026-12-15", ["2026", "2027"])])
def test_the_holiday_table_must_reach_into_next_year_from_december_on(monkeypatch, today: str, missing: list[str]):
    Holiday.objects.all().delete()
    instant = dt.datetime.fromisoformat(f"{today}T12:00:00+08:00")
    monkeypatch.setattr(probes, "database_now", lambda: instant)
    assert sorted(finding.text[:4] for finding in examine((probes.holidays,)) if not finding.ok) == missing
    for year in missing:
        Holiday.objects.create(day=f"{year}-01-01", kind="statutory", name="元旦", source="通知")
    assert faults(probes.holidays) == []


def test_a_key_file_that_others_can_read_is_found(settings, tmp_path: Path):
    settings.PORTAL_KEYS = tmp_path / "keys.json"
    keys.create(settings.PORTAL_KEYS)
    os.chmod(settings.PORTAL_KEYS, 0o644)
    [finding] = examine((probes.key_file,))
    assert not finding.ok
    assert "chmod 600" in finding.text
    os.chmod(settings.PORTAL_KEYS, 0o600)
    assert faults(probes.key_file) == []


def test_a_key_file_of_another_database_is_found_and_ends_the_start(settings, tmp_path: Path, tree):
    with acting(system_actor()):
        assert keys_fit() is None
        make_project(tree.county, wage_officer_phone="13900000001")
        assert keys_fit() is True
        assert faults(probes.keys_of_data) == []
        refuse_foreign_keys()
        settings.PORTAL_KEYS = tmp_path / "keys.json"
        keys.create(settings.PORTAL_KEYS)
        [finding] = examine((probes.keys_of_data,))
        assert not finding.ok
        assert "原来的密钥文件" in finding.advice
        with pytest.raises(SystemExit, match="不是写这个数据库"):
            refuse_foreign_keys()


def test_every_style_of_the_letters_has_a_fitting_face_on_this_machine():
    assert [finding for finding in examine((probes.fonts,)) if not finding.ok] == []


def test_a_probe_that_breaks_does_not_silence_the_others():
    def broken() -> Iterator[Finding]:
        raise RuntimeError

    assert [finding.ok for finding in examine((broken, probes.clock))] == [False, True]


def test_doctor_prints_json_and_fails_when_something_is_wrong(queue: Queue, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--json")
    assert end.value.code == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert {"check": "定时任务", "ok": False, "text": "还没有运行过"}.items() <= next(f for f in answer["findings"] if f["check"] == "定时任务").items()


def test_doctor_succeeds_when_all_is_well(monkeypatch, capsys):
    monkeypatch.setattr(probes, "PROBES", (probes.database_role, probes.clock))
    monkeypatch.setattr("portal.operations.management.commands.doctor.examine", lambda: examine(probes.PROBES))
    call_command("doctor", "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_live_answers_without_the_database(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_tells_a_late_tick_but_stays_in_service(client: Client, queue: Queue):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["ready"], answer.json()["tick"]) == (200, True, False)


def test_ready_leaves_service_when_the_queue_is_away(client: Client, settings, tick: Heartbeat):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "checks": {"数据库账号": True, "数据库结构": True, "队列 Redis": False}, "tick": True, "worker": False}


OUTSIDE = {"REMOTE_ADDR": "10.2.3.4"}


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ({}, True),
        (OUTSIDE, False),
        ({"HTTP_X_FORWARDED_FOR": "10.2.3.4"}, False),
        ({"HTTP_FORWARDED": "for=10.2.3.4"}, False),
        (OUTSIDE | {"HTTP_X_HEALTH_TOKEN": "right"}, True),
        (OUTSIDE | {"HTTP_X_HEALTH_TOKEN": "wrong"}, False),
        (OUTSIDE | {"HTTP_X_HEALTH_TOKEN": ""}, False),
    ],
)
def test_details_are_for_this_machine_and_for_the_token(client: Client, queue: Queue, settings, asks: dict, told: bool):
    settings.PORTAL_HEALTH_TOKEN = "right"
    answer = client.get("/health/ready", **asks)
    assert answer.status_code == 200
    assert (set(answer.json()) == {"ready"}) is not told


def test_without_a_token_nobody_outside_is_told_by_an_empty_one(client: Client, queue: Queue, settings):
    settings.PORTAL_HEALTH_TOKEN = ""
    assert client.get("/health/ready", HTTP_X_HEALTH_TOKEN="", **OUTSIDE).json() == {"ready": True}


@pytest.mark.parametrize(("seconds", "ok"), [(50, True), (70, False)])
def test_a_worker_is_silent_after_a_minute(seconds: int, ok: bool):
    Heartbeat.objects.create(name="worker", at=probes.database_now() - dt.timedelta(seconds=seconds))
    assert (faults(probes.worker) == []) is ok


@pytest.mark.parametrize(("hours", "ok"), [(25, True), (27, False)])
def test_a_backup_is_old_after_a_day_and_two_hours(hours: int, ok: bool):
    Heartbeat.objects.create(name="backup", at=probes.database_now() - dt.timedelta(hours=hours))
    assert (faults(probes.backup) == []) is ok


def test_a_backup_of_the_shell_script_counts_too(tmp_path: Path, monkeypatch, settings):
    settings.IS_DEMO = False
    monkeypatch.setenv("PORTAL_BACKUP_DIR", str(tmp_path))
    assert faults(probes.backup) == ["备份"]
    (tmp_path / "portal-20261126T020000.sha256").touch()
    assert faults(probes.backup) == []


@pytest.mark.parametrize(
    ("proxies", "hosts", "wrong"), [(1, ["yq.example"], []), (0, ["yq.example"], ["传输加密"]), (1, ["localhost", "127.0.0.1"], ["访问域名"])]
)
def test_production_wants_tls_and_a_name(settings, proxies: int, hosts: list[str], wrong: list[str]):
    settings.IS_DEMO, settings.PORTAL_TRUSTED_PROXIES, settings.ALLOWED_HOSTS = False, proxies, hosts
    assert faults(probes.transport) == wrong


@pytest.mark.parametrize(("mode", "wrong"), [(0o600, []), (0o400, []), (0o640, ["密钥文件权限"]), (0o604, ["密钥文件权限"])])
def test_secrets_are_the_portals_own(settings, tmp_path: Path, mode: int, wrong: list[str]):
    settings.PORTAL_KEYS, settings.PORTAL_VAR = tmp_path / "keys.json", tmp_path
    keys.create(settings.PORTAL_KEYS)
    os.chmod(settings.PORTAL_KEYS, mode)
    assert faults(probes.secrets) == wrong


def test_a_queue_that_accepts_but_never_answers_does_not_hang_the_page(client: Client, settings, tmp_path: Path):
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(tmp_path / "redis.sock"))
    silent.listen()
    settings.REDIS_URL = f"unix://{tmp_path / 'redis.sock'}"
    answers = []
    asking = threading.Thread(target=lambda: answers.append(faults(probes.queue)), daemon=True)
    asking.start()
    asking.join(120)
    silent.close()
    assert answers == [["队列 Redis"]]


GUIDE = env.ROOT / "docs" / "operations" / "findings.md"


def test_every_finding_and_every_invariant_stands_in_the_operators_guide():
    """Whoever reads a finding at night finds what to do under the same words."""
    named = {row.split("|")[1].strip() for row in GUIDE.read_text().splitlines() if row.startswith("| ")}
    words = {word for cell in named for word in cell.split("、")}
    source = Path(probes.__file__).read_text()
    checks = {node.args[0].value for node in ast.walk(ast.parse(source)) if _is_finding(node) and isinstance(node.args[0], ast.Constant)}
    loops = [node.iter for node in ast.walk(ast.parse(source)) if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple)]
    labels = {pair.elts[0].value for loop in loops for pair in loop.elts}
    assert len(checks) >= 15 and "密钥文件权限" in labels
    assert (checks | labels | {"字体", "检查不能完成"}) - words == set()
    assert {invariant.code for invariant in INVARIANTS} - words == set()


def _is_finding(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and bool(node.args)
