"""What the attendance lists are narrowed by."""

import django_filters
from django.db.models import Q, QuerySet

from wagepay.enums import AnomalyKind, AnomalyState, DeviceKind
from wagepay.filters import MonthFilter
from wagepay.models import AttendanceFinding, Device, Engagement

WAITING = "waiting"


class GridFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="姓名", lookup_expr="startswith")
    team = django_filters.CharFilter(label="班组")
    state = django_filters.ChoiceFilter(
        label="情况", method="by_state", empty_label="不限", choices=(("unregistered", "没有登记"), ("absent", "没有出勤"), ("worked", "有出勤"))
    )

    class Meta:
        model = Engagement
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "unregistered":
            return rows.filter(registered_on__isnull=True)
        return rows.filter(worked=value == "worked")


class DeviceFilter(django_filters.FilterSet):
    """``silent`` is a condition over the tenants' figures, brought by the view."""

    kind = django_filters.ChoiceFilter(label="类型", choices=DeviceKind.choices, empty_label="不限")
    state = django_filters.ChoiceFilter(
        label="状态", method="by_state", empty_label="不限", choices=(("silent", "失联"), ("in_use", "在用"), ("retired", "已停用"))
    )
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = Device
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "silent":
            return rows.filter(self.request.silent_devices)
        return rows.filter(retired_on__isnull=value == "in_use")

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))


class FindingFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="异常", choices=AnomalyKind.choices, empty_label="不限")
    state = django_filters.ChoiceFilter(label="状态", method="by_state", empty_label="不限", choices=((WAITING, "待说明或核实"), *AnomalyState.choices))
    month = MonthFilter(label="月份")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = AttendanceFinding
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.waiting() if value == WAITING else rows.filter(state=value)

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))
