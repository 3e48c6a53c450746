"""Lists a county brings in at go-live, the permit ledger beside the projects, and the backlog of what was missing before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may, require
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.exports import XLSX, attachment
from portal.lib.htmx import part_or_page
from portal.lib.sheets.reader import read_workbook
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from projects.actions.import_stock import import_stock
from projects.actions.match_permit import match_permit, release_permit, rule_out_permit
from projects.filters_stock import BacklogFilter, PermitFilter
from projects.forms.stock import PermitMatchForm, ReleaseForm, RuleOutForm, StockForm
from projects.models import PermitEntry, Project
from projects.queries.backlog import backlog_of
from projects.stock.lists import LISTS, STOCK
from projects.tables_stock import backlog_columns, permits
from projects.unlisted import permit_level, thresholds_of


@page("projects.permits")
def permit_list(request: HttpRequest) -> HttpResponse:
    """Permits and the files they belong to; those without one first."""
    table = _permit_table(request)
    rows = PermitEntry.objects.visible_to(request.actor)
    total, missing = rows.count(), rows.missing().count()
    strip = [
        {"label": "许可台账", "value": total, "unit": "个", "note": "", "url": reverse("permit_list"), "grow": 2},
        {
            "label": "没有建档",
            "value": missing,
            "unit": "个",
            "note": f"占 {missing * 100 // total}%" if missing else "",
            "url": f"{reverse('permit_list')}?state=missing",
        },
    ]
    context = {"table": table, "strip": strip, "may_import": may(request.actor, "projects.import_permits")}
    return part_or_page(request, "projects/permit_list.html", "parts/_table.html", context)


def _permit_table(request: HttpRequest) -> Table:
    rows = PermitEntry.objects.visible_to(request.actor).with_sight(request.actor).select_related("region", "project")
    empty = Empty("还没有许可台账", "导入住建等部门的施工许可台账，找出没有建档的工程。", reverse("stock_import", args=["permits"]), "导入许可台账")
    exports = (("导出", reverse("permit_export")),)
    on = clock.today()
    columns = permits(thresholds_of(request.actor.scope.read_regions, on), on)
    return Table(request, rows, columns, PermitFilter, order=("-issued_on",), title="施工许可比对", empty=empty, exports=exports)


@recorded
@page("projects.permits")
def permit_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _permit_table(request), f"施工许可比对{clock.today():%Y%m%d}")


@page("projects.permits", obj=(PermitEntry, "uid"))
def permit(request: HttpRequest, found: PermitEntry) -> HttpResponse:
    """One permit: join it to its file, register a file from it, say why it needs none, or take such a word back."""
    acts = {"match": (PermitMatchForm, _match), "rule_out": (RuleOutForm, _rule_out), "release": (ReleaseForm, _release)}
    forms = {name: form() for name, (form, _) in acts.items()}
    if request.method == "POST":
        require(request.actor, "projects.import_permits")
        name = request.POST.get("act", "")
        if name not in acts:
            raise Http404
        form = forms[name] = acts[name][0](request.POST)
        if form.is_valid() and tried(form, lambda: acts[name][1](request, found, form.cleaned_data)) is not None:
            messages.success(request, "已登记。")
            return redirect("permit_list")
    on, mine = clock.today(), found.region_id in request.actor.scope.write_regions
    context = {
        "permit": found,
        "file": Project.objects.visible_to(request.actor).filter(pk=found.project_id).first(),
        "level": permit_level(found, thresholds_of([found.region_id], on), on),
        "forms": forms,
        "may_act": mine and may(request.actor, "projects.import_permits"),
        "may_register": mine and may(request.actor, "projects.register"),
    }
    return render(request, "projects/permit.html", context)


def _match(request: HttpRequest, found: PermitEntry, data: dict) -> PermitEntry:
    return match_permit(actor=request.actor, entry=found, code=data["code"])


def _rule_out(request: HttpRequest, found: PermitEntry, data: dict) -> PermitEntry:
    return rule_out_permit(actor=request.actor, entry=found, reason=data["reason"])


def _release(request: HttpRequest, found: PermitEntry, data: dict) -> PermitEntry:
    return release_permit(actor=request.actor, entry=found, reason=data["reason"])


@page("projects.import")
def stock_import(request: HttpRequest, kind: str) -> HttpResponse:
    """One list, read within the request: a county has some hundred rows at most."""
    spec = LISTS.get(kind)
    if spec is None or not may(request.actor, spec.verb):
        raise Http404
    form = StockForm(request.POST or None, request.FILES or None, actor=request.actor)
    result = None
    if request.method == "POST" and form.is_valid():
        result = tried(form, lambda: _bring_in(request, kind, form.cleaned_data), "file")
    kinds = [(one.code, one.title) for one in LISTS.values() if may(request.actor, one.verb)]
    return render(request, "projects/stock_import.html", {"form": form, "result": result, "spec": spec, "kinds": kinds})


def _bring_in(request: HttpRequest, kind: str, data: dict) -> dict:
    workbook = read_workbook(data["file"].read(), data["file"].name)
    given = {"kind": kind, "workbook": workbook, "region": data["region"], "dry_run": data["dry_run"]}
    return import_stock(actor=request.actor, on=clock.today(), at=clock.now(), **given)[0]


@page("projects.import")
def stock_template(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in LISTS:
        raise Http404
    response = HttpResponse(LISTS[kind].template(), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"{LISTS[kind].form.name}模板.xlsx")
    return response


@page("projects.backlog")
def backlog(request: HttpRequest) -> HttpResponse:
    """制度存量清单: what was missing before the tenant's first day, with what is left of its grace."""
    context = {"table": _backlog_table(request), "lists": [LISTS[code] for code in ("accounts", "deposits", "pledges")] if may(request.actor, STOCK) else []}
    return part_or_page(request, "projects/backlog.html", "parts/_table.html", context)


def _backlog_table(request: HttpRequest) -> Table:
    on = clock.today()
    rows, opened, grace = backlog_of(request.actor, on)
    empty = Empty("没有存量缺项", "上线前已经存在的制度缺项都已补齐，或者还没有设上线日期。")
    exports = (("导出", reverse("backlog_export")),)
    columns = backlog_columns(opened, grace, on)
    return Table(request, rows, columns, BacklogFilter, order=("name_key",), title="制度存量清单", empty=empty, exports=exports)


@recorded
@page("projects.backlog")
def backlog_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _backlog_table(request), f"制度存量清单{clock.today():%Y%m%d}")


def of_permit(request: HttpRequest) -> PermitEntry | None:
    """The permit a new file is registered from, as the address of the form says."""
    uid = request.GET.get("permit", "")
    found = PermitEntry.objects.visible_to(request.actor).missing().filter(uid=uid).first() if _is_uid(uid) else None
    return found if found and found.region_id in request.actor.scope.write_regions else None


def _is_uid(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4 and all(sign in "0123456789abcdef-" for sign in text.lower())


def initial_of(found: PermitEntry) -> dict:
    """What the permit knows of the project."""
    return {
        "region": found.region_id, "name": found.project_name, "permit_number": found.permit_number, "permit_issued_on": found.issued_on,
        "contract_amount": found.amount, "owner_name": found.owner_name, "contractor_name": found.contractor_name, "contractor_uscc": found.contractor_uscc,
    }  # fmt: skip
