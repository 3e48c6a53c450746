"""Titles of projects: nominate, decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaigns.actions.nominate import decide, newest_decision, nominate
from campaigns.forms import DecideForm, NominateForm
from campaigns.models import Campaign, TitleNomination
from campaigns.queries.progress import awarded
from campaigns.title_checks import title_checks
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from projects.models import Project


@page("campaigns.view", obj=(Campaign, "code"))
def title_list(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Nominations with what was decided on each."""
    rows = TitleNomination.objects.visible_to(request.actor).filter(campaign=campaign).select_related("project", "region")
    region = request.GET.get("region", "")
    if region.isdigit():
        rows = rows.filter(region=int(region))
    context = {
        "campaign": campaign,
        "rows": [(row, newest_decision(row, request.actor)) for row in rows],
        "may_nominate": may(request.actor, "campaigns.nominate"),
    }
    return render(request, "campaigns/titles.html", context)


@page("campaigns.nominate", obj=(Campaign, "code"))
def title_nominate(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Choose a project; its six conditions are shown before the nomination is made."""
    taken = TitleNomination.objects.visible_to(request.actor).filter(campaign=campaign).values("project")
    projects = Project.objects.writable_by(request.actor).unfinished().exclude(pk__in=taken).order_by("name_key")
    form = NominateForm(request.POST or None, projects=projects, initial={"project": request.GET.get("project")})
    if request.method == "POST" and form.is_valid():
        nominate(actor=request.actor, campaign=campaign, project=form.cleaned_data["project"], on=clock.today(), note=form.cleaned_data["note"])
        messages.success(request, "已申报，等市领导小组办公室考核认定。")
        return redirect("title_list", code=campaign.code)
    chosen = projects.filter(pk=request.GET["project"]).first() if request.GET.get("project", "").isdigit() else None
    checks = title_checks(chosen, actor=request.actor, on=clock.today()) if chosen else ()
    return render(request, "campaigns/nominate.html", {"campaign": campaign, "form": form, "chosen": chosen, "checks": checks})


@page("campaigns.view", obj=(TitleNomination, "uid"))
def title_detail(request: HttpRequest, row: TitleNomination) -> HttpResponse:
    """One nomination: its frozen conditions and the decision."""
    form = DecideForm() if may(request.actor, "campaigns.decide") else None
    context = {"row": row, "form": form, "decision": newest_decision(row, request.actor), "is_awarded": row.uid in awarded(row.campaign, request.actor)}
    return render(request, "campaigns/title.html", context)


@page("campaigns.decide", obj=(TitleNomination, "uid"))
def title_decide(request: HttpRequest, row: TitleNomination) -> HttpResponse:
    """Award, refuse, revoke."""
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide(row, actor=request.actor, on=clock.today(), **form.cleaned_data)
        messages.success(request, "决定已登记。")
        return redirect("title", uid=row.uid)
    return render(request, "campaigns/title.html", {"row": row, "form": form, "decision": newest_decision(row, request.actor), "is_awarded": False})
