"""What must hold of the stored data at any moment, whatever failed meanwhile; `manage.py check_invariants` asks each night.

I11 (no page says “done” of work that failed) and I12 (time to recover) are no state of the data: tests/reliability and `make bench` prove them.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Max, Sum
from django.utils.module_loading import import_string

from portal.documents import storage
from portal.documents.models import DocumentNumber, Download, StoredFile
from portal.jobs.models import Job, JobState, ScheduleSlot
from portal.jobs.schedules import Daily
from portal.lib import crypto, identity
from portal.lib.errors import Refused
from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import Actor
from wagepay.actions.audit_sums import audit_sums
from wagepay.models import PayrollLine, PayrollSheet

EXAMPLES = 5
LATE_MINUTES, STUCK_HOURS = 2, 24
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")


@dataclass
class Found:
    """How much one check looked at, and what broke it, named without data of persons."""

    checked: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Invariant:
    code: str
    title: str
    check: Callable[[Actor, dt.date], Found]


def stored_files(actor: Actor, on: dt.date) -> Found:
    """Every file and every export that can be fetched has its content, and the content opens and is the one that was taken in."""
    found = Found()
    rows = StoredFile.objects.visible_to(actor).kept().values_list("sha256", flat=True).distinct()
    for sha256 in [*rows, *Download.objects.filter(state="ready").values_list("sha256", flat=True)]:
        found.checked += 1
        try:
            whole = storage.digest(storage.read(sha256)) == sha256
        except (Refused, crypto.SealBroken):
            whole = False
        if not whole:
            found.broken.append(f"文件 {sha256[:12]}")
    return found


def payroll_sums(actor: Actor, on: dt.date) -> Found:
    """A sheet is in whole: its lines give its head to the fen."""
    sums = {
        row["sheet_id"]: (row["n"], row["g"], row["d"], row["s"])
        for row in PayrollLine.objects.visible_to(actor).order_by().values("sheet_id").annotate(n=Count("*"), g=Sum("gross"), d=Sum("deduction"), s=Sum("net"))
    }
    found = Found()
    for sheet in PayrollSheet.objects.visible_to(actor).only("rows", "gross", "deduction", "net", "receipt_number"):
        found.checked += 1
        if sums.get(sheet.pk, (0, 0, 0, 0)) != (sheet.rows, sheet.gross, sheet.deduction, sheet.net):
            found.broken.append(f"工资表 {sheet.receipt_number}")
    return found


def numbers_without_gaps(actor: Actor, on: dt.date) -> Found:
    """Document numbers of one organ, prefix and year run from 1 without a gap; void ones stay."""
    rows = DocumentNumber.objects.visible_to(actor).order_by().values("counter").annotate(n=Count("pk"), last=Max("serial"))
    return Found(len(rows), [f"发文簿 {row['counter']}：{row['n']} 个号，末号 {row['last']}" for row in rows if row["n"] != row["last"]])


def periods_once_in_order(actor: Actor, on: dt.date) -> Found:
    """Each registered period of a daily task has its job; no later day is done while an earlier one is open."""
    tasks = [entry.task for entry in import_string(settings.PORTAL_SCHEDULE) if isinstance(entry, Daily)]
    slots = set(ScheduleSlot.objects.filter(task__in=tasks).values_list("task", "period"))
    jobs = dict(((kind, key), state) for kind, key, state in Job.objects.filter(kind__in=tasks, region_id=None).values_list("kind", "key", "state"))
    broken = [f"{task} {period}：没有任务" for task, period in sorted(slots - set(jobs))]
    for task in tasks:
        opened = [key for (kind, key), state in jobs.items() if kind == task and state in (JobState.PENDING, JobState.RUNNING)]
        done = [key for (kind, key), state in jobs.items() if kind == task and state == JobState.DONE]
        if opened and done and max(done) > min(opened):
            broken.append(f"{task}：{min(opened)} 未完成而 {max(done)} 已完成")
    return Found(len(slots), broken)


def jobs_end(actor: Actor, on: dt.date) -> Found:
    """No job runs on an expired lease, none waits for a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE state IN ('pending', 'running')),"
            " array_agg(uid::text) FILTER (WHERE state = 'running' AND lease_until < now() - make_interval(mins => %s)"
            "   OR state = 'pending' AND created_at < now() - make_interval(hours => %s)) FROM jobs_job",
            [LATE_MINUTES, STUCK_HOURS],
        )
        open_jobs, broken = cursor.fetchone()
    return Found(open_jobs, [f"任务 {uid}" for uid in broken or []])


def walls_stand(actor: Actor, on: dt.date) -> Found:
    """Row security is on and forced on every tenant table, with policies, and no row lies in another region than its project."""
    found = Found()
    with connection.cursor() as cursor:
        for model in tenant_models():
            table = model._meta.db_table
            found.checked += 1
            cursor.execute(
                "SELECT relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policies WHERE tablename = relname) FROM pg_class WHERE oid = %s::regclass",
                [table],
            )
            if not cursor.fetchone()[0]:
                found.broken.append(f"表 {table} 没有行级隔离")
    for model in tenant_models():
        names = {one.name for one in model._meta.local_fields}
        if {"project", "region"} <= names and model._meta.get_field("project").is_relation:
            strayed = model.objects.visible_to(actor).filter(project__isnull=False).exclude(region=F("project__region")).count()
            if strayed:
                found.broken.append(f"表 {model._meta.db_table}：{strayed} 行与项目辖区不符")
    return found


def trail_is_closed(actor: Actor, on: dt.date) -> Found:
    """The application cannot change or remove an entry of the audit trail."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT p, has_table_privilege('audit_entry', p) FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p")
        rows = cursor.fetchall()
    return Found(len(rows), [f"应用账号可以 {privilege} 操作记录" for privilege, has in rows if has])


def no_number_in_clear(actor: Actor, on: dt.date) -> Found:
    """No identity number stands in any text or JSON column."""
    found = Found()
    for table, column in _text_columns():
        found.checked += 1
        with connection.cursor() as cursor:
            named = f'"{column}"::text'  # a column may bear a reserved word
            cursor.execute(f"SELECT {named} FROM {table} WHERE {named} ~ '[1-9][0-9]{{16}}[0-9Xx]'")
            hits = sum(1 for (text,) in cursor.fetchall() for number in ID_NUMBER.findall(text) if identity.check_digit(number[:17]) == number[17].upper())
        if hits:
            found.broken.append(f"{table}.{column}：{hits} 处身份证号明文")
    return found


def _text_columns() -> Iterator[tuple[str, str]]:
    kinds = {"CharField", "TextField", "JSONField", "SlugField"}
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield from ((model._meta.db_table, one.column) for one in model._meta.local_fields if one.get_internal_type() in kinds)


def states_are_legal(actor: Actor, on: dt.date) -> Found:
    """Every stored state is one of its table of moves, or one that the model names beside it."""
    found = Found()
    for model in apps.get_models():
        if not hasattr(model, "moves"):
            continue
        name = getattr(model, "state_field", "state")
        legal = {str(state) for move in model.moves for state in (*move.sources, move.target)} | set(getattr(model, "entered_otherwise", ()))
        rows = model.objects.visible_to(actor) if hasattr(model, "tenant") else model.objects.all()
        found.checked += rows.count()
        strange = rows.exclude(**{f"{name}__in": legal}).count()
        if strange:
            found.broken.append(f"{model._meta.verbose_name}：{strange} 条状态不在流程表中")
    return found


def summaries_are_right(actor: Actor, on: dt.date) -> Found:
    """The monthly summaries equal what the raw rows give."""
    sums = audit_sums(actor=actor, project=None, month=None, on=on, mend=False)
    return Found(sums["keys"], [f"{name}：{sums[name]} 行与重算不符" for name in ("worker_months", "project_months") if sums[name]])


INVARIANTS = (
    Invariant("I1", "收下的文件都在，内容相符", stored_files),
    Invariant("I2", "工资表整批入库，合计到分", payroll_sums),
    Invariant("I3", "文号连续不重", numbers_without_gaps),
    Invariant("I4", "定时各期一次、按序", periods_once_in_order),
    Invariant("I5", "任务都会结束", jobs_end),
    Invariant("I6", "租户隔离", walls_stand),
    Invariant("I7", "操作记录不可改", trail_is_closed),
    Invariant("I8", "没有明文号码", no_number_in_clear),
    Invariant("I9", "状态合法", states_are_legal),
    Invariant("I10", "汇总等于重算", summaries_are_right),
)


def check_all(actor: Actor, on: dt.date) -> dict:
    """Every invariant with how much was looked at; a handful of examples of what is broken."""
    results = []
    for invariant in INVARIANTS:
        found = invariant.check(actor, on)
        results.append(
            {"code": invariant.code, "title": invariant.title, "checked": found.checked, "broken": len(found.broken), "examples": found.broken[:EXAMPLES]}
        )
    broken = sum(result["broken"] for result in results)
    return {"ok": not broken, "checked": sum(result["checked"] for result in results), "broken": broken, "invariants": results}
