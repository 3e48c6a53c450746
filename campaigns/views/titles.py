"""Titles of projects: nominate, take back, decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from campaigns.actions.nominate import decide, newest_decision, nominate, open_decisions, withdraw_nomination
from campaigns.enums import DecisionKind, NominationState
from campaigns.forms import DecideForm, NominateForm
from campaigns.models import Campaign, TitleNomination
from campaigns.queries.progress import newest_decisions
from campaigns.title_checks import title_checks
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.trying import tried
from projects.models import Project


@page("campaigns.view", obj=(Campaign, "code"))
def title_list(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Nominations with what was decided on each; ``region`` and ``awarded`` narrow the list."""
    nominations = TitleNomination.objects.visible_to(request.actor).filter(campaign=campaign).select_related("project", "region")
    decisions = newest_decisions(campaign, request.actor)
    rows = [(row, decisions.get(row.uid)) for row in nominations if request.GET.get("region", str(row.region_id)) in ("", str(row.region_id))]
    if request.GET.get("awarded"):
        rows = [(row, decision) for row, decision in rows if decision and decision.kind == DecisionKind.AWARDED and row.state == NominationState.NOMINATED]
    context = {"campaign": campaign, "rows": rows, "may_nominate": may(request.actor, "campaigns.nominate")}
    return render(request, "campaigns/titles.html", context)


@page("campaigns.nominate", obj=(Campaign, "code"))
def title_nominate(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Choose a project; its six conditions are shown before the nomination is made."""
    standing = TitleNomination.objects.visible_to(request.actor).filter(campaign=campaign, state=NominationState.NOMINATED).values("project")
    projects = Project.objects.writable_by(request.actor).unfinished().exclude(pk__in=standing).order_by("name_key")
    asked = request.GET.get("project", "")
    form = NominateForm(request.POST or None, projects=projects, initial={"project": asked})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: nominate(actor=request.actor, campaign=campaign, project=data["project"], on=clock.today(), note=data["note"])):
            messages.success(request, "已申报，等市领导小组办公室考核认定。")
            return redirect("title_list", code=campaign.code)
    asked = request.POST.get("project", asked)
    chosen = projects.filter(pk=asked).first() if asked.isdecimal() else None
    checks = title_checks(chosen, actor=request.actor, on=clock.today()) if chosen else ()
    is_denied = any(check["ok"] is False for check in checks)
    return render(request, "campaigns/nominate.html", {"campaign": campaign, "form": form, "chosen": chosen, "checks": checks, "is_denied": is_denied})


@page("campaigns.view", obj=(TitleNomination, "uid"))
def title_detail(request: HttpRequest, row: TitleNomination) -> HttpResponse:
    """One nomination: its frozen conditions and the decision."""
    return _show(request, row, None)


@page("campaigns.decide", obj=(TitleNomination, "uid"))
def title_decide(request: HttpRequest, row: TitleNomination) -> HttpResponse:
    """Award, refuse, revoke."""
    form = DecideForm(request.POST or None, kinds=open_decisions(newest_decision(row, request.actor)))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: decide(row, actor=request.actor, on=clock.today(), **form.cleaned_data)):
        messages.success(request, "决定已登记。")
        return redirect("title", uid=row.uid)
    return _show(request, row, form)


def _show(request: HttpRequest, row: TitleNomination, form: DecideForm | None) -> HttpResponse:
    actor, decision = request.actor, newest_decision(row, request.actor)
    is_standing = row.state == NominationState.NOMINATED
    if form is None and is_standing and may(actor, "campaigns.decide") and row.campaign.region_id in actor.scope.write_regions:
        form = DecideForm(kinds=open_decisions(decision))
    context = {
        "row": row,
        "form": form,
        "decision": decision,
        "is_awarded": decision is not None and decision.kind == DecisionKind.AWARDED,
        "may_withdraw": is_standing and decision is None and may(actor, "campaigns.nominate"),
    }
    return render(request, "campaigns/title.html", context)


@page("campaigns.nominate", obj=(TitleNomination, "uid"))
def title_withdraw(request: HttpRequest, row: TitleNomination) -> HttpResponse:
    """Ask for the reason, then take the nomination back."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: withdraw_nomination(row, actor=request.actor, **form.cleaned_data)):
        messages.success(request, "已撤回申报，条件具备后可以再申报。")
        return redirect("title", uid=row.uid)
    back = reverse("title", args=[row.uid])
    return confirm(request, f"撤回“{row.project.name}”的申报？", text="撤回后不再参加认定，可以重新申报。", verb="撤回申报", back=back, form=form)
