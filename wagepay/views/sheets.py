"""One payroll sheet: its totals, its lines, the general contractor's decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Table
from portal.tenancy.scope import Actor
from portal.workflow.door import available
from projects.models.base import stands_for_own_people_only
from wagepay.actions.decide_sheet import approve_sheet, return_sheet
from wagepay.actions.make_batch import PAYABLE
from wagepay.filters import LineFilter
from wagepay.forms import DecisionForm, ReturnForm
from wagepay.models import PaymentBatch, PayrollLine, PayrollSheet, SignedScan, Upload
from wagepay.tables import LINES
from wagepay.views.asked import posted

BUTTONS = {"approve": ("审核通过", "btn-primary"), "return": ("退回修改", "btn-outline")}


@page("wagepay.people", obj=(PayrollSheet, "uid"))
def wage_sheet(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """The sheet's own page; who it waits for stands in the heading."""
    actor = request.actor
    sheet = PayrollSheet.objects.visible_to(actor).select_related("project", "employer", "replaces").get(pk=sheet.pk)
    newer = PayrollSheet.objects.visible_to(actor).filter(replaces=sheet).first()
    steps = [(step.verb, *BUTTONS[step.verb]) for step in available(sheet, actor) if step.verb in BUTTONS]
    context = {
        "sheet": sheet,
        "table": _lines(request, sheet),
        "newer": newer,
        "steps": steps,
        "scans": SignedScan.objects.visible_to(actor).filter(sheet=sheet).defer("sealed"),
        "receipt": _receipt(actor, sheet),
        "signs": may(actor, "wagepay.submit") and PayrollSheet.objects.writable_by(actor).filter(pk=sheet.pk).exists(),
        "papers": sheet.is_current and may(actor, "wagepay.payslips"),
        "ledgers": may(actor, "wagepay.ledger"),
        "batches": PaymentBatch.objects.visible_to(actor).filter(project=sheet.project, employer=sheet.employer, month=sheet.month).order_by("pk"),
        "may_batch": sheet.state in PAYABLE and may(actor, "wagepay.batch") and not stands_for_own_people_only(actor, sheet.project_id),
    }
    return part_or_page(request, "wagepay/sheet.html", "parts/_table.html", context)


def _receipt(actor: Actor, sheet: PayrollSheet) -> Upload | None:
    """The file it came from, for who sends files and sees this one."""
    return Upload.objects.visible_to(actor).filter(pk=sheet.upload_id).first() if may(actor, "wagepay.upload") else None


def _lines(request: HttpRequest, sheet: PayrollSheet) -> Table:
    lines = PayrollLine.objects.visible_to(request.actor).filter(month=sheet.month, project=sheet.project, sheet=sheet)
    return Table(
        request, lines, LINES, LineFilter, order=("row",), title="明细", note=f"{sheet.workers} 人", row_key=lambda row: str(row.row),
        exports=(("导出", reverse("wage_sheet_export", args=[sheet.uid])),),
    )  # fmt: skip


@recorded
@page("wagepay.people", obj=(PayrollSheet, "uid"), step_up="export")
def wage_sheet_export(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """The filtered lines, numbers masked as on the screen."""
    return list_export(request, _lines(request, sheet), f"{sheet.project.name} {sheet.month:%Y-%m} 工资表明细")


@page("wagepay.approve", obj=(PayrollSheet, "uid"))
def wage_sheet_decide(request: HttpRequest, sheet: PayrollSheet, verb: str) -> HttpResponse:
    """GET asks, POST decides; opened as a dialog where there is JavaScript."""
    if verb not in BUTTONS:
        raise Http404
    form = (ReturnForm if verb == "return" else DecisionForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if verb == "approve":
            approve_sheet(actor=request.actor, sheet=sheet, at=clock.now(), note=note)
        else:
            return_sheet(actor=request.actor, sheet=sheet, at=clock.now(), note=note)
        messages.success(request, f"{sheet.employer.name} {sheet.month:%Y-%m} 工资表：{BUTTONS[verb][0]}。")
        return redirect("wage_sheet", sheet.uid)
    titles = {"approve": "审核通过这张工资表？", "return": "退回这张工资表？"}
    texts = {
        "approve": f"{sheet.employer.name} {sheet.month.year} 年 {sheet.month.month} 月，{sheet.workers} 人，实发 {sheet.net:,.2f} 元。通过后只能更正，不能直接改。",
        "return": "退回后本月没有有效的工资表，分包单位重新上传新的版本。",
    }
    context = {
        "sheet": sheet,
        "form": form,
        "title": titles[verb],
        "text": texts[verb],
        "verb": BUTTONS[verb][0],
        "back": reverse("wage_sheet", args=[sheet.uid]),
    }
    return render(request, "wagepay/decide.html", context | {"kind": "btn-warnred" if verb == "return" else "btn-primary"})
