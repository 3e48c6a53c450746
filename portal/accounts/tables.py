"""Columns of the list of people, shared by screen, phone cards and export."""

from django.urls import reverse

from portal.accounts.enums import AccountState
from portal.accounts.models import Membership, User
from portal.lib import marks
from portal.lib.columns import join_lines
from portal.lib.tables import Column

TONES = {AccountState.IN_USE: "ok", AccountState.INVITED: "do", AccountState.SUSPENDED: "bad"}


def shown_memberships(user: User) -> list[Membership]:
    """Those the list has prefetched: what the administrator may know of."""
    return user.shown_memberships


def roles(user: User) -> list[str]:
    return [membership.get_role_display() + (f"（{membership.title}）" if membership.title else "") for membership in shown_memberships(user)]


def organisations(user: User) -> list[str]:
    return list(dict.fromkeys(membership.organisation.name for membership in shown_memberships(user)))


def regions(user: User) -> str:
    names = [membership.region.name for membership in shown_memberships(user) if membership.region]
    return "、".join(dict.fromkeys(names)) or (f"企业（{user.opened_in.name}开户）" if user.opened_in else "企业")


def has_factor(user: User) -> str:
    return "已启用" if user.has_factor else "未启用"


USERS = (
    Column("name", "姓名", sort="name", link=lambda u: reverse("user", args=[u.uid]), sub=lambda u: u.username, width=144),
    Column("username", "账号", sort="username", on_screen=False),
    Column("roles", "角色", value=lambda u: "；".join(roles(u)), html=lambda u: join_lines(roles(u) or ["没有任职"]), wide=True, width=184),
    Column("organisations", "单位", value=lambda u: "；".join(organisations(u)), html=lambda u: join_lines(organisations(u) or ["—"]), wide=True),
    Column("regions", "辖区", value=regions, words=regions, width=144),
    Column(
        "state", "状态", kind="state", sort=("is_active", "password_changed_at"), words=lambda u: u.state.label, tone=lambda u: TONES[u.state], width=88,
        corner=True,
    ),
    Column("last_login", "最近登录", kind="instant", sort="last_login", width=128),
    Column("factor", "二次验证", value=has_factor, html=lambda u: marks.mark("ok" if u.has_factor else "none", has_factor(u)), width=104, on_phone=False),
    Column("created_at", "开户时间", kind="instant", sort="created_at", width=128, hidden=True),
    Column("suspended_reason", "停用原因", hidden=True),
)  # fmt: skip
