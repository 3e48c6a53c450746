"""What can be wrong with a running installation, one probe per function; `doctor` and /health/ready ask them."""

import ctypes
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.documents.fonts import resolved_faces
from portal.jobs.models import Heartbeat, Job, JobState
from portal.lib import keys
from portal.operations.role import role_faults
from portal.tenancy.models import Holiday

TICK_SILENCE = 180  # seconds
SKEW = 60  # seconds between this machine's clock and the database's
DISK_FREE = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """One answer of a probe."""

    check: str
    ok: bool
    text: str
    advice: str = ""


def database_role() -> Iterator[Finding]:
    faults = role_faults()
    yield Finding("数据库账号", not faults, "、".join(faults) or "受行级隔离约束", "DATABASE_URL 请改用 portal_app" if faults else "")


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding("数据库结构", not waiting, f"{waiting} 项升级未执行" if waiting else "已是最新", "请执行：manage.py migrate" if waiting else "")


def queue() -> Iterator[Finding]:
    """Redis answers, keeps what it acknowledged, and never throws work away for lack of memory."""
    link = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2)
    try:
        link.ping()
        durable = link.info("persistence")["aof_enabled"] == 1
        policy = link.info("memory").get("maxmemory_policy", "noeviction")
    except redis.RedisError as fault:
        yield Finding("队列 Redis", False, f"不能连接（{type(fault).__name__}）", "请检查 REDIS_URL 和 Redis 服务；恢复前任务只保存在数据库中，不会丢失")
        return
    yield Finding("队列持久化", durable, "已开启" if durable else "未开启 appendonly", "" if durable else "请在 Redis 配置中设置 appendonly yes")
    kept = policy == "noeviction"
    yield Finding("队列内存策略", kept, policy, "" if kept else "请在 Redis 配置中设置 maxmemory-policy noeviction")


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.PORTAL_VAR if settings.PORTAL_VAR.exists() else settings.BASE_DIR).free
    enough = free >= DISK_FREE
    yield Finding("磁盘空间", enough, f"剩余 {free / 1024**3:.1f} GB", "" if enough else f"请清理或扩容 {settings.PORTAL_VAR} 所在磁盘")


def tick() -> Iterator[Finding]:
    """The scheduler is alive: each minute it leaves its mark."""
    age = tick_age()
    if age is None:
        yield Finding("定时任务", False, "还没有运行过", "请启动平台（manage.py up，或 worker 与 beat 两个服务），一分钟后再查")
        return
    yield Finding("定时任务", age <= TICK_SILENCE, f"{age:.0f} 秒前运行过", "" if age <= TICK_SILENCE else "请重启 worker 与 beat 服务")


def tick_age() -> float | None:
    """Seconds since the last tick by the database's clock; None when there was none."""
    last = Heartbeat.objects.filter(name="tick").values_list("at", flat=True).first()
    return None if last is None else (database_now() - last).total_seconds()


def clock() -> Iterator[Finding]:
    skew = abs((dt.datetime.now(dt.UTC) - database_now()).total_seconds())
    yield Finding("时钟", skew <= SKEW, f"与数据库相差 {skew:.0f} 秒", "" if skew <= SKEW else "请校准本机与数据库服务器的时间（NTP）")


def dead_jobs() -> Iterator[Finding]:
    dead = Job.objects.filter(state=JobState.DEAD).count()
    yield Finding("失败的任务", not dead, f"{dead} 个", "请在“后台任务”页面查看原因并重试" if dead else "")


def holidays() -> Iterator[Finding]:
    """The working-day calendar reaches the end of this year, and from December on the next year's is there too."""
    today = database_now().astimezone(dt.timezone(dt.timedelta(hours=8))).date()
    known = {day.year for day in Holiday.objects.values_list("day", flat=True)}
    for year in {today.year, (today + dt.timedelta(days=31)).year}:
        there = year in known
        yield Finding("节假日", there, f"{year} 年{'已录入' if there else '未录入'}", "" if there else f"请执行：manage.py import_holidays 文件 --year {year}")


def key_file() -> Iterator[Finding]:
    try:
        keys.current()
    except keys.BadKeys as fault:
        yield Finding("密钥文件", False, str(fault), "按上面的提示处理")
    else:
        yield Finding("密钥文件", True, f"{settings.PORTAL_KEYS} 可用")


def fonts() -> Iterator[Finding]:
    for face in resolved_faces():
        yield Finding(f"字体·{face.style}", face.fit, face.face, face.advice)
    try:
        ctypes.CDLL("libharfbuzz-subset.so.0")
    except OSError:
        yield Finding("字体子集库", False, "没有安装，生成 PDF 会慢数十倍", "请执行：sudo apt-get install -y libharfbuzz-subset0")
    else:
        yield Finding("字体子集库", True, "已安装")


def database_now() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


PROBES: tuple[Callable[[], Iterator[Finding]], ...] = (database_role, migrations, queue, tick, clock, dead_jobs, disk, key_file, holidays, fonts)


def examine(probes: tuple[Callable[[], Iterator[Finding]], ...] = PROBES) -> list[Finding]:
    """Ask every probe; one that breaks is a finding itself."""
    findings: list[Finding] = []
    for probe in probes:
        try:
            findings += probe()
        except Exception as fault:  # a doctor that stops at the first wound helps nobody
            findings.append(Finding(probe.__name__, False, f"检查不能完成（{type(fault).__name__}）", "请查看日志中的原因"))
    return findings
