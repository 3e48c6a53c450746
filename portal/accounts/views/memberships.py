"""Posts: the list, one post with what its holder may do, and the acts of the tenant administrator on it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.actions.appoint_deputy import appoint_deputy
from portal.accounts.actions.change_membership import change_membership, end_membership, resume_membership
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.actions.hand_over import hand_over, portfolio_of, successors_of
from portal.accounts.actors import actor_for
from portal.accounts.enums import ENTERPRISE
from portal.accounts.filters import MembershipFilter
from portal.accounts.forms.posts import ChangeForm, DeputyForm, EndForm, GrantForm, HandoverForm
from portal.accounts.matrix import rights_of
from portal.accounts.models import Membership
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.accounts.tables import covers, membership_columns, standing
from portal.accounts.trail import entries_of
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region

RELATED = ("user", "organisation", "region", "deputy_of__user")


def membership_table(request: HttpRequest) -> Table:
    rows = Membership.objects.visible_to(request.actor).select_related(*RELATED)
    empty = Empty("没有任职", "开通账号后，在这里授予任职。")
    exports = (("导出", reverse("membership_export")),)
    return Table(
        request, rows, membership_columns(clock.today()), MembershipFilter, order=("region__path", "role"), title="人员任职", empty=empty, exports=exports
    )


def found_membership(request: HttpRequest, uid: str) -> Membership:
    """Of one's own regions, or of an enterprise they registered; any other is not there."""
    found = Membership.objects.visible_to(request.actor).select_related(*RELATED).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


@page("accounts.memberships")
def membership_list(request: HttpRequest) -> HttpResponse:
    """Who holds which post, until when, and for whom."""
    context = {"table": membership_table(request), "may_grant": may(request.actor, "accounts.manage")}
    return part_or_page(request, "accounts/membership_list.html", "parts/_table.html", context)


@page("accounts.memberships")
def membership(request: HttpRequest, uid: str) -> HttpResponse:
    """One post: what it covers, what its holder may do and why, who stands in, what happened to it."""
    post, on = found_membership(request, uid), clock.today()
    actor = actor_for(post)
    context = {
        "post": post,
        "standing": standing(post, on),
        "covers": covers(post),
        "townships": Region.objects.filter(pk__in=post.townships).values_list("name", flat=True),
        "rooms": rights_of(actor, post.region, on),
        "projects": len(actor.scope.read_projects) if post.role in ENTERPRISE else None,
        "deputies": post.deputies.select_related("user").order_by("-valid_from"),
        "others": Membership.objects.visible_to(request.actor).filter(user=post.user).exclude(pk=post.pk).select_related("organisation", "region"),
        "may_manage": may(request.actor, "accounts.manage"),
        "is_over": post.valid_to is not None and post.valid_to < on,
        "entries": entries_of(post),
    }
    return render(request, "accounts/membership.html", context)


def _act(request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], Any], *, done: str, **context: Any) -> HttpResponse:
    """Show the form; on POST act and go to what came of it, or show the form with what is wrong."""
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: act(form.cleaned_data))
        if made is not None:
            messages.success(request, done)
            return redirect("transfer" if "things" in context else "membership", made.uid)
    return render(request, "accounts/post_form.html", {"form": form, **context}, status=422 if form.errors else 200)


@page("accounts.manage", step_up="rights")
def membership_new(request: HttpRequest) -> HttpResponse:
    """Give somebody a post."""
    actor = request.actor
    form = GrantForm(request.POST or None, actor=actor, initial={"username": request.GET.get("username"), "valid_from": clock.today()})

    def act(data: dict[str, Any]) -> Membership:
        fields = {name: data[name] for name in ("role", "organisation", "region", "industries", "title")}
        return grant_membership(actor=actor, user=data["username"], on=data["valid_from"], until=data["valid_to"], townships=list(data["townships"]), **fields)

    return _act(request, form, act, done="已授予任职。", title="授予任职", verb="授予任职", back=reverse("membership_list"))


def _of(post: Membership) -> dict[str, Any]:
    return {"post": post, "back": reverse("membership", args=[post.uid])}


@page("accounts.manage", step_up="rights")
def membership_change(request: HttpRequest, uid: str) -> HttpResponse:
    """Industries, townships, title, last day."""
    post, actor = found_membership(request, uid), request.actor
    initial = {"industries": post.industries, "townships": post.townships, "title": post.title, "valid_to": post.valid_to}
    form = ChangeForm(request.POST or None, actor=actor, region=post.region, initial=initial)

    def act(data: dict[str, Any]) -> Membership:
        return change_membership(actor=actor, membership=post, **data | {"townships": list(data["townships"])})

    text = "角色、机构、辖区变动的，结束这项任职后另行授予。保存后他要重新登录。"
    return _act(request, form, act, done="已变更任职。", title=f"变更{post.user.name}的任职", verb="保存变更", text=text, **_of(post))


@page("accounts.manage", step_up="rights")
def membership_end(request: HttpRequest, uid: str) -> HttpResponse:
    """End a post; what it still answers for is shown first."""
    post, actor, on = found_membership(request, uid), request.actor, clock.today()
    form = EndForm(request.POST or None, today=on)
    left = sum(len(things) for _, things in portfolio_of(actor, post)) if post.region_id else 0
    text = f"{post.user.name}名下还有 {left} 项没有移交的工作，建议先办移交。" if left else "结束后不能再以这项任职登录；他的代理同时结束。记录保留，可以恢复。"

    def act(data: dict[str, Any]) -> Membership:
        return end_membership(actor=actor, membership=post, last_day=data["last_day"], reason=data["reason"], on=on)

    handover = reverse("membership_handover", args=[post.uid]) if left else ""
    title = f"结束{post.user.name}的这项任职？"
    return _act(request, form, act, done="已结束任职。", title=title, verb="结束任职", text=text, kind="btn-warnred", handover=handover, **_of(post))


@page("accounts.manage", step_up="rights")
def membership_resume(request: HttpRequest, uid: str) -> HttpResponse:
    """The way back from an end that was a mistake."""
    post, on = found_membership(request, uid), clock.today()

    def act(data: dict[str, Any]) -> Membership:
        return resume_membership(actor=request.actor, membership=post, reason=data["reason"], on=on)

    form = ReasonForm(request.POST or None)
    return _act(request, form, act, done="已恢复任职。", title=f"恢复{post.user.name}的这项任职？", verb="恢复任职", text="恢复后长期有效。", **_of(post))


@page("accounts.manage", step_up="rights")
def membership_deputy(request: HttpRequest, uid: str) -> HttpResponse:
    """Appoint a deputy for a time."""
    post, on = found_membership(request, uid), clock.today()
    form = DeputyForm(request.POST or None, actor=request.actor, initial={"valid_from": on, "valid_to": on + dt.timedelta(days=14)})

    def act(data: dict[str, Any]) -> Membership:
        days = {name: data[name] for name in ("valid_from", "valid_to", "reason")}
        return appoint_deputy(actor=request.actor, principal=post, user=data["username"], on=on, **days)

    text = "代理人看到的范围和被代理人一样，办理时署名“某某（代某某）”。到期自动结束，双方都会收到消息。"
    return _act(request, form, act, done="已设立代理，双方会收到消息。", title=f"请人代理{post.user.name}", verb="设立代理", text=text, **_of(post))


@page("accounts.hand_over", step_up="rights")
def membership_handover(request: HttpRequest, uid: str) -> HttpResponse:
    """The list of what is his, and to whom it goes."""
    post, actor, on = found_membership(request, uid), request.actor, clock.today()
    form = HandoverForm(request.POST or None, successors=successors_of(post, on) if post.region_id else Membership.objects.none())
    things = portfolio_of(actor, post)

    def act(data: dict[str, Any]) -> Any:
        return hand_over(actor=actor, giver=post, receiver=data["receiver"], reason=data["reason"], at=clock.now(), last_day=on if data["ends"] else None)

    text = "下面的工作一次全部移交，接收人收到消息后本人签收；移交清单可以打印。"
    return _act(request, form, act, done="已移交，等接收人签收。", title=f"移交{post.user.name}的工作", verb="移交", text=text, things=things, **_of(post))
