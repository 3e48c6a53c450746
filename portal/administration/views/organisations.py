"""The register of organisations: list, one of them, enter, change, rename, merge duplicates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.administration.filters import OrganisationFilter
from portal.administration.forms.organisations import FIELDS, OrganisationForm, OrganisationMergeForm, OrganisationNameForm
from portal.administration.keeping import (
    check_keeps_organisation,
    check_own_rows,
    find_organisation,
    keeps_organisation,
    organisation_for,
    organisations_of,
    regions_of,
)  # fmt: skip
from portal.administration.tables import ORGANISATIONS, industries
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock, uscc
from portal.lib.errors import Refused
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.actions.merge_organisations import MERGEABLE, merge_organisations, preview_organisations
from portal.tenancy.actions.register_organisation import register_organisation, update_organisation
from portal.tenancy.actions.rename_organisation import rename_organisation
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Participation, Region
from projects.models import ProjectParty

SHOWN = 20


def _table(request: HttpRequest) -> Table:
    rows = organisations_of(request.actor).select_related("region", "parent")
    return Table(
        request, rows, ORGANISATIONS, OrganisationFilter, order=("kind", "name_key"), title="机构",
        empty=Empty("没有这样的机构", "按名称的一部分、曾用名、拼音首字母或信用代码查找。"), exports=(("导出", reverse("organisation_export")),),
    )  # fmt: skip


@page("administration.organisations")
def organisation_list(request: HttpRequest) -> HttpResponse:
    kinds = OrganisationKind.choices if may(request.actor, "administration.keep_organisations") else []
    return part_or_page(request, "administration/organisation_list.html", "parts/_table.html", {"table": _table(request), "kinds": kinds})


@recorded
@page("administration.organisations")
def organisation_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"机构{clock.today():%Y%m%d}")


@page("administration.organisations")
def organisation(request: HttpRequest, uid: str) -> HttpResponse:
    """One organisation; of its projects only those the actor sees."""
    actor, found = request.actor, organisation_for(request.actor, uid)
    parties = ProjectParty.objects.visible_to(actor).filter(organisation=found).select_related("project", "region").order_by("-entered_on", "pk")
    keeps = may(actor, "administration.keep_organisations") and not found.merged_into_id and keeps_organisation(actor, found)
    context = {
        "organisation": found,
        "industries": industries(found),
        "warning": uscc.check(found.uscc).warning if found.uscc else "",
        "names": found.former_names.all(),
        "branches": found.branches.standing(),
        "parties": parties[:SHOWN],
        "project_count": Participation.objects.filter(organisation=found).aggregate(n=Count("project_id", distinct=True))["n"],
        "keeps": keeps,
        "may_merge": keeps and found.kind in MERGEABLE and may(actor, "administration.merge_organisations"),
    }
    return render(request, "administration/organisation.html", context)


def _regions(request: HttpRequest, kind: str):
    """Departments and townships of one's own; for the operator, who has all of them, without the townships."""
    rows = regions_of(request.actor)
    return rows if request.actor.scope.read_regions else rows.exclude(level=RegionLevel.TOWNSHIP)


@page("administration.keep_organisations")
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Enter one of a kind; a check sign that does not fit asks for a tick, not for another code."""
    actor = request.actor
    asked = request.GET.get("kind", "")
    kind = OrganisationKind(asked) if asked in FIELDS else OrganisationKind.ENTERPRISE
    form = OrganisationForm(request.POST or None, kind=kind, regions=_regions(request, kind), initial=_given(request))
    if request.method == "POST" and form.is_valid():
        made = tried(
            form,
            lambda: register_organisation(actor=actor, kind=kind, name=form.cleaned_data["name"], particulars=form.particulars(), confirmed=form.is_confirmed),
        )
        if made:
            messages.success(request, f"已登记“{made.name}”。")
            return redirect("organisation", made.uid)
    return render(request, "administration/form.html", {"form": form, "title": f"登记{kind.label}", "back": reverse("organisation_list"), "verb": "登记"})


def _given(request: HttpRequest) -> dict[str, object]:
    """The region and the parent that the page one came from had."""
    region = regions_of(request.actor).filter(code=request.GET.get("region", "")).first()
    parent = Organisation.objects.standing().filter(kind=OrganisationKind.BANK, uscc=request.GET.get("parent", "") or None).first()
    return {"region": region, "parent": parent}


@page("administration.keep_organisations")
def organisation_edit(request: HttpRequest, uid: str) -> HttpResponse:
    actor, found = request.actor, organisation_for(request.actor, uid)
    check_keeps_organisation(actor, found)
    form = OrganisationForm(
        request.POST or None, kind=found.kind, regions=_regions(request, found.kind) | Region.objects.filter(pk=found.region_id), editing=found
    )
    if request.method == "POST" and form.is_valid():
        changed = tried(form, lambda: update_organisation(actor=actor, organisation=found, particulars=form.particulars(found), confirmed=form.is_confirmed))
        if changed:
            messages.success(request, "已保存。")
            return redirect("organisation", uid)
    context = {"form": form, "title": f"修改“{found.name}”", "note": "名称的变更请用“更名”。", "back": reverse("organisation", args=[uid]), "verb": "保存"}
    return render(request, "administration/form.html", context)


@page("administration.keep_organisations")
def organisation_rename(request: HttpRequest, uid: str) -> HttpResponse:
    actor, found = request.actor, organisation_for(request.actor, uid)
    check_keeps_organisation(actor, found)
    form = OrganisationNameForm(request.POST or None, initial={"name": found.name, "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        changed = tried(form, lambda: rename_organisation(actor=actor, organisation=found, today=clock.today(), **form.cleaned_data))
        if changed:
            messages.success(request, f"已更名为“{changed.name}”。")
            return redirect("organisation", uid)
    return render(
        request, "administration/form.html", {"form": form, "title": f"“{found.name}”更名", "back": reverse("organisation", args=[uid]), "verb": "更名"}
    )


@page("administration.merge_organisations")
def organisation_merge(request: HttpRequest, uid: str) -> HttpResponse:
    """The duplicate's page: name the one that stays, see the rows, confirm."""
    actor, found = request.actor, organisation_for(request.actor, uid)
    if found.kind not in MERGEABLE:
        raise PermissionDenied
    form = OrganisationMergeForm(request.POST or None)
    context = {"organisation": found, "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = find_organisation(actor, data["kept"])
        if kept is None:
            form.add_error("kept", "没有这样的单位，请核对信用代码。")
        else:
            try:
                rows, regions = preview_organisations(duplicate=found, kept=kept)
                check_own_rows(actor, regions)
                context |= {"kept": kept, "rows": rows}
            except Refused as refusal:
                form.add_error(None, refusal.reason)
        if data["sure"] and not form.errors:
            moved = tried(form, lambda: merge_organisations(actor=actor, duplicate=found, kept=kept, on=clock.today(), reason=data["reason"]))
            if moved is not None:
                messages.success(request, f"“{found.name}”已并入“{kept.name}”。")
                return redirect("organisation", kept.uid)
    return render(request, "administration/organisation_merge.html", context)
