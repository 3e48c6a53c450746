"""督办、约谈、通报、问责: what the ladder ended in, upon whom; the bulletin prints the same rows."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from earlywarning.filters import MeasureFilter
from earlywarning.models import Escalation
from earlywarning.tables import MEASURES_TAKEN
from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table


def _measures(request: HttpRequest) -> Table:
    return Table(
        request,
        Escalation.objects.visible_to(request.actor).exclude(measure="").select_related("item", "region"),
        MEASURES_TAKEN,
        MeasureFilter,
        order=("-on",),
        title="督办约谈通报问责",
        note="写进当周的周调度通报",
        empty=Empty("阶梯还没有走到督办", "逾期升级阶梯里写明措施的那几级，走到了列在这里。"),
        exports=(("导出", reverse("clearance_measures_export")),),
    )


@page("clearance.view")
def clearance_measures(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    return part_or_page(request, "earlywarning/measures.html", "parts/_table.html", {"table": _measures(request)})


@recorded
@page("clearance.view")
def clearance_measures_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _measures(request), "督办约谈通报问责台账")
