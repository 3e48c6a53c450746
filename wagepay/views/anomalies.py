"""Findings of attendance: the list, one with its rows, the employer's word and the inspector's."""

import datetime as dt
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.clock import now
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.scope import Actor
from projects.models.base import stands_for_own_people_only
from wagepay.actions.explaining import ASKED
from wagepay.actions.judge_anomaly import explain_anomaly, judge_anomaly
from wagepay.attendance_filters import FindingFilter
from wagepay.attendance_forms import ExplainForm, JudgeForm
from wagepay.attendance_tables import finding_columns, who
from wagepay.attendance_words import ADVICE, sentence
from wagepay.enums import AnomalyKind, AnomalyState
from wagepay.models import AttendanceDay, AttendanceFinding, Engagement, Punch
from wagepay.views.asked import posted

SHOWN = 100
EMPTY = Empty("没有考勤异常", "每天夜里核对上月和本月的考勤，有异常的列在这里。")


@page("wagepay.people")
def wage_anomalies(request: HttpRequest) -> HttpResponse:
    """Findings of every project the actor sees, what waits first."""
    rows = AttendanceFinding.objects.visible_to(request.actor)
    strip = [
        {"label": "待说明", "value": rows.filter(state=AnomalyState.OPEN).count(), "unit": "条", "url": f"?state={AnomalyState.OPEN}"},
        {"label": "已说明，待核实", "value": rows.filter(state=AnomalyState.EXPLAINED).count(), "unit": "条", "url": f"?state={AnomalyState.EXPLAINED}"},
        {"label": "核实属异常", "value": rows.filter(state=AnomalyState.CONFIRMED).count(), "unit": "条", "url": f"?state={AnomalyState.CONFIRMED}"},
    ]
    return part_or_page(request, "wagepay/anomalies.html", "parts/_table.html", {"table": _table(request), "strip": strip})


@recorded
@page("wagepay.people", step_up="export")
def wage_anomalies_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "考勤异常")


def _table(request: HttpRequest) -> Table:
    rows = AttendanceFinding.objects.visible_to(request.actor).select_related("project", "device")
    names: dict[bytes, str] = {}
    table = Table(
        request, rows, finding_columns(names), FindingFilter, order=("-month", "kind", "pk"), title="考勤异常", note="异常不扣工日，只要求说明", empty=EMPTY,
        exports=(("导出", reverse("wage_anomalies_export")),),
    )  # fmt: skip
    names.update(_names(request.actor, table.page.object_list))
    return table


def _names(actor: Actor, findings: Iterable[AttendanceFinding]) -> dict[bytes, str]:
    """One query for the people of a page."""
    asked = [(finding.project_id, bytes(finding.person)) for finding in findings if finding.person is not None]
    rows = Engagement.objects.visible_to(actor).filter(project__in={project for project, _ in asked}, id_index__in=[person for _, person in asked])
    return {bytes(person): name for person, name in rows.order_by().values_list("id_index", "name")}


@page("wagepay.people", obj=(AttendanceFinding, "uid"))
def wage_anomaly(request: HttpRequest, finding: AttendanceFinding) -> HttpResponse:
    """The sentence, the rows behind it, and what was said of it."""
    actor = request.actor
    finding = _whole(actor, finding)
    context = _rows_of(actor, finding) | {
        "finding": finding, "sentence": sentence(finding), "advice": ADVICE[finding.kind], "who": who(finding, _names(actor, [finding])),
        "sees_devices": may(actor, "wagepay.devices") and not stands_for_own_people_only(actor, finding.project_id),
        "may_explain": may(actor, "wagepay.explain_anomaly") and finding.state in ASKED, "may_judge": may(actor, "wagepay.judge_anomaly") and finding.state != AnomalyState.GONE,
    }  # fmt: skip
    return render(request, "wagepay/anomaly.html", context)


def _rows_of(actor: Actor, finding: AttendanceFinding) -> dict:
    """Days of the person here and, for whoever sees both, on the other site; the device's passages."""
    persons = Engagement.objects.visible_to(actor).filter(project=finding.project, id_index=finding.person) if finding.person else Engagement.objects.none()
    found: dict = {"person": persons.first() if finding.person else None, "days": [], "punches": []}
    if finding.person is not None:
        days = AttendanceDay.objects.visible_to(actor).worked().filter(month=finding.month, person=bytes(finding.person)).select_related("project")
        if finding.kind != AnomalyKind.TWO_SITES:
            days = days.filter(project=finding.project)
        found["days"] = list(days.order_by("day", "project_id")[:SHOWN])
    if finding.device_id:
        found["punches"] = list(_punches(actor, finding)[:SHOWN])
    return found


def _punches(actor: Actor, finding: AttendanceFinding):
    rows = Punch.objects.visible_to(actor).filter(month=finding.month, project=finding.project).select_related("device").order_by("at")
    if finding.person is not None:
        return rows.filter(person=bytes(finding.person))
    rows = rows.filter(device=finding.device_id)
    if finding.kind == AnomalyKind.OUTSIDE_FENCE:
        return rows.filter(is_outside=True)
    if finding.kind == AnomalyKind.CROWDED:
        return rows.filter(at__gte=dt.datetime.fromisoformat(finding.figures["at"]))
    return rows.filter(received_at__date=finding.figures["received_on"])


@page("wagepay.explain_anomaly", obj=(AttendanceFinding, "uid"))
def wage_anomaly_explain(request: HttpRequest, finding: AttendanceFinding) -> HttpResponse:
    form = ExplainForm(posted(request), initial={"text": finding.explanation})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: explain_anomaly(actor=request.actor, finding=finding, at=now(), **form.cleaned_data)):
            messages.success(request, "说明已提交，等监察员核实。")
            return redirect("wage_anomaly", finding.uid)
    return _asked(request, finding, form, "说明考勤异常", "提交说明")


@page("wagepay.judge_anomaly", obj=(AttendanceFinding, "uid"))
def wage_anomaly_judge(request: HttpRequest, finding: AttendanceFinding) -> HttpResponse:
    form = JudgeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: judge_anomaly(actor=request.actor, finding=finding, at=now(), **form.cleaned_data)):
            messages.success(request, "核实结果已登记。")
            return redirect("wage_anomaly", finding.uid)
    return _asked(request, finding, form, "核实考勤异常", "登记核实结果")


def _asked(request: HttpRequest, finding: AttendanceFinding, form, title: str, verb: str) -> HttpResponse:
    finding = _whole(request.actor, finding)
    context = {"finding": finding, "form": form, "title": title, "verb": verb, "sentence": sentence(finding)}
    return render(request, "wagepay/anomaly_step.html", context, status=422 if form.errors else 200)


def _whole(actor: Actor, finding: AttendanceFinding) -> AttendanceFinding:
    return AttendanceFinding.objects.visible_to(actor).select_related("project", "device", "employer").get(pk=finding.pk)
