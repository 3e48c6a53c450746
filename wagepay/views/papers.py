"""Papers of a sheet: the pay ledger with whole numbers, the workers' slips."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import new_serial, stamp_of
from portal.lib import clock
from projects.views.code import public_address
from wagepay.actions.make_ledger import hand_copy, make_ledger
from wagepay.forms_batches import LedgerForm, PurposeForm
from wagepay.models import LedgerCopy, PayrollSheet
from wagepay.payslips import payslips_pdf
from wagepay.views.asked import posted


@page("wagepay.ledger", obj=(PayrollSheet, "uid"), step_up="export")
def wage_ledger(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """GET asks for form and purpose and lists what was printed before, POST writes it down and hands the ledger out."""
    form = LedgerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        content, name, media_type = make_ledger(actor=request.actor, sheet=sheet, at=clock.now(), **form.cleaned_data)
        return file_response(content, name, media_type)
    copies = LedgerCopy.objects.visible_to(request.actor).filter(sheet=sheet).defer("sealed")
    context = {"sheet": sheet, "form": form, "copies": copies, "is_current": sheet.is_current, "back": reverse("wage_sheet", args=[sheet.uid])}
    return render(request, "wagepay/ledger.html", context)


@page("wagepay.ledger", obj=(LedgerCopy, "uid"), step_up="export")
def wage_ledger_copy(request: HttpRequest, copy: LedgerCopy) -> HttpResponse:
    """The same bytes as then; again with a purpose, again on record."""
    copy = LedgerCopy.objects.visible_to(request.actor).select_related("sheet").get(pk=copy.pk)
    form = PurposeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return file_response(*hand_copy(actor=request.actor, copy=copy, **form.cleaned_data))
    return render(request, "wagepay/ledger_copy.html", {"copy": copy, "form": form, "back": reverse("wage_ledger", args=[copy.sheet.uid])})


@recorded
@page("wagepay.payslips", obj=(PayrollSheet, "uid"))
def wage_payslips(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """All slips of the sheet as one print."""
    at = clock.now()
    mark, link = stamp_of(request.actor, new_serial(at), at).line, public_address(request, reverse("own_sheet", args=[sheet.uid]))
    response = file_response(payslips_pdf(request.actor, sheet, link, mark, at.date()), f"{sheet.receipt_number}工资清单.pdf", "application/pdf")
    response.handed_out = ("wagepay.payslips", sheet)
    return response
