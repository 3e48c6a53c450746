"""节前预测: the projects most likely to end unpaid, why, and how often earlier forecasts came true."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from earlywarning.filters import ForecastFilter
from earlywarning.models import Forecast
from earlywarning.queries.hit_rates import hit_rates
from earlywarning.tables import FORECASTS
from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table


def _forecasts(request: HttpRequest) -> Table:
    rows = Forecast.objects.visible_to(request.actor).select_related("project", "region")
    if not request.GET.get("on"):
        newest = Forecast.objects.visible_to(request.actor).order_by("-on").values_list("on", flat=True).first()
        rows = rows.filter(on=newest)
    return Table(
        request,
        rows,
        FORECASTS,
        ForecastFilter,
        order=("-points",),
        title="节前预测",
        note="默认列最近一次",
        empty=Empty("还没有预测", "春节前 120 天起每周一评分一次。"),
        exports=(("导出", reverse("forecast_export")),),
    )


@page("earlywarning.forecast")
def forecast_list(request: HttpRequest) -> HttpResponse:
    """The highest scores first; a hit rate stands only where outcomes are known."""
    context = {"table": _forecasts(request), "rates": hit_rates(request.actor), "is_demo": settings.IS_DEMO}
    return part_or_page(request, "earlywarning/forecasts.html", "parts/_table.html", context)


@recorded
@page("earlywarning.forecast")
def forecast_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _forecasts(request), "节前欠薪预测")
