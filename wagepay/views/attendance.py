"""Who was on site: a month as people × days, one person's days, corrections, signed papers, the roll."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.deadlines import add_months
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.call_the_roll import call_the_roll, telephone_of
from wagepay.actions.correct_day import correct_day
from wagepay.actions.keep_attendance_paper import keep_attendance_paper
from wagepay.attendance_filters import GridFilter
from wagepay.attendance_forms import CorrectionForm, PaperForm, RollForm
from wagepay.attendance_tables import grid_columns
from wagepay.intake.employers import employers_of
from wagepay.models import AttendanceCorrection, AttendanceDay, AttendanceFinding, AttendanceMonth, AttendancePaper, Engagement, ProjectMonth, Punch
from wagepay.shown_names import names_in_clear, shown_name
from wagepay.views.asked import month_of, posted, posted_files

MOST_PUNCHES = 300


@page("wagepay.people", obj=(Project, "code"))
def wage_attendance(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """The month's grid with what is lit beside it."""
    actor, day = request.actor, month_of(month)
    table = _grid(request, project, day)
    papers = AttendancePaper.objects.visible_to(actor).filter(project=project, month=day).select_related("employer")
    context = {
        "table": table, "project": project, "month": day, "strip": _strip(actor, project, day), "papers": papers, "before": add_months(day, -1),
        "after": add_months(day, 1), "may_write": _may_write(actor, project), "has_telephone": telephone_of(project) is not None,
    }  # fmt: skip
    return part_or_page(request, "wagepay/attendance.html", "parts/_table.html", context)


@recorded
@page("wagepay.people", obj=(Project, "code"), step_up="export")
def wage_attendance_export(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    return list_export(request, _grid(request, project, month_of(month)), f"{project.name}{month}考勤")


def _grid(request: HttpRequest, project: Project, month: dt.date) -> Table:
    """Who worked in the month, or ought to have been there; the days come with the rows, whatever their number."""
    actor, code = request.actor, [project.code, f"{month:%Y-%m}"]
    upload = reverse("wage_upload", args=[project.code, "attendance"]) + f"?month={month:%Y-%m}" if may(actor, "wagepay.attendance") else ""
    return Table(
        request, _people(actor, project, month), grid_columns(project, month, names_in_clear(actor)), GridFilter, order=("team", "name_key", "pk"),
        title=f"{month.year} 年 {month.month} 月考勤", note="√ 一个工日，数字为工日数；下划线是人工更正", exports=(("导出", reverse("wage_attendance_export", args=code)),),
        empty=Empty("这个月没有考勤", "设备上报、导入考勤表或点名以后，这里按人按天显示。", upload, "导入考勤表" if upload else ""),
    )  # fmt: skip


def _people(actor: Actor, project: Project, month: dt.date) -> QuerySet:
    of_person = {"month": month, "project": project, "person": OuterRef("id_index"), "employer": OuterRef("employer")}
    days = AttendanceDay.objects.visible_to(actor).filter(**of_person)
    paper = AttendanceMonth.objects.visible_to(actor).filter(**of_person, units__gt=0)
    end = add_months(month, 1)
    here = (
        Q(registered_on__isnull=False, registered_on__lt=end)
        & (Q(entered_on__isnull=True) | Q(entered_on__lt=end))
        & (Q(left_on__isnull=True) | Q(left_on__gte=month))
    )
    rows = Engagement.objects.visible_to(actor).filter(project=project).select_related("employer")
    return rows.annotate(
        worked=Exists(days.filter(units__gt=0)) | Exists(paper),
        days=ArraySubquery(days.order_by("day").values(found=JSONObject(day="day", units="units", source="source"))),
        paper_units=Subquery(paper.values("units")[:1]),
        paper_source=Subquery(paper.values("source")[:1]),
    ).filter(Q(worked=True) | Exists(days) | here)


def _strip(actor: Actor, project: Project, month: dt.date) -> list[dict]:
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month))
    attended = sum(row.attended for row in rows)
    strangers = attended - sum(row.attended_registered for row in rows)
    waiting = AttendanceFinding.objects.visible_to(actor).filter(project=project, month=month).waiting().count()
    totals = AttendanceMonth.objects.visible_to(actor).filter(project=project, month=month, units__gt=0).count()
    last = max((row.last_attendance_on for row in rows if row.last_attendance_on), default=None)
    return [
        {"label": "出勤", "value": attended, "unit": "人", "url": "?state=worked", "note": f"{totals} 人只有月合计，没有逐日记录" if totals else ""},
        {"label": "工日", "value": f"{sum(row.attended_days for row in rows):,.1f}", "unit": "日", "note": f"最近一天 {last}" if last else ""},
        {"label": "没有登记", "value": strangers, "unit": "人", "url": "?state=unregistered"} | ({"note": "请补登记", "level": "red"} if strangers else {}),
        {"label": "考勤异常", "value": waiting, "unit": "条", "url": f"{reverse('wage_anomalies')}?state=waiting&month={month:%Y-%m}&project={project.code}"}
        | ({"note": "待说明或核实", "level": "yellow"} if waiting else {}),
    ]  # fmt: skip


@page("wagepay.people", obj=(Project, "code"))
def wage_attendance_person(request: HttpRequest, project: Project, month: str, uid: str) -> HttpResponse:
    """One person's month: days with where they come from, the raw passages, corrections; the form that sets a day right."""
    actor, day = request.actor, month_of(month)
    person = get_object_or_404(Engagement.objects.visible_to(actor).select_related("employer", "project__region"), project=project, uid=uid)
    form = CorrectionForm(posted(request), month=day)
    if request.method == "POST":
        if not _may_write(actor, project):
            raise PermissionDenied
        if form.is_valid() and tried(form, lambda: correct_day(actor=actor, person=person, at=clock.now(), **form.cleaned_data)):
            messages.success(request, "已更正，更正前后和原因都已留存。")
            return redirect("wage_attendance_person", project.code, month, person.uid)
    context = _of_person(actor, project, day, person) | {
        "project": project,
        "month": day,
        "person": person,
        "name": shown_name(actor, person.name),
        "form": form,
        "may_write": _may_write(actor, project),
    }
    return render(request, "wagepay/attendance_person.html", context, status=422 if form.errors else 200)


def _of_person(actor: Actor, project: Project, month: dt.date, person: Engagement) -> dict[str, Any]:
    of_person = {"month": month, "project": project, "person": bytes(person.id_index)}
    punches: dict[dt.date, list[Punch]] = {}
    for punch in Punch.objects.visible_to(actor).filter(**of_person).select_related("device").order_by("at")[:MOST_PUNCHES]:
        punches.setdefault(punch.day, []).append(punch)
    days = list(AttendanceDay.objects.visible_to(actor).filter(**of_person).order_by("day"))
    return {
        "lines": [(row, punches.get(row.day, [])) for row in days],
        "paper": None if any(row.units for row in days) else AttendanceMonth.objects.visible_to(actor).filter(**of_person, units__gt=0).first(),
        "corrections": AttendanceCorrection.objects.visible_to(actor).filter(**of_person),
        "findings": AttendanceFinding.objects.visible_to(actor).filter(**of_person).select_related("project", "device"),
        "total": sum(row.units for row in days),
    }


@page("wagepay.attendance", obj=(Project, "code"))
def wage_attendance_paper(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """Keep a photo or scan of the month's signed sheet."""
    actor, day = request.actor, month_of(month)
    form = PaperForm(*posted_files(request), employers=employers_of(actor, project))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data.pop("file")
        if tried(form, lambda: keep_attendance_paper(actor=actor, project=project, month=day, upload=upload, name=upload.name, at=clock.now(), **data)):
            messages.success(request, "签字考勤表已存入。")
            return redirect("wage_attendance", project.code, month)
    context = {"project": project, "month": day, "form": form}
    return render(request, "wagepay/attendance_paper.html", context, status=422 if form.errors else 200)


@page("wagepay.attendance", obj=(Project, "code"))
def wage_roll_call(request: HttpRequest, project: Project) -> HttpResponse:
    """The roll on a telephone at the site: tick who is here, once in and once out."""
    actor, on = request.actor, clock.today()
    people = list(Engagement.objects.visible_to(actor).filter(project=project).on_site(on).order_by("team", "name_key", "pk")[:400])
    form = RollForm(posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = set(request.POST.getlist("pick"))
        here = [person for person in people if str(person.uid) in chosen]
        batch = tried(form, lambda: call_the_roll(actor=actor, project=project, people=here, at=clock.now(), **form.cleaned_data))
        if batch:
            outside = sum(note["code"] in ("outside_fence", "no_position") for answer in batch.answers for note in answer.notes)
            messages.success(request, f"已记 {batch.count('accepted')} 人。" + (f"其中 {outside} 人不在围栏内或没有定位，已标记。" if outside else ""))
            return redirect("wage_attendance", project.code, f"{on:%Y-%m}")
    context = {"project": project, "people": people, "form": form, "telephone": telephone_of(project), "month": on}
    return render(request, "wagepay/roll_call.html", context, status=422 if form.errors else 200)


def _may_write(actor: Actor, project: Project) -> bool:
    return may(actor, "wagepay.attendance") and Project.objects.writable_by(actor).filter(pk=project.pk).exists()
