"""Columns of the lists of people, posts, rights and handings-over, shared by screen, phone cards and export."""

import datetime as dt

from django.urls import reverse

from portal.accounts.actions.adjust_right import in_words
from portal.accounts.enums import AccountState, Role
from portal.accounts.models import Membership, User
from portal.lib import marks
from portal.lib.columns import join_lines
from portal.lib.tables import Column
from portal.tenancy.enums import Industry

TONES = {AccountState.IN_USE: "ok", AccountState.INVITED: "do", AccountState.SUSPENDED: "bad"}
STANDING_TONES = {"在任": "ok", "代理": "do", "待任": "", "已结束": "bad"}
ADJUSTMENT_TONES = {"待确认": "do", "生效": "ok", "待生效": "", "已失效": "", "已终止": "bad"}


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


def standing(row: Membership, on: dt.date) -> str:
    """在任, 代理, 待任 or 已结束."""
    if not row.holds_on(on):
        return "待任" if on < row.valid_from else "已结束"
    return "代理" if row.is_deputy else "在任"


def covers(row: Membership) -> str:
    """The region with industries or townships in words; an enterprise has its projects."""
    if row.region is None:
        return "参建项目"
    parts = [Industry(industry).label for industry in row.industries]
    parts += [f"{len(row.townships)} 个乡镇街道"] if row.townships else []
    return f"{row.region.name}{'：' if parts else ''}{'、'.join(parts)}"


def membership_columns(on: dt.date) -> tuple[Column, ...]:
    """The standing depends on the day, so the columns are made for it."""
    return (
        Column("name", "姓名", sort="user__name", value=lambda m: m.user.name, link=lambda m: reverse("membership", args=[m.uid]), sub=lambda m: m.user.username, width=144),
        Column("role", "角色", sort="role", sub=lambda m: f"代{m.deputy_of.user.name}" if m.is_deputy else m.title, width=152),
        Column("organisation", "机构", value=lambda m: m.organisation.name, words=lambda m: m.organisation.name, wide=True),
        Column("covers", "范围", value=covers, wide=True),
        Column("valid_from", "任职起", kind="date", sort="valid_from", width=112),
        Column("valid_to", "任职止", kind="date", sort="valid_to", width=112),
        Column("standing", "状态", kind="state", value=lambda m: standing(m, on), words=lambda m: standing(m, on), tone=lambda m: STANDING_TONES[standing(m, on)], corner=True, width=88),
        Column("username", "账号", value=lambda m: m.user.username, on_screen=False),
        Column("ended_reason", "结束原因", on_screen=False),
    )  # fmt: skip


def adjustment_columns(on: dt.date) -> tuple[Column, ...]:
    return (
        Column("change", "调整", value=in_words, link=lambda r: reverse("adjustment", args=[r.uid]), sub=lambda r: r.reason, wide=True),
        Column("region.name", "作出的租户", sort="region__code", width=128),
        Column("document", "依据文件", wide=True),
        Column("valid_from", "生效日期", kind="date", sort="valid_from", width=112),
        Column("valid_to", "失效日期", kind="date", sort="valid_to", width=112),
        Column("proposed_by", "提出人", value=lambda r: r.proposed_by.name, words=lambda r: r.proposed_by.name, width=96),
        Column("confirmed_by", "确认人", value=lambda r: r.confirmed_by.name if r.confirmed_by else "", words=lambda r: r.confirmed_by.name if r.confirmed_by else "—", width=96),
        Column("state", "状态", kind="state", value=lambda r: r.state(on), words=lambda r: r.state(on), tone=lambda r: ADJUSTMENT_TONES[r.state(on)], corner=True, width=88),
    )  # fmt: skip


TRANSFERS = (
    Column("made_at", "移交时间", kind="instant", sort="made_at", link=lambda t: reverse("transfer", args=[t.uid]), width=144),
    Column("giver", "移交人", value=lambda t: t.giver.user.name, words=lambda t: t.giver.user.name, sub=lambda t: str(t.giver), wide=True),
    Column("receiver", "接收人", value=lambda t: t.receiver.user.name, words=lambda t: t.receiver.user.name, wide=True),
    Column("count", "事项", kind="int", value=lambda t: len(t.lines), width=80),
    Column("reason", "原因", wide=True),
    Column("signed", "签收", kind="state", value=lambda t: "已签收" if t.signed_at else "待签收", words=lambda t: "已签收" if t.signed_at else "待签收", tone=lambda t: "ok" if t.signed_at else "do", corner=True, width=88),
)  # fmt: skip

MATRIX = (
    Column("room", "模块", value=lambda line: line.verb.room),
    Column("label", "权限", value=lambda line: line.verb.label, width=240),
    Column("why", "依据", value=lambda line: line.verb.why, width=320),
    *(
        Column(role.value, role.label, value=lambda line, at=place: "" if line.cells[at].words == "—" else line.cells[at].words, width=96)
        for place, role in enumerate(Role)
    ),
    Column(
        "changed",
        "本租户调整",
        value=lambda line: "；".join(f"{row.get_role_display()}{row.get_effect_display()}：{row.document}" for row in line.changed),
        width=320,
    ),
)
