"""Draft a letter from a warning."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from earlywarning.actions.draft_letter import addressees_of, draft_letter, letter_facts
from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.addressee import choice_of_unit, default_text
from portal.documents.forms import DraftForm
from portal.documents.kinds import InstrumentKind, instrument_kind
from portal.lib import clock
from portal.lib.trying import tried
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.models import Project

KINDS = ("interview_letter", "risk_warning_letter", "recommendation_letter", "supervision_letter")


def offered(warning: EarlyWarning, actor: Actor) -> list[InstrumentKind]:
    """The letters the actor may draft about an open warning of his own region: those his tenant uses."""
    if not warning.is_open or warning.region_id not in actor.scope.write_regions or not may(actor, "documents.draft"):
        return []
    in_use = policy(warning.region_id, "instruments.kinds", on=clock.today()).value or ()
    return [instrument_kind(kind) for kind in KINDS if kind in in_use]


@page("documents.draft", obj=(EarlyWarning, "uid"))
def warning_letter(request: HttpRequest, warning: EarlyWarning, kind: str) -> HttpResponse:
    """The kind's facts, filled with what the warning knows; the addressee is the tenant's policy and may be changed."""
    spec = instrument_kind(kind)
    project = Project.objects.visible_to(request.actor).select_related("owner", "general_contractor", "township", "region").get(pk=warning.project_id)
    part = policy(warning.region_id, f"instruments.addressee.{kind}", on=clock.today()).require()
    initial = {f"fact_{key}": value for key, value in letter_facts(warning, project).items()} | {"addressee_text": default_text(part, addressees_of(project))}
    form = DraftForm(
        request.POST or None, kind=spec, choice=choice_of_unit(part, warning.region, clock.today(), sender=request.actor.organisation_id), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = {"kind": kind, "facts": form.facts, "chosen": form.chosen} | form.texts
        draft = tried(form, lambda: draft_letter(warning, actor=request.actor, at=clock.now(), **given))
        if draft is not None:
            return redirect(draft)
    context = {"form": form, "heading": f"拟{spec.title}：{warning.title}", "law": spec.law, "back": reverse("warning", args=[warning.uid])}
    return render(request, "documents/instrument_form.html", context)
