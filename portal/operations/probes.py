"""What can be wrong with a running installation, one probe per function; `doctor` and /health/ready ask them."""

import ctypes
import datetime as dt
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import redis
from django.conf import settings
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.documents.fonts import resolved_faces
from portal.jobs.models import Heartbeat, Job, JobState
from portal.lib import keys
from portal.operations.key_check import advice, keys_fit
from portal.operations.role import role_faults
from portal.tenancy.models import Holiday

TICK_SILENCE = 180  # seconds
WORKER_SILENCE = 60  # seconds; it speaks every three
BACKUP_HOURS = 26
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
    var = Path(settings.PORTAL_VAR)
    place = next(path for path in (var / "files", var, settings.BASE_DIR) if path.exists()).resolve()
    free = shutil.disk_usage(place).free
    enough = free >= DISK_FREE
    yield Finding("磁盘空间", enough, f"剩余 {free / 1024**3:.1f} GB", "" if enough else f"请清理或扩容 {place} 所在磁盘")


def tick() -> Iterator[Finding]:
    """The scheduler is alive: each minute it leaves its mark."""
    age = tick_age()
    if age is None:
        yield Finding("定时任务", False, "还没有运行过", "请启动平台（manage.py up，或 worker 与 beat 两个服务），一分钟后再查")
        return
    yield Finding("定时任务", age <= TICK_SILENCE, f"{age:.0f} 秒前运行过", "" if age <= TICK_SILENCE else "请重启 worker 与 beat 服务")


def worker() -> Iterator[Finding]:
    """A worker lives: every few seconds it says so while it looks for jobs of dead ones."""
    last = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    if last is None:
        yield Finding("后台任务进程", False, "还没有运行过", "请启动平台（manage.py up，或 worker 服务）")
        return
    age = (database_now() - last).total_seconds()
    yield Finding("后台任务进程", age <= WORKER_SILENCE, f"{age:.0f} 秒前活动过", "" if age <= WORKER_SILENCE else "请重启 worker 服务并查看它的日志")


def backup() -> Iterator[Finding]:
    """The newest whole backup is younger than a day and a bit; a demonstration needs none."""
    ages = [(database_now() - at).total_seconds() for at in Heartbeat.objects.filter(name="backup").values_list("at", flat=True)]
    folder = os.environ.get("PORTAL_BACKUP_DIR", "")
    ages += [time.time() - path.stat().st_mtime for path in Path(folder).glob("portal-*.sha256")] if folder else []
    if not ages:
        yield Finding("备份", settings.IS_DEMO, "没有备份过", "请每天执行 manage.py backup 目录，或设置 PORTAL_BACKUP_DIR 指向备份目录")
        return
    hours = min(ages) / 3600
    fresh = hours <= BACKUP_HOURS
    yield Finding("备份", fresh, f"最近一次在 {hours:.0f} 小时前", "" if fresh else "请检查备份服务和备份磁盘的空间，并补做一次：manage.py backup 目录")


def transport() -> Iterator[Finding]:
    """In production people reach the portal over TLS only, which the proxy in front ends."""
    if settings.IS_DEMO:
        yield Finding("传输加密", True, "演示环境不要求")
        return
    behind = settings.PORTAL_TRUSTED_PROXIES > 0
    advice = "" if behind else "请在反向代理上配置 HTTPS，并设置 PORTAL_TRUSTED_PROXIES=1（见 docs/operations/deploy.md）"
    yield Finding("传输加密", behind, "由反向代理提供 HTTPS" if behind else "没有配置反向代理", advice)
    named = any(host not in ("localhost", "127.0.0.1") for host in settings.ALLOWED_HOSTS)
    yield Finding("访问域名", named, "、".join(settings.ALLOWED_HOSTS), "" if named else "请在 PORTAL_HOSTS 中写明访问的域名或地址")


def secrets() -> Iterator[Finding]:
    """What holds secrets can be read by the portal's own account alone."""
    for label, path, most in (("密钥文件权限", Path(settings.PORTAL_KEYS), 0o600), ("文件目录权限", Path(settings.PORTAL_VAR) / "files", 0o700)):
        if not path.exists():
            continue
        mode = path.stat().st_mode & 0o777
        fit = not mode & ~most & 0o777
        yield Finding(label, fit, f"{path} {mode:04o}", "" if fit else f"请执行：chmod {most:o} {path}")


def tick_age() -> float | None:
    """Seconds since the last tick by the database's clock; None when there was none."""
    last = Heartbeat.objects.filter(name="tick").values_list("at", flat=True).first()
    return None if last is None else (database_now() - last).total_seconds()


def clock() -> Iterator[Finding]:
    skew = abs((dt.datetime.now(dt.UTC) - database_now()).total_seconds())
    yield Finding("时钟", skew <= SKEW, f"与数据库相差 {skew:.0f} 秒", "" if skew <= SKEW else "请校准本机与数据库服务器的时间（NTP）")


def dead_jobs() -> Iterator[Finding]:
    dead = Job.objects.filter(state=JobState.DEAD).count()
    yield Finding("失败的任务", not dead, f"{dead} 个", "租户的任务由租户管理员、定时任务由平台运维，在“后台任务”页面看原因后重试" if dead else "")


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


def keys_of_data() -> Iterator[Finding]:
    """The key file belongs to this database."""
    try:
        fit = keys_fit()
    except (keys.BadKeys, ProgrammingError):  # told by the probes of the key file and of the migrations
        return
    text = {True: "已加密的内容能打开", False: "已加密的内容打不开", None: "还没有加密的内容"}[fit]
    yield Finding("密钥与数据", fit is not False, text, "" if fit is not False else advice())


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


PROBES: tuple[Callable[[], Iterator[Finding]], ...] = (
    database_role, migrations, queue, worker, tick, clock, dead_jobs, disk, backup, key_file, keys_of_data, secrets, transport, holidays, fonts,
)  # fmt: skip


def examine(probes: tuple[Callable[[], Iterator[Finding]], ...] = PROBES) -> list[Finding]:
    """Ask every probe; one that breaks is a finding itself."""
    findings: list[Finding] = []
    for probe in probes:
        try:
            findings += probe()
        except Exception as fault:  # a doctor that stops at the first wound helps nobody
            findings.append(Finding(probe.__name__, False, f"检查不能完成（{type(fault).__name__}）", "请查看日志中的原因"))
    return findings
