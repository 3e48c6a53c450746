"""What is done to the ticked rows of the list: the list posts them, the page asks and posts them again with the answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.trying import tried
from projects.actions.assign_inspector import assign_inspector, inspectors_of
from projects.actions.tag_projects import tag_projects
from projects.enums import Tag
from projects.forms import InspectorForm
from projects.models import Project


class TagForm(forms.Form):
    tag = forms.ChoiceField(label="标签", choices=Tag.choices)
    turn = forms.ChoiceField(label="办法", choices=[("on", "加上"), ("off", "去掉")], widget=forms.RadioSelect, initial="on")


def _picked(request: HttpRequest) -> list[Project]:
    keys = [int(key) for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19]
    return list(Project.objects.writable_by(request.actor).filter(pk__in=keys).select_related("region", "inspector").order_by("name_key", "pk"))


def _bulk(request: HttpRequest, rows: list[Project], form: forms.Form, act: Callable[[dict[str, Any]], int], *, title: str, verb: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        count = tried(form, lambda: act(form.cleaned_data))
        if count is not None:
            messages.success(request, f"{verb}：{0 if count is True else count} 个项目。")
            return redirect("project_list")
    return render(request, "projects/bulk.html", {"rows": rows, "form": form, "title": title, "back": reverse("project_list"), "area": "项目档案"})


@page("projects.assign")
def bulk_inspector(request: HttpRequest) -> HttpResponse:
    """One inspector for all; he must serve in each of their counties, else nothing is written."""
    rows = _picked(request)
    if not rows:
        messages.error(request, "先勾选本辖区的项目。")
        return redirect("project_list")
    people = inspectors_of(rows[0].region, clock.today())
    form = InspectorForm(request.POST if "inspector" in request.POST else None, people=people)

    def act(data: dict[str, Any]) -> int:
        for row in rows:
            assign_inspector(actor=request.actor, project=row, inspector=data["inspector"], on=clock.today())
        return len(rows)

    return _bulk(request, rows, form, act, title="指定责任监察员", verb="已指定")


@page("projects.update")
def bulk_tag(request: HttpRequest) -> HttpResponse:
    rows = _picked(request)
    if not rows:
        messages.error(request, "先勾选本辖区的项目。")
        return redirect("project_list")
    form = TagForm(request.POST if "tag" in request.POST else None)

    def act(data: dict[str, Any]) -> int:
        return tag_projects(actor=request.actor, projects=rows, tag=data["tag"], on=data["turn"] == "on", at=clock.now())

    return _bulk(request, rows, form, act, title="加标签或去标签", verb="已改动")
