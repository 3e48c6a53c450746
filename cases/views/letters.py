"""Draft a letter from a case or a transfer slip from a lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions.draft_letter import addressees, draft_letter, letter_facts, region_of
from cases.models import Case, Lead
from cases.views.trying import tried
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.addressee import choice_of_unit, default_text
from portal.documents.forms import DraftForm
from portal.documents.kinds import InstrumentKind, instrument_kind
from portal.lib import clock
from portal.tenancy.models import Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor

CASE_KINDS = ("interview_letter", "supervision_letter")
LEAD_KINDS = ("transfer_slip",)


def offered(actor: Actor, about: Case | Lead, kinds: tuple[str, ...]) -> list[InstrumentKind]:
    """The kinds the actor may draft here: those his tenant uses."""
    if not may(actor, "documents.draft") or actor.region_id is None:
        return []
    in_use = policy(region_of(about, actor), "instruments.kinds", on=clock.today()).value or ()
    return [instrument_kind(kind) for kind in kinds if kind in in_use]


@page("documents.draft", obj=(Case, "number"))
def case_letter(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    return _draft(request, case, kind)


@page("documents.draft", obj=(Lead, "uid"))
def lead_letter(request: HttpRequest, lead: Lead, kind: str) -> HttpResponse:
    return _draft(request, lead, kind)


def _draft(request: HttpRequest, about: Case | Lead, kind: str) -> HttpResponse:
    """The kind's facts, filled with what the file knows; the addressee is the tenant's policy and may be changed."""
    spec, on = instrument_kind(kind), clock.today()
    region = Region.objects.get(pk=region_of(about, request.actor))
    part = policy(region, f"instruments.addressee.{kind}", on=on).require()
    known = {f"fact_{key}": value for key, value in letter_facts(about, actor=request.actor).items()}
    choice = choice_of_unit(part, region, on, about.organ_name if isinstance(about, Case) else "", sender=request.actor.organisation_id)
    form = DraftForm(request.POST or None, kind=spec, choice=choice, initial=known | {"addressee_text": default_text(part, addressees(about))})
    if request.method == "POST" and form.is_valid():
        given = {"kind": kind, "facts": form.facts, "chosen": form.chosen} | form.texts
        draft = tried(form, lambda: draft_letter(about, actor=request.actor, at=clock.now(), **given))
        if draft is not None:
            return redirect(draft)
    context = {"form": form, "heading": f"拟{spec.title}：{about}", "law": spec.law, "back": about.get_absolute_url()}
    return render(request, "documents/instrument_form.html", context)
