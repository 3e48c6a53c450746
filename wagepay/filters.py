"""What lists of this room are narrowed by."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.lib import clock
from portal.lib.forms import MonthField
from wagepay.enums import CURRENT_SHEETS, UNDONE_ORDERS, BatchState, OrderState, PaymentChannel, PaymentState, SheetState
from wagepay.models import Engagement, PaymentBatch, PaymentLine, PaymentOrder, PayrollLine, ProjectMonth

STEPS = (
    ("open", "没有发清"),
    ("late", "过了发薪日没有发清"),
    ("sheet", "待报工资表"),
    ("approve", "待总包审核"),
    ("pay", "待发放"),
    ("missing", "有人出勤未列表"),
    ("paid", "已发清"),
)


class MonthFilter(django_filters.Filter):
    field_class = MonthField


class ProjectMonthFilter(django_filters.FilterSet):
    month = MonthFilter(label="工资月份")
    step = django_filters.ChoiceFilter(label="进度", choices=STEPS, method="by_step", empty_label="不限")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = ProjectMonth
        fields: list[str] = []

    def by_step(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "missing":
            return rows.exclude(sheet_state="").filter(missing_listed__gt=0)
        if value == "paid":
            return rows.filter(full_paid_on__isnull=False, missing_listed=0)
        rows = rows.filter(full_paid_on__isnull=True)
        if value == "late":
            return rows.filter(due_on__lt=clock.today())
        if value == "sheet":
            return rows.filter(sheet_state="", attended__gt=0)
        if value == "approve":
            return rows.filter(sheet_state=SheetState.SUBMITTED)
        return rows.filter(sheet_state__in=set(CURRENT_SHEETS) - {SheetState.SUBMITTED}) if value == "pay" else rows.exclude(attended=0, listed=0)

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))


class EngagementFilter(django_filters.FilterSet):
    """By name and team; a number is never asked for in an address, which is logged and remembered."""

    name = django_filters.CharFilter(label="姓名", lookup_expr="startswith")
    team = django_filters.CharFilter(label="班组")
    state = django_filters.ChoiceFilter(
        label="情况", method="by_state", empty_label="不限",
        choices=(("present", "在场"), ("left", "已退场"), ("unregistered", "没有实名登记"), ("no_contract", "没有合同"), ("no_card", "没有工资卡"), ("untrained", "没有安全培训")),
    )  # fmt: skip

    class Meta:
        model = Engagement
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        conditions = {
            "present": Q(left_on__isnull=True),
            "left": Q(left_on__isnull=False),
            "unregistered": Q(registered_on__isnull=True),
            "no_contract": Q(contract_kind="none"),
            "no_card": Q(card_index__isnull=True) & (Q(pay_way="card") | Q(pay_way_reason="")),
            "untrained": Q(trained_on__isnull=True),
        }
        return rows.filter(conditions[value])


class LineFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="姓名", lookup_expr="startswith")
    team = django_filters.CharFilter(label="班组")

    class Meta:
        model = PayrollLine
        fields: list[str] = []


class BatchFilter(django_filters.FilterSet):
    month = MonthFilter(label="工资月份")
    state = django_filters.ChoiceFilter(label="状态", choices=BatchState.choices, empty_label="不限")
    project = django_filters.CharFilter(label="项目", method="by_project")
    undone = django_filters.ChoiceFilter(label="失败", method="by_undone", choices=(("1", "有失败、退汇没重发的"),), empty_label="不限")

    class Meta:
        model = PaymentBatch
        fields: list[str] = []

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))

    def by_undone(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        undone = PaymentOrder._base_manager.filter(batch_id=OuterRef("pk"), month=OuterRef("month"), project_id=OuterRef("project_id"), state__in=UNDONE_ORDERS)
        return rows.filter(Exists(undone))


class OrderFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="姓名", lookup_expr="startswith")
    state = django_filters.ChoiceFilter(label="结果", method="by_state", choices=(("undone", "失败、退汇"), *OrderState.choices), empty_label="不限")

    class Meta:
        model = PaymentOrder
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(state__in=UNDONE_ORDERS if value == "undone" else (value,))


class OutsideFilter(django_filters.FilterSet):
    month = MonthFilter(label="工资月份")
    name = django_filters.CharFilter(label="姓名", field_name="payee", lookup_expr="startswith")
    channel = django_filters.ChoiceFilter(label="性质", choices=[row for row in PaymentChannel.choices if row[0] != PaymentChannel.ACCOUNT], empty_label="不限")
    state = django_filters.ChoiceFilter(label="凭证", choices=((PaymentState.UNPROVEN, "没有凭证"), (PaymentState.SUCCESS, "有凭证")), empty_label="不限")

    class Meta:
        model = PaymentLine
        fields: list[str] = []
