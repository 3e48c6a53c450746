"""The whole identity or phone number of a sender or worker: asked for with a reason, written down, then shown."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cases.models import Case, CaseWorkerLine, Lead
from portal.accounts.pages import page
from portal.accounts.views.reveal import reveal_page

RIGHT = "cases.reveal"


@page(RIGHT, obj=(Lead, "uid"), step_up="reveal")
def lead_reveal(request: HttpRequest, lead: Lead, field: str) -> HttpResponse:
    what = f"反映人{lead.name}" if lead.name else "反映人"
    return reveal_page(request, lead, field, among=("id_number", "phone"), right=RIGHT, what=what, back=lead.get_absolute_url())


@page(RIGHT, obj=(Case, "number"), step_up="reveal")
def line_reveal(request: HttpRequest, case: Case, uid: Any, field: str) -> HttpResponse:
    line = CaseWorkerLine.objects.visible_to(request.actor).of(case).filter(uid=uid).first()
    if line is None:
        raise Http404
    return reveal_page(request, line, field, among=("id_number",), right=RIGHT, what=line.name, back=case.get_absolute_url())
