"""Papers of a sheet: the pay ledger with whole numbers, the workers' slips."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import new_serial, stamp_of
from portal.lib import clock
from wagepay.actions.make_ledger import make_ledger
from wagepay.forms_batches import LedgerForm
from wagepay.models import PayrollSheet
from wagepay.payslips import payslips_pdf
from wagepay.views.asked import posted


@page("wagepay.ledger", obj=(PayrollSheet, "uid"), step_up="export")
def wage_ledger(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """GET asks for form and purpose, POST writes it down and hands the ledger out."""
    form = LedgerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        content, name, media_type = make_ledger(actor=request.actor, sheet=sheet, at=clock.now(), **form.cleaned_data)
        return file_response(content, name, media_type)
    return render(request, "wagepay/ledger.html", {"sheet": sheet, "form": form, "back": reverse("wage_sheet", args=[sheet.uid])})


@recorded
@page("wagepay.payslips", obj=(PayrollSheet, "uid"))
def wage_payslips(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """All slips of the sheet as one print."""
    at = clock.now()
    mark = stamp_of(request.actor, new_serial(at), at).line
    response = file_response(payslips_pdf(request.actor, sheet, mark, at.date()), f"{sheet.receipt_number}工资清单.pdf", "application/pdf")
    response.handed_out = ("wagepay.payslips", sheet)
    return response
