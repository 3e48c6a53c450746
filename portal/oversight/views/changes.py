"""What happened to rows: the auditor's list, one change, and the history of a project, a warning, a case."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cases.models import Case
from earlywarning.models import EarlyWarning
from portal.accounts.pages import page
from portal.audit.models import Change
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.oversight.causes import cause_in_words
from portal.oversight.filters import ChangeFilter
from portal.oversight.lines import lines_of, related_names
from portal.oversight.tables import change_columns, table_words
from portal.oversight.views.log import names_of
from projects.models import Project

MOST = 200


def _table(request: HttpRequest) -> Table:
    return Table(
        request,
        Change.objects.visible_to(request.actor),
        change_columns(names_of(request.actor)),
        ChangeFilter,
        order=("-id",),
        title="数据变更",
        note="数据库自动记下，绕过平台的改动也在",
        empty=Empty("没有符合条件的变更", "放宽日期或去掉筛选再看。"),
        exports=(("导出", reverse("audit_changes_export")),),
        per_page=50,
    )


@page("oversight.log")
def audit_changes(request: HttpRequest) -> HttpResponse:
    lede = "项目、参建单位、专户、保证金、用工、工资表、预警、线索、案件、文书、账号、政策等每一行的新增、修改、删除。"
    return part_or_page(request, "oversight/list.html", "parts/_table.html", {"table": _table(request), "title": "数据变更", "lede": lede})


@recorded
@page("oversight.log")
def audit_changes_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "数据变更")


@page("oversight.log")
def audit_change(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(Change.objects.visible_to(request.actor), pk=pk)
    context = {"title": f"{table_words(change)} · {change.get_kind_display()}", "back": reverse("audit_changes"), "changes": _told([change])}
    return render(request, "oversight/history.html", context)


@page("oversight.history", obj=(Project, "code"))
def project_history(request: HttpRequest, project: Project) -> HttpResponse:
    return _history(request, project, project.name, project.get_absolute_url())


@page("oversight.history", obj=(EarlyWarning, "uid"))
def warning_history(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    return _history(request, warning, str(warning), reverse("warning", args=[warning.uid]))


@page("oversight.case_history", obj=(Case, "number"))
def case_history(request: HttpRequest, case: Case) -> HttpResponse:
    return _history(request, case, case.number, reverse("case", args=[case.number]))


def _history(request: HttpRequest, obj: Project | EarlyWarning | Case, title: str, back: str) -> HttpResponse:
    changes = list(Change.objects.visible_to(request.actor).of(obj)[:MOST])
    return render(request, "oversight/history.html", {"title": title, "back": back, "changes": _told(changes)})


def _told(changes: Iterable[Change]) -> list[dict]:
    related = related_names(changes)
    return [
        {
            "at": change.at,
            "kind": change.get_kind_display(),
            "who": change.actor_name or f"数据库账号 {change.login}",
            "cause": cause_in_words(change.cause),
            "is_outside": change.login != "portal_app",
            "lines": lines_of(change, related),
        }
        for change in changes
    ]
