"""Filters of the lists of visits, supervisions and self-checks."""

import django_filters
from django import forms
from django.db.models import QuerySet

from portal.lib import clock
from projects.enums import Post
from projects.filters import places
from projects.inspections.enums import SelfCheckKind, SelfCheckState, SupervisionForm
from projects.models import GovernmentSupervisionVisit, PatrolVisit, SelfCheck

DAYS = django_filters.widgets.DateRangeWidget


class PatrolFilter(django_filters.FilterSet):
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    post = django_filters.ChoiceFilter(label="岗位", choices=Post.choices)
    on = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS(attrs={"type": "date"}))
    danger = django_filters.BooleanFilter(label="只看有隐患的", method="by_danger", widget=forms.CheckboxInput)

    class Meta:
        model = PatrolVisit
        fields = ["region", "post", "on", "danger"]

    def by_danger(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.exclude(danger="") if value else rows


class SupervisionFilter(django_filters.FilterSet):
    form = django_filters.ChoiceFilter(label="方式", choices=SupervisionForm.choices)
    waiting = django_filters.BooleanFilter(label="只看待反馈的", method="by_waiting", widget=forms.CheckboxInput)

    class Meta:
        model = GovernmentSupervisionVisit
        fields = ["form", "waiting"]

    def by_waiting(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.exclude(asked="").filter(replied_on__isnull=True) if value else rows


class SelfCheckFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=SelfCheckKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=[("late", "逾期未报"), *SelfCheckState.choices], method="by_state")

    class Meta:
        model = SelfCheck
        fields = ["kind", "state"]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(state=SelfCheckState.ASKED, due_on__lt=clock.today()) if value == "late" else rows.filter(state=value)
