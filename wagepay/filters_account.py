"""What the lists of the special account are narrowed by."""

import django_filters
from django.db.models import Q, QuerySet

from wagepay.enums import AnomalyState, EntryDirection, EntryKind, ExceptionKind, MoneyReportKind, MoneyReportState
from wagepay.filters import MonthFilter
from wagepay.models import AccountEntry, EntryException, MoneyReport

WAITING = "waiting"


class EntryFilter(django_filters.FilterSet):
    month = MonthFilter(label="记账月份")
    direction = django_filters.ChoiceFilter(label="收支", choices=EntryDirection.choices, empty_label="不限")
    kind = django_filters.ChoiceFilter(label="性质", choices=EntryKind.choices, empty_label="不限")
    counterparty = django_filters.CharFilter(label="对方", lookup_expr="contains")

    class Meta:
        model = AccountEntry
        fields: list[str] = []


class ExceptionFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="异常", choices=ExceptionKind.choices, empty_label="不限")
    state = django_filters.ChoiceFilter(label="状态", method="by_state", choices=((WAITING, "待说明或核实"), *AnomalyState.choices), empty_label="不限")
    month = MonthFilter(label="记账月份")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = EntryException
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.waiting() if value == WAITING else rows.filter(state=value)

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))


class ReportFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="事项", choices=MoneyReportKind.choices, empty_label="不限")
    state = django_filters.ChoiceFilter(label="状态", choices=MoneyReportState.choices, empty_label="不限")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = MoneyReport
        fields: list[str] = []

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))
