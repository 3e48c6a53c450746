"""A worker's own months, contracts and the list of who saw his numbers; his word on a month."""

import datetime as dt
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.documents.downloads import file_response
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.tokens import complaint_path
from wagepay.actions.answer_month import answer_month
from wagepay.enums import AnswerAbout
from wagepay.models import Engagement, OwnVisit, PayrollLine
from wagepay.own_forms import AnswerForm
from wagepay.own_months import OwnMonth, outcome_of, own_month
from wagepay.own_viewings import own_viewings
from wagepay.payslips import own_payslips_pdf
from wagepay.queries.own import place_of_sheet
from wagepay.views.asked import month_of
from wagepay.views.own_gate import hotline, own_page


@require_safe
@own_page
def own_month_page(request: HttpRequest, visit: OwnVisit, month: str) -> HttpResponse:
    """Days, pay slip, transfers and differences of one month, each employer for itself."""
    day = month_of(month)
    parts = [
        {"month": part, "payments": [(row, outcome_of(row)) for row in part.payments], "complain_url": _complain_url(part)}
        for part in own_month(request.own, day)
    ]
    if not parts:
        raise Http404
    return render(request, "wagepay/own/month.html", {"month": day, "parts": parts, "hotline": hotline(visit.region_id)})


@require_safe
@own_page
def own_payslip(request: HttpRequest, visit: OwnVisit, month: str) -> HttpResponse:
    """His own slips of the month to keep, his number masked like everywhere."""
    parts = [part for part in own_month(request.own, month_of(month)) if part.line]
    if not parts:
        raise Http404
    person = Engagement.objects.visible_to(request.own).order_by("pk").first()
    at = clock.now()
    content = own_payslips_pdf(parts, str(person.id_number) if person else "", f"本人查询 {at:%Y-%m-%d %H:%M}", at.date())
    return file_response(content, f"{month}工资清单.pdf", "application/pdf")


def _complain_url(part: OwnMonth) -> str:
    """The complaint page of that site, with what is known already filled in."""
    known = {"month": f"{part.row.month:%Y-%m}", "amount": part.missing or "", "foreman": part.line.team if part.line else ""}
    return f"{complaint_path(part.row.project)}?{urlencode(known)}"


@require_POST
@own_page
def own_answer(request: HttpRequest, visit: OwnVisit, month: str) -> HttpResponse:
    """属实 or 不对; whoever contradicts is offered the complaint."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("没有记下，请回到那个月再点一次。说明最多 300 个字。", "form")
    data, day = form.cleaned_data, month_of(month)
    part = next((p for p in own_month(request.own, day) if (p.row.project.code, p.row.employer_id) == (data["project"], data["employer"])), None)
    if part is None:
        raise Refused("没有找到这个月的记录。", "no_month")
    about = AnswerAbout(data["about"])
    answer_month(actor=request.own, visit=visit, month=part, about=about, agrees=data["agrees"], at=clock.now(), note=data["note"])
    messages.success(request, _thanks(about, data["agrees"]))
    return redirect(f"{reverse('own_month', args=[month])}#e{part.row.employer_id}")


def _thanks(about: AnswerAbout, agrees: bool) -> str:
    if about == AnswerAbout.SHEET:
        return "记下了：工资表属实。" if agrees else "记下了：工资表不对。单位和监察员都能看到。"
    return "记下了：工资已收到。" if agrees else "记下了：没收到或不够。只有监察员能看到，单位看不到。要监察员去办，请点“反映欠薪”。"


@require_safe
@own_page
def own_sheet(request: HttpRequest, visit: OwnVisit, uid: UUID) -> HttpResponse:
    """The link of a sheet leads to its month, for whoever stands on it."""
    found = place_of_sheet(visit.region_id, uid)
    if found is None or not _stands_on(request.own, *found):
        messages.error(request, "这张工资表上没有您。下面是您自己的记录。")
        return redirect("own_pay")
    return redirect("own_month", month=f"{found[1]:%Y-%m}")


def _stands_on(own: Actor, sheet_id: int, month: dt.date, project_id: int) -> bool:
    """Looked for by the key of the lines: month, project, person."""
    return PayrollLine.objects.visible_to(own).filter(month=month, project_id=project_id, sheet_id=sheet_id).exists()


@require_safe
@own_page
def own_contracts(request: HttpRequest, visit: OwnVisit) -> HttpResponse:
    """On what terms he works where; numbers masked."""
    rows = Engagement.objects.visible_to(request.own).select_related("project", "employer").order_by("-entered_on", "-pk")
    return render(request, "wagepay/own/contracts.html", {"rows": rows})


@require_safe
@own_page
def own_viewed(request: HttpRequest, visit: OwnVisit) -> HttpResponse:
    """Who saw his numbers in full, when and why."""
    return render(request, "wagepay/own/viewed.html", {"views": own_viewings(request.own, bytes(visit.person))})
