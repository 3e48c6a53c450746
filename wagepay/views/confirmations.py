"""Workers' own word on a sheet: the link that asks for it, and who said what."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib.names import mask_name
from projects.views.code import public_address
from wagepay.enums import AnswerAbout
from wagepay.models import MonthAnswer, PayrollLine, PayrollSheet


@page("wagepay.people", obj=(PayrollSheet, "uid"))
def wage_confirmations(request: HttpRequest, sheet: PayrollSheet) -> HttpResponse:
    """The address and its code to post up or send, and the last word of each person of this very sheet; who contradicts stands first."""
    actor = request.actor
    sheet = PayrollSheet.objects.visible_to(actor).select_related("project", "employer").get(pk=sheet.pk)
    lines = PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project=sheet.project, sheet=sheet).order_by("row")
    said = {bytes(answer.person): answer for answer in MonthAnswer.objects.visible_to(actor).filter(sheet_uid=sheet.uid, about=AnswerAbout.SHEET).standing()}
    rows = [(line, mask_name(line.name), said.get(bytes(line.person))) for line in lines]
    url = public_address(request, reverse("own_sheet", args=[sheet.uid]))
    context = {
        "sheet": sheet,
        "url": url,
        "code": segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=2, dark="#000", light="#fff"),
        "rows": sorted(rows, key=lambda row: 1 if row[2] is None else 2 if row[2].agrees else 0),
        "agreed": sum(answer.agrees for answer in said.values()),
        "contradicted": sum(not answer.agrees for answer in said.values()),
        "silent": len(rows) - len(said),
    }
    return render(request, "wagepay/confirmations.html", context)
