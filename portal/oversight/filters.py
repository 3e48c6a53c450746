"""How the trail is searched: by person, act, object, day, region, result."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django_filters.widgets import DateRangeWidget

from portal.audit.models import Change, ChangeKind, Entry
from portal.oversight.lines import TABLES, name_of
from portal.oversight.words import ROOMS
from portal.tenancy.models import Region

DAYS = DateRangeWidget(attrs={"type": "date"})


def regions_of(request: HttpRequest) -> QuerySet[Region]:
    return Region.objects.filter(pk__in=request.actor.scope.read_regions).exclude(level="township").order_by("code")


class EntryFilter(django_filters.FilterSet):
    actor_name = django_filters.CharFilter(label="办理人", lookup_expr="icontains", widget=forms.TextInput(attrs={"size": 10}))
    room = django_filters.ChoiceFilter(label="类别", choices=list(ROOMS.items()), method="by_room")
    q = django_filters.CharFilter(label="对象", method="by_object", widget=forms.TextInput(attrs={"placeholder": "名称或编号"}))
    at = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS)
    region = django_filters.ModelChoiceFilter(label="辖区", queryset=regions_of, method="by_region")
    succeeded = django_filters.BooleanFilter(label="成功")

    class Meta:
        model = Entry
        fields = ["actor_name", "room", "q", "at", "region", "succeeded"]

    def by_room(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(verb__startswith=f"{value}.")

    def by_object(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(object_name__icontains=value) | Q(object_uid=value) | Q(request_id=value))

    def by_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(region_id=value.pk)


class ChangeFilter(django_filters.FilterSet):
    table_name = django_filters.ChoiceFilter(label="数据", choices=lambda: [(table, name_of(model)) for table, model in TABLES().items()])
    kind = django_filters.ChoiceFilter(label="性质", choices=ChangeKind.choices)
    actor_name = django_filters.CharFilter(label="办理人", lookup_expr="icontains", widget=forms.TextInput(attrs={"size": 10}))
    at = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS)
    region = django_filters.ModelChoiceFilter(label="辖区", queryset=regions_of, method="by_region")
    outside = django_filters.BooleanFilter(label="绕过平台的改动", method="by_outside", widget=forms.CheckboxInput)

    class Meta:
        model = Change
        fields = ["table_name", "kind", "actor_name", "at", "region", "outside"]

    def by_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(region_id=value.pk)

    def by_outside(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Made under another account of the database than the application's."""
        return rows.exclude(login="portal_app") if value else rows
