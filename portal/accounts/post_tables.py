"""Lists of posts, changes of rights and handings-over: their filters and columns, shared by screen, phone cards and export."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.actions.adjust_right import in_words
from portal.accounts.enums import Role
from portal.accounts.models import Membership, PortfolioTransfer, RightAdjustment
from portal.lib import clock
from portal.lib.tables import Column
from portal.tenancy.enums import Industry
from portal.tenancy.models import Region

STANDING = (("valid", "在任"), ("deputy", "代理中"), ("later", "还没开始"), ("ended", "已结束"))
TONES = {"在任": "ok", "代理": "do", "待任": "", "已结束": "bad"}
ADJUSTMENT_TONES = {"待确认": "do", "生效": "ok", "待生效": "", "已失效": "", "已终止": "bad"}


def own_regions(request: HttpRequest) -> QuerySet[Region]:
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).exclude(level="township").order_by("path") if actor else Region.objects.none()


class MembershipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="姓名、账号或机构", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices)
    region = django_filters.ModelChoiceFilter(label="辖区", queryset=own_regions)
    standing = django_filters.ChoiceFilter(label="状态", choices=STANDING, method="by_standing")

    class Meta:
        model = Membership
        fields: list[str] = []

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(user__name__contains=text) | Q(user__username__contains=text.lower()) | Q(organisation__name__contains=text))

    def by_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        on = clock.today()
        match value:
            case "later":
                return rows.filter(valid_from__gt=on)
            case "ended":
                return rows.filter(valid_to__lt=on)
        valid = rows.valid_on(on)
        return valid.filter(deputy_of__isnull=False) if value == "deputy" else valid


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
        Column("standing", "状态", kind="state", value=lambda m: standing(m, on), words=lambda m: standing(m, on), tone=lambda m: TONES[standing(m, on)], corner=True, width=88),
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


class AdjustmentFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices)
    open = django_filters.ChoiceFilter(label="状态", choices=[("waiting", "待确认"), ("standing", "没有终止的"), ("ended", "已终止")], method="by_state")

    class Meta:
        model = RightAdjustment
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "ended":
            return rows.filter(ended_at__isnull=False)
        return rows.standing().filter(confirmed_at__isnull=True) if value == "waiting" else rows.standing()


class TransferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="移交人或接收人", method="by_text")
    signed = django_filters.ChoiceFilter(label="签收", choices=[("no", "还没签收"), ("yes", "已签收")], method="by_signed")

    class Meta:
        model = PortfolioTransfer
        fields: list[str] = []

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(giver__user__name__contains=value.strip()) | Q(receiver__user__name__contains=value.strip()))

    def by_signed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(signed_at__isnull=value == "no")


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
