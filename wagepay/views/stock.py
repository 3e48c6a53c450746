"""What a county has already: the import with its columns shown, the list of what is still to be completed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.sheets.blank import blank_list
from portal.lib.sheets.reader import read_workbook
from portal.lib.sheets.write import MIME
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from wagepay.actions.import_stock import import_stock
from wagepay.filters_stock import GraceFilter
from wagepay.forms_stock import PREFIX, StockForm, mapping_form
from wagepay.models import Engagement
from wagepay.shown_names import names_in_clear
from wagepay.tables_stock import TEMPLATE, grace_columns
from wagepay.views.asked import posted_files

EMPTY = Empty("没有要补齐的人", "存量导入时缺合同、培训、工资标准、工资卡或手机号的人列在这里，补齐一个少一个。")


@page("wagepay.import_stock")
def wage_stock(request: HttpRequest) -> HttpResponse:
    """A file of some thousand rows is read within the request; columns corrected here are remembered for the next file of the same heading."""
    form, result, columns = StockForm(*posted_files(request)), None, None
    if request.method == "POST" and form.is_valid():
        result = tried(form, lambda: _import(request, form), "file")
        columns = mapping_form(result["mapping"]) if result else None
        if result and result["accepted"] and not form.cleaned_data["dry_run"]:
            messages.success(
                request, f"已导入 {result['workers']} 人，写入 {result['written']} 行；要补齐的 {result['to_complete']} 人，期限 {result['grace_until']}。"
            )
            return redirect("wage_grace")
    context = {"form": form, "result": result, "columns": columns}
    return render(request, "wagepay/stock.html", context, status=422 if form.errors or (result and not result["accepted"]) else 200)


def _import(request: HttpRequest, form: StockForm) -> dict:
    upload = form.cleaned_data["file"]
    content = upload.read()
    corrected = mapping_form({}, request.POST)
    said = {name: letter for name, letter in corrected.letters().items() if letter} if corrected.is_valid() and f"{PREFIX}-name" in request.POST else {}
    region, where = Region.objects.get(pk=request.actor.region_id), {"dry_run": form.cleaned_data["dry_run"], "mapping": said}
    return import_stock(actor=request.actor, workbook=read_workbook(content, upload.name), content=content, region=region, at=clock.now(), **where)


@page("wagepay.import_stock")
def wage_stock_template(request: HttpRequest) -> HttpResponse:
    """The empty list with its headings."""
    return file_response(blank_list("存量花名册", TEMPLATE, {}, fixed=4), "存量花名册样表.xlsx", MIME)


@page("wagepay.people")
def wage_grace(request: HttpRequest) -> HttpResponse:
    """What is over time first; whoever completes it takes the row off by that."""
    on = clock.today()
    rows = Engagement.objects.visible_to(request.actor).to_complete()
    late = rows.filter(grace_until__lt=on).count()
    strip = [
        {"label": "要补齐", "value": rows.count(), "unit": "人"},
        {"label": "已过期限", "value": late, "unit": "人", "url": "?late=1"} | ({"note": "超过整改期限", "level": "red"} if late else {}),
    ]
    return part_or_page(
        request, "wagepay/grace.html", "parts/_table.html", {"table": _table(request), "strip": strip, "may_import": may(request.actor, "wagepay.import_stock")}
    )


@recorded
@page("wagepay.people", step_up="export")
def wage_grace_export(request: HttpRequest) -> HttpResponse:
    """Names as on the page, for the firms to work through."""
    return list_export(request, _table(request), "存量整改清单")


def _table(request: HttpRequest) -> Table:
    rows = Engagement.objects.visible_to(request.actor).to_complete().select_related("project", "employer")
    exports = (("导出", reverse("wage_grace_export")),)
    return Table(
        request,
        rows,
        grace_columns(clock.today(), names_in_clear(request.actor)),
        GraceFilter,
        order=("grace_until", "project_id"),
        title="存量整改清单",
        empty=EMPTY,
        exports=exports,
    )
