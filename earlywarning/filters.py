"""Filters of the warning list and of the clearance desk."""

import django_filters
from django import forms

from earlywarning.enums import OPEN_STATES, ClearanceKind, WarningLevel, WarningState
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.lib import clock
from portal.tenancy.models import Region


def _counties(request):
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).counties() if actor else Region.objects.none()


class WarningFilter(django_filters.FilterSet):
    """By default only what is open; “全部” shows what has ended too."""

    state = django_filters.ChoiceFilter(label="状态", choices=[("open_all", "未结"), ("all", "全部"), *WarningState.choices], method="by_state")
    level = django_filters.ChoiceFilter(label="级别", choices=WarningLevel.choices)
    rule = django_filters.CharFilter(label="规则", method="by_rule", widget=forms.TextInput(attrs={"placeholder": "W12", "size": 6}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=_counties)
    overdue = django_filters.BooleanFilter(label="已超期", method="by_overdue", widget=forms.CheckboxInput)

    class Meta:
        model = EarlyWarning
        fields = ["state", "level", "rule", "region", "overdue"]

    def by_state(self, rows, name, value):
        if value == "open_all":
            return rows.filter(state__in=OPEN_STATES)
        return rows if value == "all" else rows.filter(state=value)

    def by_rule(self, rows, name, value):
        return rows.filter(rule=value.strip().upper())

    def by_overdue(self, rows, name, value):
        return rows.overdue(clock.now()) if value else rows


class ClearanceFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="对象", choices=ClearanceKind.choices)
    level = django_filters.ChoiceFilter(label="级别", choices=WarningLevel.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=_counties)

    class Meta:
        model = ClearanceItem
        fields = ["kind", "level", "region"]
