"""Lists that leave the portal: small ones at once, large ones and those with full numbers through the download centre.

A room's export page is one line: ``return list_export(request, table, "预警台账")`` under ``@recorded`` and ``@page``. A job runs that very
page again, under the asker's scope of that moment: what he may no longer see is not in the file, and who is gone gets none.
"""

import datetime as dt
import functools
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from portal.accounts.freezes import frozen_regions, refuse_frozen
from portal.accounts.models import User
from portal.accounts.policies import policy_of
from portal.accounts.rights import require
from portal.audit.models import Entry
from portal.documents.downloads import file_response
from portal.documents.enums import ExportFormat
from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib import clock
from portal.lib.columns import NUMERIC, Column
from portal.lib.errors import Refused
from portal.lib.exports import CSV, XLSX, Stamp, csv_bytes, xlsx_bytes
from portal.lib.tables import Table
from portal.tenancy.scope import Actor

DIRECT_ROWS = 2_000  # more is a job of its own: a file in a web request must be there in a second or two
MOST_ROWS = 100_000
MOST_PRINTED = 5_000
MOST_AN_HOUR = 60
VERB = "documents.export"
IN_FULL = "numbers_in_full"  # a word no filter of a list uses
LISTS = (ExportFormat.XLSX, ExportFormat.PDF, ExportFormat.CSV)
MEDIA = {ExportFormat.XLSX: XLSX, ExportFormat.CSV: CSV, ExportFormat.PDF: "application/pdf", ExportFormat.ZIP: "application/zip"}
PROGRESS_EVERY = 500


@dataclass(frozen=True)
class Plan:
    """What an address would export: shown before anything is asked."""

    name: str
    rows: int
    question: str
    full_right: str = ""
    forms: tuple[ExportFormat, ...] = LISTS


@dataclass(frozen=True)
class Run:
    """An export under way; ``stamp`` None only asks for the plan."""

    form: ExportFormat = ExportFormat.XLSX
    stamp: Stamp | None = None
    is_full: bool = False
    progress: Callable[[int, int], None] = lambda done, total: None


class Result(HttpResponse):
    """A page's answer to a run: the plan, and the content once it was made."""

    plan: Plan


def new_serial(at: dt.datetime) -> str:
    """DC, the day and six signs that nobody guesses."""
    return f"DC{at:%Y%m%d}-{''.join(secrets.choice('23456789ABCDEFGHJKMNPQRSTUVWXYZ') for _ in range(6))}"


def list_export(request: HttpRequest, table: Table, name: str, *, full_right: str = "") -> HttpResponse:
    """The filtered list as a file. ``full_right``: the verb with which its numbers may be had in full, after a second person's yes."""
    plan = Plan(name, table.total, table.question, full_right)
    run = getattr(request, "export_run", None)
    if run is not None:
        return _run(request, table, plan, run)
    if plan.rows > DIRECT_ROWS or request.GET.get(IN_FULL):
        return redirect(f"{reverse('download_ask')}?{urlencode({'of': request.get_full_path()})}")
    return _direct(request, plan, functools.partial(_content, table, plan))


def package_export(request: HttpRequest, name: str, rows: int, make: Callable[[Run], bytes], *, full_right: str) -> HttpResponse:
    """Several files in one, always through the download centre; ``make`` reads the run's stamp and whether numbers stand in full."""
    run = getattr(request, "export_run", None)
    if run is None:
        return redirect(f"{reverse('download_ask')}?{urlencode({'of': request.get_full_path()})}")
    return _answer(request, Plan(name, rows, "", full_right, (ExportFormat.ZIP,)), run, make)


def rows_export(request: HttpRequest, columns: Sequence[Column], lines: Iterable[Any], name: str) -> HttpResponse:
    """A computed sheet of a few rows: always at once, marked and recorded like every export."""
    rows = [[column.read(line) for column in columns] for line in lines]
    return _direct(request, Plan(name, len(rows), ""), lambda run: xlsx_bytes(columns, rows, title=name, stamp=run.stamp))


def _direct(request: HttpRequest, plan: Plan, make: Callable[[Run], bytes]) -> HttpResponse:
    actor, at = request.actor, clock.now()
    stamp = stamp_of(actor, new_serial(at), at, plan.question)
    form = ExportFormat(request.GET["as"]) if request.GET.get("as") in ExportFormat.values else ExportFormat.XLSX
    try:
        refuse_frozen(actor.region_id)
        _check_rate(actor, at)
        content = make(Run(form, stamp))
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("desk")
    response = file_response(content, f"{plan.name}.{form}", MEDIA[form])
    response.noted = (VERB, {"name": plan.name, "rows": plan.rows, "serial": stamp.serial, "full": False})
    return response


def _check_rate(actor: Actor, at: dt.datetime) -> None:
    lately = Entry.objects.filter(verb=VERB, actor_uid=actor.uid, at__gte=at - dt.timedelta(hours=1)).count()
    if lately >= MOST_AN_HOUR:
        raise Refused(f"一小时内已导出 {lately} 次，请过一会儿再导。", "too_many")


def _run(request: HttpRequest, table: Table, plan: Plan, run: Run) -> Result:
    return _answer(request, plan, run, functools.partial(_content, table, plan))


def _answer(request: HttpRequest, plan: Plan, run: Run, make: Callable[[Run], bytes]) -> Result:
    response = Result()
    response.plan = plan
    if run.stamp is not None:
        refuse_frozen(request.actor.region_id)
        if run.is_full:
            require(request.actor, plan.full_right or "documents.expire_export")  # a list that offers no full numbers gives none
        response.content = make(run)
    return response


def _content(table: Table, plan: Plan, run: Run) -> bytes:
    most = MOST_PRINTED if run.form == ExportFormat.PDF else MOST_ROWS
    if plan.rows > most:
        raise Refused(f"共 {plan.rows} 条，这种格式一次最多 {most} 条。请先用筛选缩小范围。", "export_too_large")
    _refuse_frozen_rows(table)
    columns, rows = table.export_columns, _counted(table.export_rows(plain=run.is_full), plan.rows, run.progress)
    match run.form:
        case ExportFormat.CSV:
            return csv_bytes(columns, rows, stamp=run.stamp)
        case ExportFormat.PDF:
            return _printed(columns, rows, plan, run.stamp)
    return xlsx_bytes(columns, rows, title=plan.name, stamp=run.stamp)


def _refuse_frozen_rows(table: Table) -> None:
    """Who reads several tenants may export no row of a stopped one."""
    frozen = frozen_regions()
    if frozen and "region" in {field.name for field in table.filtered.model._meta.get_fields()} and table.filtered.filter(region__in=frozen).exists():
        raise Refused("清单中有已停用导出的辖区。请先用筛选排除，或等停用恢复。", "frozen")


def _counted(rows: Iterable[Any], total: int, progress: Callable[[int, int], None]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number % PROGRESS_EVERY == 0:
            progress(min(number, max(total - 1, 0)), total)
        yield row


def _printed(columns: Sequence[Column], rows: Iterable[Sequence[Any]], plan: Plan, stamp: Stamp) -> bytes:
    heads = [TableColumn(column.heading, align="right" if column.kind in NUMERIC else "left") for column in columns]
    lines = (f"筛选条件：{plan.question or '无'}", f"共 {plan.rows} 条")
    return render_table_pdf(plan.name, heads, [[_shown(value) for value in row] for row in rows], lines=lines, mark=stamp.line, size=8, on=stamp.at.date())


def _shown(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return None if value == "" else value


def stamp_of(actor: Actor, serial: str, at: dt.datetime, question: str = "") -> Stamp:
    return Stamp(serial, actor.username, actor.name, actor.organisation_name, at, question)


def rerun(address: str, *, actor: Actor, run: Run) -> Result:
    """Ask the page of an address for its export, as the actor who reads it now; whatever that page refuses is refused."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        raise Refused("没有这份清单。", "no_export") from None
    request = HttpRequest()
    request.method, request.path, request.path_info, request.resolver_match = "GET", parts.path, parts.path, match
    request.GET = QueryDict(parts.query)
    request.actor, request.memberships, request.htmx, request.session = actor, (), False, {}
    request.user = User.objects.get(pk=actor.user_id)
    request.account_policy, request.proved = policy_of(request.user, on=clock.today()), True
    request.export_run = run
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        raise Refused("您没有查看这份清单的权限。", "forbidden") from None
    except Http404 as missing:
        if isinstance(missing.__cause__, Refused):
            raise missing.__cause__ from None
        raise Refused("清单已不存在，或不在您的权限范围内。", "no_export") from None
    if not isinstance(response, Result):
        raise Refused("这一页不能导出。", "no_export")
    return response
