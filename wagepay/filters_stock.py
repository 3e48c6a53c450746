"""What the list of gaps from go-live is narrowed by."""

import django_filters
from django.db.models import Q, QuerySet

from portal.lib import clock
from wagepay.models import GAPS, Engagement


class GraceFilter(django_filters.FilterSet):
    gap = django_filters.ChoiceFilter(label="缺什么", method="by_gap", choices=[(name, words) for name, (words, _) in GAPS.items()], empty_label="不限")
    late = django_filters.ChoiceFilter(label="期限", method="by_late", choices=(("1", "已过期限"),), empty_label="不限")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = Engagement
        fields: list[str] = []

    def by_gap(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(GAPS[value][1])

    def by_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(grace_until__lt=clock.today())

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(project__name__contains=value.strip()) | Q(project__code=value.strip()))
