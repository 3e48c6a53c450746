"""The supervisor's opinion on a month."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.give_opinion import give_opinion
from wagepay.forms import OpinionForm
from wagepay.views.asked import month_of, posted


@page("wagepay.give_opinion", obj=(Project, "code"))
def wage_opinion(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """GET asks, POST keeps; a dialog where there is JavaScript."""
    day, back = month_of(month), reverse("wage_month", args=[project.code, month])
    form = OpinionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        made = tried(form, lambda: give_opinion(actor=request.actor, project=project, month=day, on=now.date(), at=now, **form.cleaned_data))
        if made is not None:
            messages.success(request, f"已填写 {month} {made.get_matter_display()}的监理意见。")
            return redirect(back)
    context = {
        "project": project,
        "form": form,
        "title": f"{day.year} 年 {day.month} 月的监理意见",
        "text": "填写后不能修改，情况有变再填一次，以最近一次为准。有异议的同时告诉监察员和总包。",
        "verb": "提交意见",
        "kind": "btn-primary",
        "back": back,
    }
    return render(request, "wagepay/opinion.html", context, status=422 if form.errors else 200)
