"""Filters of the lists of inspections, findings, plans and draws."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from portal.lib import clock
from projects.filters import places
from projects.inspections.enums import DrawKind, FindingState, InspectionKind, InspectionState, PlanKind, PlanState
from projects.models import DoubleRandomDraw, EnforcementCertificate, InspectionFinding, InspectionPlan, SiteInspection

DAYS = django_filters.widgets.DateRangeWidget


class CheckFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="单位或项目", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    kind = django_filters.ChoiceFilter(label="类别", choices=InspectionKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=InspectionState.choices)
    planned_on = django_filters.DateFromToRangeFilter(label="计划日期", widget=DAYS(attrs={"type": "date"}))
    scanned_in = django_filters.BooleanFilter(label="扫码入企")

    class Meta:
        model = SiteInspection
        fields = ["q", "region", "kind", "state", "planned_on", "scanned_in"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(employer__organisation__name__contains=value.strip()) | Q(project__name__contains=value.strip()))


class FindingFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=[("overdue", "逾期未改"), *FindingState.choices], method="by_state")
    look_back = django_filters.ChoiceFilter(
        label="回头看", choices=[("waiting", "待看"), ("held", "没有反弹"), ("relapsed", "问题反弹")], method="by_look_back"
    )
    rectify_by = django_filters.DateFromToRangeFilter(label="整改期限", widget=DAYS(attrs={"type": "date"}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)

    class Meta:
        model = InspectionFinding
        fields = ["state", "look_back", "rectify_by", "region"]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.overdue(clock.today()) if value == "overdue" else rows.filter(state=value)

    def by_look_back(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.to_look_back() if value == "waiting" else rows.filter(look_back_result=value)


class PlanFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=PlanKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=PlanState.choices)

    class Meta:
        model = InspectionPlan
        fields = ["kind", "state"]


class DrawFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=DrawKind.choices)

    class Meta:
        model = DoubleRandomDraw
        fields = ["kind"]


class CertificateFilter(django_filters.FilterSet):
    valid = django_filters.ChoiceFilter(label="证件", choices=[("yes", "有效"), ("no", "失效")], method="by_valid")

    class Meta:
        model = EnforcementCertificate
        fields = ["valid"]

    def by_valid(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        good = rows.valid_on(clock.today())
        return good if value == "yes" else rows.exclude(pk__in=good.values("pk"))
