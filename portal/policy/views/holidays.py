"""The calendar of a year, and its import: upload, findings by cell, the marked workbook, confirmation."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents import storage
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.documents.sniff import SHEETS
from portal.lib import clock
from portal.lib.calendars import UNAPPROVED
from portal.lib.exports import XLSX, attachment
from portal.lib.sheets.markup import mark_up
from portal.lib.sheets.model import Workbook
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried
from portal.policy.forms.holidays import FIRST, LAST, HolidayForm
from portal.tenancy.actions.import_holidays import enter_holidays, is_known
from portal.tenancy.holiday_sheet import HolidaySheet, holiday_template, read_holidays
from portal.tenancy.models import Holiday, HolidayKind

KIND = "holidays"
TONES = {HolidayKind.STATUTORY: "do", HolidayKind.REST: "", HolidayKind.WORKDAY: "bad"}


@dataclass
class Span:
    """Days of one kind and festival that follow each other."""

    first: dt.date
    last: dt.date
    kind: HolidayKind
    name: str
    source: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def tone(self) -> str:
        return TONES[self.kind]


def spans(rows: Iterable[Holiday]) -> list[Span]:
    """The year as the notice tells it, not day by day."""
    found: list[Span] = []
    for row in rows:
        before = found[-1] if found else None
        if before and (before.kind, before.name) == (row.kind, row.name) and (row.day - before.last).days == 1:
            before.last = row.day
        else:
            found.append(Span(row.day, row.day, HolidayKind(row.kind), row.name, row.source))
    return found


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() else clock.today().year
    if not FIRST <= year <= LAST:
        raise Http404
    return year


@page("policy.view")
def holiday_year(request: HttpRequest) -> HttpResponse:
    """The arrangement of one year, or that nobody has entered it."""
    year = _year(request)
    known = sorted(Holiday.objects.filter(day__month=10, day__day=1).values_list("day__year", flat=True))
    context = {
        "year": year,
        "spans": spans(Holiday.objects.filter(day__year=year)),
        "is_known": year in known,
        "years": [*known[-5:], *(y for y in range((known or [year - 1])[-1] + 1, clock.today().year + 2))],
        "unapproved": UNAPPROVED,
        "may_enter": may(request.actor, "policy.holidays"),
    }
    return render(request, "policy/holidays.html", context)


@page("policy.holidays")
def holiday_import(request: HttpRequest) -> HttpResponse:
    """Choose the file; it is kept, checked, and nothing is entered before the confirmation."""
    following = next(year for year in range(clock.today().year, LAST + 1) if not is_known(year))
    form = HolidayForm(request.POST or None, request.FILES or None, initial={"year": following})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = {"upload": data["file"], "name": data["file"].name, "kind": KIND, "region_id": request.actor.region_id, "allowed": SHEETS}
        stored = tried(form, lambda: receive_file(actor=request.actor, at=clock.now(), **kept), "file")
        if stored is not None:
            asked = urlencode({"year": data["year"], "source": data["source"]})
            return redirect(f"{reverse('holiday_check', args=[stored.uid])}?{asked}")
    return render(request, "policy/holiday_import.html", {"form": form, "following": following}, status=422 if form.errors else 200)


def _stored(request: HttpRequest, uid: str) -> StoredFile:
    found = StoredFile.objects.visible_to(request.actor).filter(uid=uid, kind=KIND).first()
    if found is None:
        raise Http404
    return found


def _read(request: HttpRequest, stored: StoredFile) -> tuple[Workbook, HolidaySheet]:
    workbook = read_workbook(storage.read(stored.sha256), stored.name)
    return workbook, read_holidays(workbook, _year(request))


@page("policy.holidays")
def holiday_check(request: HttpRequest, uid: str) -> HttpResponse:
    """GET shows every finding and what will be another; POST enters the year."""
    stored = _stored(request, uid)
    _, sheet = _read(request, stored)
    if request.method == "POST":
        entered = enter_holidays(actor=request.actor, sheet=sheet, source=request.GET.get("source", "")[:120])
        messages.success(request, f"已录入 {sheet.year} 年放假安排，{entered['days']} 天。以后的期限都按它计算。")
        return redirect(f"{reverse('holiday_year')}?year={sheet.year}")
    before = {row.day: row.kind for row in Holiday.objects.filter(day__year=sheet.year)}
    context = {
        "stored": stored,
        "sheet": sheet,
        "findings": sheet.findings.sorted(),
        "asked": request.GET.urlencode(),
        "days": [(day, HolidayKind(kind).label, name, TONES[HolidayKind(kind)], before.get(day) != kind) for day, kind, name in sorted(sheet.rows.values())],
        "gone": sorted(set(before) - set(sheet.rows)),
        "is_known": is_known(sheet.year),
    }
    return render(request, "policy/holiday_check.html", context)


@page("policy.holidays")
def holiday_marked(request: HttpRequest, uid: str) -> HttpResponse:
    """The uploaded workbook back with its faulty cells marked."""
    stored = _stored(request, uid)
    workbook, sheet = _read(request, stored)
    return _workbook(mark_up(workbook, sheet.findings.sorted()), f"{stored.name.rsplit('.', 1)[0]}（批注）.xlsx")


@page("policy.holidays")
def holiday_template_page(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    return _workbook(holiday_template(year), f"{year}年放假安排.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(name)
    return response
