"""The workers' signatures: the sheet printed for them, the signed pages back, bound to the version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import new_serial, stamp_of
from portal.lib import clock
from portal.lib.trying import tried
from wagepay.actions.record_scan import pages_of, record_scan
from wagepay.forms import ScanForm
from wagepay.models import PayrollSheet, SignedScan
from wagepay.signature_sheet import signature_pdf
from wagepay.views.asked import posted_files


@recorded
@page("wagepay.submit", obj=(PayrollSheet, "uid"))
def wage_sheet_signature(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """The PDF with a line for every worker's name."""
    at = clock.now()
    stamp = stamp_of(request.actor, new_serial(at), at)
    name = f"{sheet.receipt_number}签字表.pdf"
    response = file_response(signature_pdf(request.actor, sheet, stamp.line, at.date()), name, "application/pdf")
    response.handed_out = ("wagepay.signature", sheet)
    return response


@page("wagepay.submit", obj=(PayrollSheet, "uid"))
def wage_scan_new(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """Upload the signed pages."""
    on = clock.today()
    form = ScanForm(*posted_files(request), on=on, workers=sheet.workers)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        file = data.pop("file")
        common = {"actor": request.actor, "sheet": sheet, "on": on, "at": clock.now()}
        if tried(form, lambda: record_scan(upload=file, name=file.name, **common, **data), "file"):
            messages.success(request, f"签字扫描件已存入第 {sheet.version} 版工资表。")
            return redirect("wage_sheet", sheet.uid)
    return render(request, "wagepay/scan_new.html", {"sheet": sheet, "form": form, "back": reverse("wage_sheet", args=[sheet.uid])})


@recorded
@page("wagepay.people", obj=(SignedScan, "uid"))
def wage_scan(request: HttpRequest, scan: SignedScan) -> HttpResponse:
    """The signed pages, as a download on record."""
    response = file_response(pages_of(scan), scan.name, scan.media_type)
    response.handed_out = ("wagepay.open_scan", scan)
    return response
