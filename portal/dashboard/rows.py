"""The rows behind the figures of the dashboard that no room lists by itself: columns, filters, querysets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django_filters import FilterSet

from campaigns.queries.county_figures import lines_owing, payments, wage_months
from cases.enums import LineKind
from cases.models import CasePayment, CaseWorkerLine
from earlywarning.filters import counties
from portal.dashboard.warned import LEVELS, level_of, warned_projects
from portal.lib.tables import Column, Empty
from portal.tenancy.scope import Actor
from projects.facts import SETTLED, is_settled
from projects.models import Fact, Project

DAYS = django_filters.widgets.DateRangeWidget(attrs={"type": "date"})


@dataclass(frozen=True)
class Listing:
    """One kind of rows."""

    title: str
    note: str
    columns: Sequence[Column]
    filterset: type[FilterSet]
    rows: Callable[[Actor], QuerySet]
    order: Sequence[str]
    empty: Empty


class _County(FilterSet):
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)


class WarnedFilter(_County):
    level = django_filters.ChoiceFilter(label="级别", choices=[("red", "红色"), ("yellow", "黄色"), ("blue", "蓝色")], method="by_level")

    class Meta:
        model = Project
        fields = ["region", "level"]

    def by_level(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(worst=3 - LEVELS.index(value))


class OwingFilter(_County):
    class Meta:
        model = CaseWorkerLine
        fields = ["region"]


class VerifiedFilter(_County):
    verified_on = django_filters.DateFromToRangeFilter(label="核实日期", widget=DAYS)

    class Meta:
        model = CaseWorkerLine
        fields = ["region", "verified_on"]


class PaidFilter(_County):
    paid_on = django_filters.DateFromToRangeFilter(label="到账日期", widget=DAYS)

    class Meta:
        model = CasePayment
        fields = ["region", "paid_on"]


class WagesFilter(_County):
    full = django_filters.ChoiceFilter(label="足额", choices=[("yes", "已足额"), ("no", "未足额")], method="by_full")

    class Meta:
        model = Fact
        fields = ["region", "full"]

    def by_full(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(SETTLED) if value == "yes" else rows.exclude(SETTLED)


def _case_url(row: Any) -> str:
    return reverse("case", args=[row.number])


WARNED = (
    Column("worst", "级别", kind="level", value=lambda r: level_of(r.worst), words=lambda r: "", sort="worst", width=80, corner=True),
    Column("name", "项目", link=lambda r: r.get_absolute_url(), sub=lambda r: r.code, wide=True),
    Column("region.name", "县（区）", width=140),
    Column("warnings", "未结预警", unit="条", kind="int", sort="warnings", width=120),
)
OWING = (
    Column("person", "人员", value=str, width=120),
    Column("case.number", "案件", link=lambda r: _case_url(r.case), sub=lambda r: r.case.title, wide=True),
    Column("region.name", "县（区）", width=120),
    Column("claimed", "反映", unit="元", kind="money", width=112),
    Column("verified", "核实", unit="元", kind="money", width=112),
    Column("paid", "已付", unit="元", kind="money", width=112),
    Column("left", "还欠", unit="元", kind="money", sort="left", width=112),
    Column("state", "状态", kind="state", width=112, corner=True),
)
VERIFIED = (
    Column("person", "人员", value=str, width=120),
    Column("case.number", "案件", link=lambda r: _case_url(r.case), sub=lambda r: r.case.title, wide=True),
    Column("region.name", "县（区）", width=120),
    Column("verified_on", "核实日期", kind="date", sort="verified_on", width=112),
    Column("verified", "核实", unit="元", kind="money", sort="verified", width=120),
    Column("paid", "已付", unit="元", kind="money", width=120),
)
PAID = (
    Column("person", "人员", value=lambda r: str(r.line), width=120),
    Column("line.case.number", "案件", link=lambda r: _case_url(r.line.case), sub=lambda r: r.line.case.title, wide=True),
    Column("region.name", "县（区）", width=120),
    Column("paid_on", "到账日期", kind="date", sort="paid_on", width=112),
    Column("amount", "金额", unit="元", kind="money", sort="amount", width=120),
    Column("source", "款项来源", width=136),
)
WAGES = (
    Column("project.name", "项目", link=lambda r: r.project.get_absolute_url(), wide=True),
    Column("region.name", "县（区）", width=120),
    Column("month", "工资月份", value=lambda r: r.value["month"], width=96),
    Column("due_on", "应发日期", value=lambda r: r.value["due_on"], width=112),
    Column("people", "应发", unit="人", kind="int", value=lambda r: r.value["people"], width=80),
    Column("paid_people", "已发", unit="人", kind="int", value=lambda r: r.value["paid_people"], width=80),
    Column("net", "应发", unit="元", kind="money", value=lambda r: Decimal(r.value["net"]), width=128),
    Column("paid", "已发", unit="元", kind="money", value=lambda r: Decimal(r.value["paid"]), width=128),
    Column("missing", "出勤未列表", unit="人", kind="int", value=lambda r: r.value.get("missing", 0), width=104),
    Column("full", "足额", kind="state", value=lambda r: "已足额" if is_settled(r.value) else "未足额", tone=lambda r: "ok" if is_settled(r.value) else "bad", width=88, corner=True),
)  # fmt: skip


def _owing(actor: Actor) -> QuerySet:
    return lines_owing(actor).select_related("case", "region")


def _verified(actor: Actor) -> QuerySet:
    return CaseWorkerLine.objects.visible_to(actor).filter(kind=LineKind.WAGE, verified__gt=0).select_related("case", "region")


def _paid(actor: Actor) -> QuerySet:
    return payments(actor).select_related("line__case", "region")


LISTINGS = {
    "warned": Listing(
        "有预警的在建项目",
        "级别是项目最重的一条未结预警的级别",
        WARNED,
        WarnedFilter,
        lambda actor: warned_projects(actor).select_related("region"),
        ("-worst", "-warnings"),
        Empty("没有预警", "在建项目都没有未结预警。"),
    ),
    "owing": Listing(
        "待解决欠薪",
        "核实的按核实金额、没核实的按反映金额，减去已付",
        OWING,
        OwingFilter,
        _owing,
        ("-left",),
        Empty("没有待解决的欠薪", "案件中的工资都已付清。"),
    ),
    "verified": Listing(
        "查实欠薪", "核实金额大于零的工资明细", VERIFIED, VerifiedFilter, _verified, ("-verified_on",), Empty("没有查实的欠薪", "换一段日期看。")
    ),
    "paid": Listing("追发到位", "有到账凭证的工资和加付赔偿金", PAID, PaidFilter, _paid, ("-paid_on",), Empty("没有追发", "换一段日期看。")),
    "wages": Listing(
        "足额发薪",
        "每个项目最近一个到了发薪日的工资月份；有人出勤两天以上没有列入工资表的不算足额",
        WAGES,
        WagesFilter,
        lambda actor: wage_months(actor).select_related("project", "region"),
        ("region", "id"),
        Empty("还没有到发薪日的月份", "工资表和回单导入后自动出现。"),
    ),
}
