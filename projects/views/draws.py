"""双随机 and 回头看 draws: the frozen list, the seed, the result, and everything needed to repeat it."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.exports import attachment
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.models import Region
from projects.actions.hold_draw import freeze_draw, freeze_look_back, hold_draw, inspect_drawn
from projects.actions.recuse_officer import recuse_drawn
from projects.enums import TableClass
from projects.forms.inspections import DrawnForm, FreezeForm, RecusalForm, SeedForm
from projects.inspections import drawing
from projects.inspections.enums import DrawKind, DrawState, PlanState
from projects.inspections.filters import DrawFilter
from projects.inspections.tables import DRAWS
from projects.models import DoubleRandomDraw, InspectionPlan, SiteInspection
from projects.views.check_steps import step_page

STRATA = dict(TableClass.choices) | {"cleared": "已销号问题"}


def _table(request: HttpRequest) -> Table:
    rows = DoubleRandomDraw.objects.visible_to(request.actor).select_related("region")
    empty = Empty("没有随机抽取", "先固定名单并公布校验值，再用名单固定以后才公开的号码作种子抽取。")
    exports = (("导出", reverse("draw_export")),)
    return Table(request, rows, DRAWS, DrawFilter, order=("-frozen_at", "-pk"), title="随机抽取", empty=empty, exports=exports)


@recorded
@page("projects.inspections")
def draw_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), f"随机抽取{clock.today():%Y%m%d}")


@page("projects.inspections")
def draw_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "may_draw": may(request.actor, "projects.draw")}
    return part_or_page(request, "projects/checks/draw_list.html", "parts/_table.html", context)


@page("projects.draw")
def draw_new(request: HttpRequest) -> HttpResponse:
    """Freeze the list of employers and officers for a published plan."""
    actor = request.actor
    plans = InspectionPlan.objects.visible_to(actor).filter(state=PlanState.PUBLISHED, ends_on__gte=clock.today())
    form = FreezeForm(request.POST or None, plans=plans)
    return step_page(
        request, form,
        lambda: freeze_draw(actor=actor, region=Region.objects.get(pk=actor.region_id), plan=form.cleaned_data["plan"], shares=form.shares, at=clock.now()),
        title="固定双随机名单", verb="固定名单", back=reverse("draw_list"), done="名单已固定，请先公布校验值，再填种子。",
        note="名单取本辖区正常经营的用人单位和证件有效的执法人员，按统计类别分层。固定以后不能再改。",
    )  # fmt: skip


@page("projects.draw")
def draw_look_back(request: HttpRequest) -> HttpResponse:
    """Freeze the list of findings that were cleared long enough ago."""
    if request.method == "POST":
        made = freeze_look_back(actor=request.actor, region=Region.objects.get(pk=request.actor.region_id), at=clock.now())
        messages.success(request, "名单已固定，请填种子。")
        return redirect(made)
    text = "名单取销号满规定天数、还没有回头看过的问题，比例按政策参数。"
    return confirm(request, "固定回头看名单？", text=text, verb="固定名单", back=reverse("draw_list"), kind="btn-primary")


@page("projects.inspections", obj=(DoubleRandomDraw, "uid"))
def draw(request: HttpRequest, found: DoubleRandomDraw) -> HttpResponse:
    actor = request.actor
    own = found.region_id in actor.scope.write_regions
    names = {one["key"]: one["name"] for one in [*found.targets, *found.officers]}
    made = dict(SiteInspection.objects.visible_to(actor).filter(draw=found).values_list("employer__uid", "uid"))
    strata = [
        (STRATA.get(key, key), size := sum(one["stratum"] == key for one in found.targets), share, drawing.wanted(size, share))
        for key, share in found.shares.items()
    ]
    drawn = [
        {"name": names[one["key"]], "stratum": STRATA.get(one["stratum"], one["stratum"]), "lot": one["lot"][:16],
         "team": "、".join(names[key] for key in one["team"]), "key": one["key"], "check": next((uid for employer, uid in made.items() if str(employer) == one["key"]), None)}
        for one in found.result or []
    ]  # fmt: skip
    may_recuse = own and found.state == DrawState.DRAWN and found.kind == DrawKind.DOUBLE_RANDOM and may(actor, "projects.draw")
    context = {
        "may_recuse": may_recuse, "ranking": [names[key] for key in drawing.ranking(found.officers, found.seed)] if found.seed else [],
        "recusals": [recusal | {"target": names[recusal["target"]], "officer": names[recusal["officer"]], "on": recusal["at"][:10]} for recusal in found.recusals],
        "row": found, "strata": strata, "drawn": drawn, "is_drawn": found.state == DrawState.DRAWN,
        "may_hold": own and found.state == DrawState.FROZEN and may(actor, "projects.draw"),
        "may_inspect": own and found.state == DrawState.DRAWN and found.kind == DrawKind.DOUBLE_RANDOM and may(actor, "projects.inspect") and len(made) < len(drawn),
    }  # fmt: skip
    return render(request, "projects/checks/draw.html", context)


@recorded
@page("projects.inspections", obj=(DoubleRandomDraw, "uid"))
def draw_file(request: HttpRequest, found: DoubleRandomDraw) -> HttpResponse:
    """List, seed and result as a file, so that anybody can repeat the draw elsewhere."""
    content = {
        "name": found.name, "algorithm": found.algorithm, "rule": drawing.__doc__, "targets": found.targets, "officers": found.officers, "shares": found.shares,
        "team_size": found.team_size, "list_sha256": found.digest, "seed": found.seed, "seed_source": found.seed_source, "ranking": drawing.ranking(found.officers, found.seed) if found.seed else [],
        "recusals": found.recusals, "result": found.result,
    }  # fmt: skip
    response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    response.headers["Content-Disposition"] = attachment(f"{found.name}.json")
    response.handed_out = ("projects.draw_file", found)
    return response


@page("projects.draw", obj=(DoubleRandomDraw, "uid"))
def draw_hold(request: HttpRequest, found: DoubleRandomDraw) -> HttpResponse:
    form = SeedForm(request.POST or None)
    return step_page(
        request, form, lambda: hold_draw(actor=request.actor, draw=found, at=clock.now(), **form.cleaned_data), title=f"抽取：{found.title}", verb="抽取",
        back=found.get_absolute_url(), done="已抽取。", note=f"名单校验值 {found.digest}。一个名单只抽一次。",
    )  # fmt: skip


@page("projects.draw", obj=(DoubleRandomDraw, "uid"))
def draw_recuse(request: HttpRequest, found: DoubleRandomDraw, target: str) -> HttpResponse:
    """A drawn officer with an interest steps back from one firm; the next of the published order goes instead."""
    names = {one["key"]: one["name"] for one in [*found.targets, *found.officers]}
    team = next((one["team"] for one in found.result or [] if one["key"] == target), None)
    if not team:
        raise Http404
    form = RecusalForm(request.POST or None, team=[(key, names[key]) for key in team], initial={"declared_by": "officer"})

    def act() -> DoubleRandomDraw:
        return recuse_drawn(
            actor=request.actor, draw=found, target=target, officer=form.cleaned_data["officer"], interest=form.interest, at=clock.now()
        )  # fmt: skip

    return step_page(
        request, form, act, title=f"登记回避：{names[target]}", verb="登记回避", back=found.get_absolute_url(), done="已登记回避，由公布顺序的下一名接替。",
        note="由公布顺序中他之后的第一个不在本组、没有回避这家单位的人接替，任何人可以核验。",
    )  # fmt: skip


@page("projects.inspect", obj=(DoubleRandomDraw, "uid"))
def draw_inspect(request: HttpRequest, found: DoubleRandomDraw) -> HttpResponse:
    form = DrawnForm(request.POST or None, initial={"planned_on": clock.today()})

    def act() -> bool:
        inspect_drawn(actor=request.actor, draw=found, planned_on=form.cleaned_data["planned_on"], at=clock.now())
        return True

    return step_page(
        request, form, act, title=f"按抽取结果发起检查：{found.title}", verb="发起检查", back=found.get_absolute_url(), done="已为抽中的单位提出检查申请。",
        to=reverse("site_inspection_list"),
    )  # fmt: skip
