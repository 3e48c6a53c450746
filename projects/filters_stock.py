"""Filters of the permit ledger and of the backlog."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from projects.filters import LACKING, find_by_text, places
from projects.models import PermitEntry, Project

STATES = (("missing", "没有建档"), ("matched", "已建档"), ("ruled_out", "不用建档"))


class PermitFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="工程名称、许可证号或施工单位", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    state = django_filters.ChoiceFilter(label="比对结果", choices=STATES, method="by_state")
    issued_on = django_filters.DateFromToRangeFilter(label="发证日期", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))

    class Meta:
        model = PermitEntry
        fields = ["q", "region", "state", "issued_on"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(permit_number=text) | Q(project_name__contains=text) | Q(contractor_name__contains=text))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "missing":
            return rows.missing()
        return rows.filter(project__isnull=False) if value == "matched" else rows.filter(project__isnull=True).exclude(ruled_out="")


class BacklogFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称、拼音首字母、编码或总包", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    lacking = django_filters.ChoiceFilter(label="缺项", choices=[choice for choice in LACKING if choice[0] != "officer"], method="by_lacking")

    class Meta:
        model = Project
        fields = ["q", "region", "lacking"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return find_by_text(rows, value)

    def by_lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{f"old_{value}": True})
