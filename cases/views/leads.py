"""Leads: the list, its export, one of them, and registration at the window."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.actions.issue_code import issue_code
from cases.actions.receive_lead import receive_lead
from cases.enums import OPEN_LEADS, Channel, LeadKind, LeadState
from cases.filters import LeadFilter
from cases.form_keys import key_of, new_form_key
from cases.forms.leads import RegisterForm
from cases.history import lead_entries
from cases.models import CaseLead, Lead, LeadFile, WorkerAnswer
from cases.progress_codes import shown
from cases.queries.duplicates import same_matter
from cases.queries.strips import lead_strip
from cases.tables import end_of, lead_columns
from cases.terms import Counting, accept_terms, counting_for
from cases.views.lead_steps import form_of, steps_of
from cases.views.letters import LEAD_KINDS, offered
from cases.views.trying import demand, tried
from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region


def _table(request: HttpRequest) -> Table:
    rows = Lead.objects.visible_to(request.actor).select_related("project", "employer", "region")
    if not request.GET.get("state"):
        rows = rows.filter(state__in=OPEN_LEADS)
    return Table(
        request,
        rows,
        lead_columns(counting_for(request.actor, clock.today())),
        LeadFilter,
        order=("-state", "accept_due_on", "received_at"),
        title="线索",
        note="默认只列未办完的",
        empty=Empty("没有未办完的线索", "扫码、来访、电话和平台来的线索都已处理。"),
        exports=(("导出", reverse("lead_export")),) if may(request.actor, "cases.export") else (),
        row_classes=lambda r: "over" if r.state == LeadState.RECEIVED and r.accept_due_on < clock.today() else "",
        row_key=lambda r: str(r.uid),
    )


@page("cases.list")
def lead_list(request: HttpRequest) -> HttpResponse:
    """Leads the actor may see, those to be accepted first."""
    actor = request.actor
    context = {
        "table": _table(request),
        "strip": lead_strip(actor, clock.today()),
        "may_register": may(actor, "cases.register"),
        "may_import": may(actor, "cases.import"),
    }
    return part_or_page(request, "cases/lead_list.html", "parts/_table.html", context)


@recorded
@page("cases.export")
def lead_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook; names are masked and numbers are not in it."""
    return list_export(request, _table(request), "线索台账")


@page("cases.list", obj=(Lead, "uid"))
def lead(request: HttpRequest, found: Lead) -> HttpResponse:
    """What was said, by when it must be decided, what looks the same, what can be done now."""
    actor, on = request.actor, clock.today()
    found = (
        Lead.objects.visible_to(actor).select_related("project__region", "project__general_contractor", "employer", "region", "first_contact").get(pk=found.pk)
    )
    link = CaseLead.objects.visible_to(actor).filter(lead=found).select_related("case").first()
    steps = steps_of(found, actor)
    context = {
        "lead": found,
        "sees_person": may(actor, "cases.reveal"),
        "terms": accept_terms(found.region, found.received_on, work_calendar(), on=on) if found.state == LeadState.RECEIVED else (),
        "clear_due_at": end_of(found.clear_due_on) if found.clear_due_on and found.state in OPEN_LEADS else None,
        "left": Counting([found.region], work_calendar(), on).accept_left(found.region_id, found.received_on, found.accept_due_on),
        "is_over": found.accept_due_on < on,
        "is_waiting": found.state == LeadState.RECEIVED,
        "case": link.case if link else None,
        "likenesses": same_matter(actor, found),
        # Payslips and chats show names: they are for those who may see the sender.
        "files": [_file(row) for row in LeadFile.objects.visible_to(actor).filter(lead=found).select_related("file")] if may(actor, "cases.reveal") else (),
        "answers": WorkerAnswer.objects.visible_to(actor).filter(lead=found),
        "letters": Instrument.objects.visible_to(actor).about("cases.Lead", found.uid),
        "entries": lead_entries(found),
        "steps": steps,
        "form": form_of(steps[0].verb, None, found, actor) if steps else None,
        "can_amend": any(step.verb == "accept" for step in steps),
        "can_code": may(actor, "cases.register") and found.region_id in actor.scope.write_regions,
        "drafts": offered(actor, found, LEAD_KINDS) if found.state in OPEN_LEADS else (),
    }
    return render(request, "cases/lead.html", context)


def _file(row: LeadFile) -> dict:
    return {"name": row.file.name, "url": row.file.get_absolute_url(), "size": row.file.size, "at": row.added_at, "note": ""}


@page("cases.register")
def lead_new(request: HttpRequest) -> HttpResponse:
    """Somebody at the window or on the phone; the code for him is shown once, on the receipt."""
    actor = request.actor
    form = RegisterForm(request.POST or None, actor=actor, initial={"key": new_form_key(actor.username)} | _from_warning(request))
    if request.method == "POST" and form.is_valid():
        key = key_of(form.cleaned_data["key"], actor.username)
        region = Region.objects.get(pk=actor.region_id)
        if key is None:
            form.data = form.data.copy()
            form.data["key"] = new_form_key(actor.username)
            form.add_error(None, "这一页打开得太久了，内容还在，请再点一次“登记”。")
        elif done := tried(form, lambda: receive_lead(actor=actor, region=region, at=clock.now(), key=key, **form.lead_fields)):
            registered, code = done
            return render(request, "cases/lead_receipt.html", {"lead": registered, "code": shown(code), "region": region})
    return render(request, "cases/lead_form.html", {"form": form})


def _from_warning(request: HttpRequest) -> dict[str, Any]:
    """转线索: /leads/new/?warning=<uid> brings the site, the people, the sum and the sentence of a warning along."""
    asked = request.GET.get("warning", "")
    try:
        found = EarlyWarning.objects.visible_to(request.actor).select_related("project").filter(uid=asked).first() if asked else None
    except ValidationError:
        found = None
    if found is None:
        return {}
    site = {"channel": Channel.WARNING, "kind": LeadKind.REPORT, "project": found.project.code, "external_number": str(found.uid)[:8], "text": found.explain}
    return site | {name: value for name, value in (("people", found.people), ("amount", found.amount)) if value}


@page("cases.register", obj=(Lead, "uid"))
def lead_code(request: HttpRequest, found: Lead) -> HttpResponse:
    """A new code for somebody who lost his and has shown who he is."""
    demand(request.actor, found, "cases.register")
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label, form.fields["reason"].help_text = "怎么核实的本人身份", "例如：核对身份证原件。原来的查询码随即失效。"
    if request.method == "POST" and form.is_valid():
        code = tried(form, lambda: issue_code(found, actor=request.actor, reason=form.cleaned_data["reason"]))
        if code:
            return render(request, "cases/lead_receipt.html", {"lead": found, "code": shown(code), "region": found.region})
    context = {
        "title": "补发查询码？",
        "text": "原来的查询码不能再用，新码只显示一次。",
        "verb": "补发",
        "kind": "btn-primary",
        "back": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "cases/confirm.html", context | {"crumb": found})
