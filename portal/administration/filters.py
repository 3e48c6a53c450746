"""Filters of the registers; these tables are public, so a part of a name is searched as it stands."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.administration.keeping import regions_of
from portal.tenancy.enums import Industry, OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Region, RegionChange


def _counties(request: HttpRequest) -> QuerySet:
    actor = getattr(request, "actor", None)
    return regions_of(actor).counties() if actor else Region.objects.none()


def _places(request: HttpRequest) -> QuerySet:
    actor = getattr(request, "actor", None)
    return regions_of(actor).standing().exclude(level=RegionLevel.TOWNSHIP) if actor else Region.objects.none()


class RegionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称、代码或曾用代码", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    level = django_filters.ChoiceFilter(label="级别", choices=RegionLevel.choices)
    under = django_filters.ModelChoiceFilter(label="在其下", queryset=_places, method="by_parent")
    is_closed = django_filters.BooleanFilter(label="已撤销")

    class Meta:
        model = Region
        fields = ["q", "level", "under", "is_closed"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        former = RegionChange.objects.filter(Q(old_code=text.upper()) | Q(old_name__contains=text)).values("region")
        return rows.filter(Q(code__startswith=text.upper()) | Q(name__contains=text) | Q(pk__in=former))

    def by_parent(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(path__startswith=value.path).exclude(pk=value.pk)


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="名称、曾用名、拼音首字母或信用代码", method="by_text", widget=forms.TextInput(attrs={"placeholder": "住建局 或 zjj", "autocomplete": "off"})
    )
    kind = django_filters.ChoiceFilter(label="类别", choices=OrganisationKind.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=_counties, method="by_region")
    industry = django_filters.ChoiceFilter(label="主管行业", choices=Industry.choices, method="by_industry")
    is_state_owned = django_filters.BooleanFilter(label="国有")
    merged = django_filters.BooleanFilter(label="含已合并的", method="with_merged", widget=forms.CheckboxInput)

    class Meta:
        model = Organisation
        fields = ["q", "kind", "region", "industry", "is_state_owned", "merged"]

    @property
    def qs(self) -> QuerySet:
        """Duplicates that were merged away are shown only on request."""
        found = super().qs
        return found if self.form.is_bound and self.form.cleaned_data.get("merged") else found.standing()

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.named_like(value)

    def by_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(region__path__startswith=value.path)

    def by_industry(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(industries__contains=[value])

    def with_merged(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows


class TownshipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="乡镇街道", field_name="name", lookup_expr="contains")
    county = django_filters.ModelChoiceFilter(label="县（区）", queryset=_counties, field_name="parent")

    class Meta:
        model = Region
        fields = ["q", "county"]
