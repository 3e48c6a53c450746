"""Filters of the lists of leads and cases."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cases.enums import OPEN_LEADS, CaseState, CaseTrack, Channel, ClosingKind, LeadKind, LeadState
from cases.models import Case, Lead
from portal.lib import clock
from portal.lib.text import compact
from portal.tenancy.models import Region
from projects.filters import find_by_text
from projects.models import Project

SOON = dt.timedelta(days=14)


def counties(request: HttpRequest) -> QuerySet:
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).counties() if actor else Region.objects.none()


class PlaceFilter(django_filters.FilterSet):
    """By project in words; shared by both lists."""

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(project__in=find_by_text(Project.objects.visible_to(self.request.actor), value).values("pk"))


class LeadFilter(PlaceFilter):
    """By default what is not finished; “全部” shows what has ended too."""

    q = django_filters.CharFilter(label="项目名称、编码或线索编号", method="by_words", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    state = django_filters.ChoiceFilter(label="状态", choices=[("open_all", "未办完"), ("all", "全部"), *LeadState.choices], method="by_state")
    channel = django_filters.ChoiceFilter(label="来源", choices=Channel.choices)
    kind = django_filters.ChoiceFilter(label="类别", choices=LeadKind.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    received_on = django_filters.DateFromToRangeFilter(label="收到日期", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))
    overdue = django_filters.BooleanFilter(label="超期未受理", method="by_overdue", widget=forms.CheckboxInput)

    class Meta:
        model = Lead
        fields = ["q", "state", "channel", "kind", "region", "received_on", "overdue"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A project, or a number as it stands on a paper."""
        projects = find_by_text(Project.objects.visible_to(self.request.actor), value).values("pk")
        return rows.filter(Q(project__in=projects) | Q(number=compact(value).upper()) | Q(external_number=value.strip()))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "open_all":
            return rows.filter(state__in=OPEN_LEADS)
        return rows if value == "all" else rows.filter(state=value)

    def by_overdue(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.waiting().filter(accept_due_on__lt=clock.today()) if value else rows


class CaseFilter(PlaceFilter):
    """By default every case whose procedure or money is not ended."""

    q = django_filters.CharFilter(label="项目名称、拼音首字母或编码", method="by_project", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    state = django_filters.ChoiceFilter(label="程序", choices=[("all", "全部"), *CaseState.choices], method="by_state")
    debt = django_filters.ChoiceFilter(label="钱", choices=[("unsettled", "未销账"), ("settled", "已销账")], method="by_debt")
    track = django_filters.ChoiceFilter(label="办理方式", choices=CaseTrack.choices)
    closing_kind = django_filters.ChoiceFilter(label="办结方式", choices=ClosingKind.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    opened_on = django_filters.DateFromToRangeFilter(label="受理日期", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))
    filed_on = django_filters.DateFromToRangeFilter(label="立案日期", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))
    due = django_filters.BooleanFilter(label="14 天内到期", method="by_due", widget=forms.CheckboxInput)
    mine = django_filters.BooleanFilter(label="只看我承办的", method="by_mine", widget=forms.CheckboxInput)

    class Meta:
        model = Case
        fields = ["q", "state", "debt", "track", "closing_kind", "region", "opened_on", "filed_on", "due", "mine"]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows if value == "all" else rows.filter(state=value)

    def by_debt(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(settled_on__isnull=value == "unsettled")

    def by_due(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.due_by(clock.today() + SOON) if value else rows

    def by_mine(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(officer_id=self.request.actor.user_id) if value else rows
