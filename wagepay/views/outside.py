"""Money outside the account: the list of a project, a new row from the person's page, the proof afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.record_outside import attach_proof, record_outside
from wagepay.filters import OutsideFilter
from wagepay.forms_batches import OutsideForm, ProofForm
from wagepay.models import Engagement, PaymentLine
from wagepay.pay_months import wage_month
from wagepay.tables import outside_columns
from wagepay.views.asked import posted_files


@page("wagepay.people", obj=(Project, "code"))
def wage_outside(request: HttpRequest, project: Project) -> HttpResponse:
    """生活费, 借支 and cash as dated rows; those without proof can be picked out."""
    return part_or_page(request, "wagepay/outside.html", "parts/_table.html", {"project": project, "table": _table(request, project)})


@recorded
@page("wagepay.people", obj=(Project, "code"), step_up="export")
def wage_outside_export(request: HttpRequest, project: Project) -> HttpResponse:
    return list_export(request, _table(request, project), f"{project.name}专户外发放")


def _table(request: HttpRequest, project: Project) -> Table:
    rows = PaymentLine.objects.visible_to(request.actor).outside().filter(project=project).select_related("employer")
    empty = Empty("没有专户外发放", "生活费、借支和现金从工人的页面登记，附上本人签字的凭证。", reverse("wage_roster", args=[project.code]), "花名册")
    exports = (("导出", reverse("wage_outside_export", args=[project.code])),)
    columns = outside_columns(project, may(request.actor, "wagepay.outside"))
    return Table(
        request, rows, columns, OutsideFilter, order=("-paid_on", "person"), title="专户外发放", empty=empty, row_key=lambda row: str(row.uid), exports=exports
    )


@page("wagepay.outside", obj=(Project, "code"))
def wage_outside_new(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """One dated row of one person, with its proof or without."""
    actor, on = request.actor, clock.today()
    person = get_object_or_404(Engagement.objects.visible_to(actor), project=project, uid=uid)
    form = OutsideForm(*posted_files(request), month=wage_month(on), on=on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        line = tried(form, lambda: record_outside(actor=actor, person=person, on=on, at=clock.now(), **data))
        if line:
            messages.success(
                request, f"已登记{person.name}的{line.get_channel_display()} {line.amount:,.2f} 元{'' if data['proof'] else '。还没有凭证，不抵工资'}。"
            )
            return redirect("wage_outside", project.code)
    return render(request, "wagepay/outside_new.html", {"project": project, "person": person, "form": form})


@page("wagepay.outside", obj=(Project, "code"))
def wage_outside_proof(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """The paper that proves a row."""
    line = get_object_or_404(PaymentLine.objects.visible_to(request.actor).outside(), project=project, uid=uid)
    form = ProofForm(*posted_files(request))
    if request.method == "POST" and form.is_valid():
        proof = form.cleaned_data["proof"]
        if tried(form, lambda: attach_proof(actor=request.actor, line=line, proof=proof, on=clock.today(), at=clock.now()), "proof"):
            messages.success(request, "凭证已存，这一笔计入实收。")
            return redirect("wage_outside", project.code)
    return render(request, "wagepay/outside_proof.html", {"project": project, "line": line, "form": form})
