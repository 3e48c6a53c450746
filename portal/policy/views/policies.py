"""The figures of a tenant: the list, one figure with its layers, what is still open, export and print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import VERB, new_serial, rows_export, stamp_of
from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.policy.filters import PolicyFilter, asked_place, regions_of
from portal.policy.lines import OPEN, level_words, lines_of
from portal.policy.tables import POLICIES
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, declared, groups, open_questions, policy_sets
from portal.tenancy.policy_keys import PolicyKey
from portal.tenancy.policy_layers import history_of, layers_of
from portal.tenancy.policy_values import shown

PRINTED = (TableColumn("参数", 70), TableColumn("现行值", 40), TableColumn("层级", 16), TableColumn("确定度", 22), TableColumn("依据"))


def _table(request: HttpRequest) -> Table:
    region, on = asked_place(request)
    return Table(
        request,
        lines_of(PolicySet(region, on)),
        POLICIES,
        PolicyFilter,
        order=("group", "key.key"),
        title=f"{region.name} {on:%Y-%m-%d}",
        note="国家 < 省级 < 地市级 < 县级，最近的一级生效",
        empty=Empty("没有符合条件的参数", "换一个类别或范围再看。"),
        exports=(("导出", reverse("policy_export")), ("打印", reverse("policy_print"))),
        per_page=50,
    )


@page("policy.view")
def policy_list(request: HttpRequest) -> HttpResponse:
    """Every figure with the value in force on the chosen day."""
    table = _table(request)
    context = {"table": table, "open_count": sum(line.state == OPEN for line in table.queryset)}
    return part_or_page(request, "policy/list.html", "parts/_table.html", context)


@recorded
@page("policy.view")
def policy_export(request: HttpRequest) -> HttpResponse:
    table = _table(request)
    return rows_export(request, table.export_columns, table.filtered, "政策参数")


@recorded
@page("policy.view")
def policy_print(request: HttpRequest) -> HttpResponse:
    """The filtered figures as a table on paper."""
    region, on = asked_place(request)
    rows = [(line.key.label, line.words, line.level, line.certainty, line.value.source) for line in _table(request).filtered]
    name, at = f"{region.name}政策参数表", clock.now()
    stamp = stamp_of(request.actor, new_serial(at), at)
    content = render_table_pdf(name, PRINTED, rows, lines=[f"{on:%Y-%m-%d} 生效"], mark=stamp.line, on=at.date())
    response = file_response(content, f"{name}.pdf", "application/pdf")
    response.noted = (VERB, {"name": name, "rows": len(rows), "serial": stamp.serial, "full": False})
    return response


@page("policy.view")
def policy_open(request: HttpRequest) -> HttpResponse:
    """What is asked of the tenant, why, and which function waits for it; and what regions below have left open."""
    region, on = asked_place(request)
    others = [other for other in regions_of(request.actor) if other.pk != region.pk]
    sets = policy_sets([region, *others], on)
    asked = [line for line in lines_of(sets[region.pk]) if line.state == OPEN]
    below = [(other, len(open_questions(sets[other.pk]))) for other in others]
    context = {
        "region": region,
        "lines": asked,
        "below": [(other, count) for other, count in below if count > len(asked)],
        "may_edit": _may_set(request, region),
    }
    return render(request, "policy/open.html", context)


def _may_set(request: HttpRequest, region: Region) -> bool:
    return may(request.actor, "policy.edit") and region.pk == request.actor.region_id


def key_or_404(name: str) -> PolicyKey:
    found = declared().get(name)
    if found is None:
        raise Http404
    return found


@page("policy.view")
def policy_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: what it means, all layers side by side, the regions below, every value it has had."""
    found = key_or_404(key)
    region, on = asked_place(request)
    others = [other for other in regions_of(request.actor).filter(path__startswith=region.path) if other.pk != region.pk]
    sets = policy_sets([region, *others], on)
    value = sets[region.pk][key]
    below = [(other, sets[other.pk][key]) for other in others]
    ids = [*region.ancestor_ids, *(other.pk for other in others)]
    context = {
        "key": found,
        "group": groups()[found.prefix],
        "region": region,
        "on": on,
        "value": value,
        "words": shown(found, value.value),
        "layers": layers_of(found, region, on),
        "below": [(other, shown(found, v.value), level_words(v), v.level in ("county", "zone")) for other, v in below],
        "history": history_of(found, ids),
        "may_edit": _may_set(request, region) and not found.fixed,
        "own": request.actor.region_id,
    }
    return render(request, "policy/detail.html", context)
