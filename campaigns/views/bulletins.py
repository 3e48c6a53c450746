"""Weekly bulletins: list, make, read, download."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from campaigns.actions.make_bulletin import make_bulletin, week_days
from campaigns.models import WeeklyProgressBulletin
from campaigns.tables import BULLETINS
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.htmx import part_or_page, wants_part
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region


class WeekForm(forms.Form):
    """Which ISO week."""

    week = forms.RegexField(
        r"^\d{4}-W\d{2}$", label="周", widget=forms.TextInput(attrs={"type": "week"}), error_messages={"invalid": "周要写成 2026-W47 的样子。"}
    )


def _bulletins(request: HttpRequest) -> Table:
    rows = WeeklyProgressBulletin.objects.visible_to(request.actor).select_related("region")
    empty = Empty("还没有周通报", "选一周生成，排名和数字自动带出。")
    return Table(request, rows, BULLETINS, order=("-week",), title="周调度通报", empty=empty, exports=(("导出", reverse("bulletin_export")),))


@recorded
@page("campaigns.view")
def bulletin_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _bulletins(request), "周调度通报")


@page("campaigns.view")
def bulletin_list(request: HttpRequest) -> HttpResponse:
    year, week, _ = clock.today().isocalendar()
    form = WeekForm(initial={"week": f"{year}-W{week:02d}"}) if may(request.actor, "campaigns.bulletin") else None
    return part_or_page(request, "campaigns/bulletin_list.html", "parts/_table.html", {"table": _bulletins(request), "form": form})


@page("campaigns.bulletin")
def bulletin_make(request: HttpRequest) -> HttpResponse:
    """Freeze the week and start the print."""
    form = WeekForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        region, week = Region.objects.get(pk=request.actor.region_id), form.cleaned_data["week"]
        row = tried(form, lambda: make_bulletin(actor=request.actor, region=region, week=week, at=clock.now()), "week")
        if row:
            messages.success(request, "数字已固定，正在排版。")
            return redirect("bulletin", uid=row.uid)
    return render(request, "campaigns/bulletin_make.html", {"form": form})


@page("campaigns.view", obj=(WeeklyProgressBulletin, "uid"))
def bulletin_detail(request: HttpRequest, row: WeeklyProgressBulletin) -> HttpResponse:
    """The frozen figures on screen, the file, the job while it runs; when it is over the waiting part asks for the whole page."""
    job = Job.objects.filter(uid=row.job_uid).first()
    context = {"row": row, "figures": row.figures, "days": week_days(row.week), "job": job}
    response = part_or_page(request, "campaigns/bulletin.html", "campaigns/_bulletin_job.html", context)
    if wants_part(request) and job is not None and not job.is_open:
        response.headers["HX-Refresh"] = "true"
    return response
