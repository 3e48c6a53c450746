"""Import of division files: every fault by its cell, what would change line by line, all or nothing."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.administration import data
from portal.administration.forms.regions import RegionImportForm
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.exports import attachment
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.actions.import_regions import import_regions
from portal.tenancy.actions.reading import TableRefused

COLUMNS = (
    ("区划代码", "code", "必填。县区 6 位，乡镇街道 9 或 12 位；功能区的租户码如 1403GX"),
    ("名称", "name", "必填。与现名不同即为更名"),
    ("上级代码", "parent", "省级留空；与现上级不同即为改隶，乡镇改到另一个县区时，其中的项目和有关记录一起划转"),
    ("启用日期", "valid_from", "2026-01-01 的样子；更名、换码、改隶自这一天起"),
    ("停用日期", "valid_to", "到期即撤销；名下有记录的必须写“并入代码”"),
    ("级别", "level", "可以不写，按代码认定：省级、地市级、县级、功能区、乡镇街道"),
    ("原代码", "former_code", "换码时写原来的代码，同一个辖区，记录不动"),
    ("并入代码", "merged_into", "停用时写承接的辖区，记录随迁，旧辖区留作历史"),
    ("依据文件", "document", "这一行的批文号；不写用下面填的"),
)


@page("tenancy.regions")
def region_import(request: HttpRequest) -> HttpResponse:
    form = RegionImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "columns": COLUMNS, "outcome": None, "faults": ()}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            content = _csv(given["file"].read(), given["file"].name)
            outcome = import_regions(actor=request.actor, content=content, on=clock.today(), document=given["document"], dry_run=given["dry_run"])
        except TableRefused as refusal:
            context["faults"] = refusal.faults
        except Refused as refusal:
            form.add_error("file", refusal.reason)
        else:
            if not given["dry_run"]:
                messages.success(request, f"已导入：新增 {outcome.created}，变更 {outcome.updated}，不变 {outcome.unchanged}。")
                return redirect("region_tree")
            context["outcome"] = outcome
    return render(request, "administration/region_import.html", context)


def _csv(content: bytes, name: str) -> bytes:
    """The first sheet of a workbook as the text the act reads; a CSV as it is."""
    if not name.lower().endswith(".xlsx"):
        return content
    sheets = read_workbook(content, name).filled
    if not sheets:
        raise Refused("文件里没有数据行。", "empty")
    return "\n".join(",".join(f'"{_text(cell)}"' for cell in row) for row in sheets[0].rows).encode()


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).replace('"', '""')


@page("tenancy.regions")
def region_sample(request: HttpRequest) -> HttpResponse:
    """A file of our own with one line of every kind of change."""
    response = HttpResponse(data.region_sample(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment("区划变更示例.csv")
    return response
