"""Cases: the list, its export, and one case with its two ends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.actions.settle_case import contradicting
from cases.enums import CaseState
from cases.external import CASE
from cases.filters import CaseFilter
from cases.history import case_entries
from cases.models import Case, CaseLead, CaseNote, CaseWorkerLine, LeaderInCharge
from cases.queries.arrears import totals, with_sums
from cases.queries.ledger import ledger_rows
from cases.queries.strips import case_strip
from cases.tables import case_columns
from cases.terms import case_terms, counting_for
from cases.views.case_steps import steps_of
from cases.views.letters import CASE_KINDS, offered
from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.documents.models import Instrument
from portal.external.panels import steps_panel
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor

RELATED = ("project__region", "project__general_contractor", "employer", "region", "officer", "closing_file", "proposed_by")


def _table(request: HttpRequest) -> Table:
    rows = with_sums(request.actor, Case.objects.visible_to(request.actor)).select_related("employer", "region")
    if not (request.GET.get("state") or request.GET.get("debt")):
        rows = rows.exclude(state=CaseState.CLOSED, settled_on__isnull=False)
    return Table(
        request,
        rows,
        case_columns(counting_for(request.actor, clock.today())),
        CaseFilter,
        order=("investigate_due_on", "id"),
        title="案件",
        note="默认列没有办结或没有销账的：办结是程序走完，销账是钱付清",
        empty=Empty("没有在办或未销账的案件", "受理线索后自动建案。"),
        exports=(("导出", reverse("case_export")),) if may(request.actor, "cases.export") else (),
        row_classes=lambda r: "over" if r.is_open and r.investigate_due_on and r.investigate_due_on < clock.today() else "",
    )


@page("cases.list")
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases the actor may see, those due first."""
    return part_or_page(request, "cases/case_list.html", "parts/_table.html", {"table": _table(request), "strip": case_strip(request.actor, clock.today())})


@recorded
@page("cases.export")
def case_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return list_export(request, _table(request), "案件台账")


@page("cases.list", obj=(Case, "number"))
def case(request: HttpRequest, found: Case) -> HttpResponse:
    """Procedure and money side by side: terms, ledger per worker, leads, letters, warnings of the site, what was done."""
    actor, on = request.actor, clock.today()
    found = Case.objects.visible_to(actor).select_related(*RELATED).get(pk=found.pk)
    lines = CaseWorkerLine.objects.visible_to(actor).of(found)
    links = list(CaseLead.objects.visible_to(actor).filter(case=found).select_related("lead", "line"))
    rows = ledger_rows(actor, found, links)
    context = {
        "case": found,
        "rows": rows,
        "sums": totals(lines),
        "unpaid": lines.unpaid().count(),
        "terms": case_terms(found.region, found.filed_on or found.opened_on, work_calendar(), on=on) if found.is_open else (),
        "leads": [link.lead for link in links],
        "said": sum(link.lead.people for link in links),
        "contradicted": len(contradicting(actor, found)),
        "steps": steps_of(found, actor),
        "notes": CaseNote.objects.visible_to(actor).filter(case=found),
        "letters": Instrument.objects.visible_to(actor).about("cases.Case", found.uid),
        "drafts": offered(actor, found, CASE_KINDS) if found.is_open or not found.settled_on else (),
        "warnings": _warnings(actor, found),
        "external": steps_panel(actor, CASE, found.number),
        "sees_person": may(actor, "cases.reveal"),
        "sees_project": may(actor, "projects.view"),
        "sees_files": may(actor, "documents.download"),
        "may_instruct": may(actor, "cases.instruct"),
        "in_charge": LeaderInCharge.objects.visible_to(actor).filter(case=found).select_related("leader"),
        "entries": case_entries(found, [row.line for row in rows], [link.lead for link in links]),
    }
    return render(request, "cases/case.html", context)


def _warnings(actor: Actor, found: Case):
    if found.project_id is None or not may(actor, "earlywarning.list"):
        return ()
    return EarlyWarning.objects.visible_to(actor).open().filter(project=found.project_id).order_by("due_at")[:10]
