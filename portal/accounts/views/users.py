"""The people of an administrator: list, export, one person, a new one."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts import locks
from portal.accounts.actions.edit_user import edit_user
from portal.accounts.actions.invite_user import invite_user
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.actions.keeping import keeps
from portal.accounts.filters import UserFilter
from portal.accounts.forms import NewUserForm, UserEditForm
from portal.accounts.models import Membership, OneTimeLink, PortalSession, SecondFactor, User
from portal.accounts.pages import page
from portal.accounts.policies import policy_of
from portal.accounts.rights import may
from portal.accounts.tables import USERS
from portal.audit.models import Entry
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.scope import Actor

TRAIL = 20  # entries shown on a person's page


def _memberships(actor: Actor) -> QuerySet:
    """What the administrator may know of a person's roles: those in his regions and those of enterprises."""
    return Membership.objects.filter(region_id__in=actor.scope.read_regions) | Membership.objects.filter(region__isnull=True)


def user_table(request: HttpRequest) -> Table:
    roles = _memberships(request.actor).select_related("organisation", "region")
    confirmed = SecondFactor.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)
    rows = User.objects.visible_to(request.actor).select_related("opened_in").annotate(has_factor=Exists(confirmed))
    rows = rows.prefetch_related(Prefetch("memberships", roles, to_attr="shown_memberships"))
    add = reverse("user_new") if may(request.actor, "accounts.manage") else ""
    return Table(
        request, rows, USERS, UserFilter, order=("username",), title="人员账号", name="users", exports=(("导出名册", reverse("user_export")),),
        empty=Empty("还没有人员账号", "开通一个，或从人员表导入。", add, "开通账号" if add else ""), row_classes=lambda u: "" if u.is_active else "dim",
    )  # fmt: skip


@page("accounts.users")
def user_list(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in one's regions, and the enterprises' clerks whose account one's tenant opened."""
    counts = User.objects.visible_to(request.actor).counts()
    strip = [
        {"label": "在用", "value": counts["in_use"], "unit": "人", "url": "?state=in_use"},
        {"label": "待激活", "value": counts["invited"], "unit": "人", "url": "?state=invited"},
        {"label": "已停用", "value": counts["suspended"], "unit": "人", "url": "?state=suspended"},
    ]
    context = {"table": user_table(request), "strip": strip, "may_manage": may(request.actor, "accounts.manage")}
    return part_or_page(request, "accounts/user_list.html", "parts/_table.html", context)


def find_user(request: HttpRequest, uid: str) -> User:
    """A person of another tenant is not there."""
    user = User.objects.visible_to(request.actor).select_related("opened_in").filter(uid=uid).first()
    if user is None:
        raise Http404
    return user


def find_kept(request: HttpRequest, uid: str) -> User:
    """A person whose account is the administrator's to change."""
    user = find_user(request, uid)
    if not keeps(request.actor, user):
        raise Http404
    return user


@page("accounts.users")
def user_page(request: HttpRequest, uid: str) -> HttpResponse:
    """One person: state, roles, where he is signed in, what was done with his account."""
    user, actor = find_user(request, uid), request.actor
    kept = keeps(actor, user)
    context = {
        "user": user,
        "factor": SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first(),
        "link": OneTimeLink.objects.open_at(clock.now()).filter(user=user).first(),
        "memberships": _memberships(actor).filter(user=user).select_related("organisation", "region"),
        "sessions": PortalSession.objects.filter(user_id=user.pk).order_by("-seen_at") if kept else (),
        "entries": Entry.objects.filter(object_type="accounts.User", object_uid=str(user.uid))[:TRAIL] if kept else (),
        "words": locks.WORDS,
        "is_locked": locks.is_locked(user),
        "policy": policy_of(user, on=clock.today()),
        "kept": kept,
        "may_manage": may(actor, "accounts.manage") and kept,
        "is_self": user.pk == actor.user_id,
    }
    return render(request, "accounts/user.html", context)


@page("accounts.manage", step_up="rights")
def user_new(request: HttpRequest) -> HttpResponse:
    """Open an account with its first role; the link follows on its own page."""
    form = NewUserForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        user = tried(form, lambda: invite_user(actor=request.actor, on=clock.today(), at=clock.now(), **form.as_invitation()))
        if user:
            return redirect("user_link", user.uid)
    return render(request, "accounts/user_new.html", {"form": form})


@page("accounts.manage", step_up="rights")
def user_edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The form names every role of the person, so it opens only where all of them are the administrator's."""
    user = find_kept(request, uid)
    form = UserEditForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: edit_user(actor=request.actor, user=user, name=form.cleaned_data["name"], titles=form.titles)):
            return redirect("user", user.uid)
    return render(request, "accounts/user_edit.html", {"form": form, "user": user})


@page("accounts.manage", step_up="keys")
def user_link(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask, then show the link this once: an invitation for who never chose a password, else a reset."""
    user = find_kept(request, uid)
    back = reverse("user", args=[user.uid])
    if request.method == "POST":
        link = issue_link(actor=request.actor, user=user, at=clock.now())
        address = request.build_absolute_uri(reverse("one_time_link", args=[link.token]))
        return render(request, "accounts/user_link.html", {"user": user, "link": link, "address": address, "back": back})
    if user.password_changed_at is None:
        return confirm(
            request, f"给{user.name}发邀请链接？", text="链接只显示一次，用它设密码。以前发的链接作废。", verb="生成链接", back=back, kind="btn-primary"
        )
    text = "原密码立即失效，他的登录全部结束。链接只显示一次，用它设新密码。"
    return confirm(request, f"重置{user.name}的密码？", text=text, verb="重置并生成链接", back=back)
