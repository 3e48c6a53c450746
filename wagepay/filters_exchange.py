"""What the county's page of upload states is narrowed by."""

import django_filters
from django.db.models import Q, QuerySet

from projects.models import Project

STATES = (("never", "没有上报过"), ("refused", "有退回的"), ("waiting", "待答复的"), ("accepted", "都已接收"))


class UploadStateFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="情况", choices=STATES, method="by_state", empty_label="不限")
    project = django_filters.CharFilter(label="项目", method="by_project")

    class Meta:
        model = Project
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        conditions = {
            "never": Q(rows_sent=0),
            "refused": Q(rows_refused__gt=0),
            "waiting": Q(rows_waiting__gt=0),
            "accepted": Q(rows_sent__gt=0, rows_refused=0, rows_waiting=0),
        }
        return rows.filter(conditions[value])

    def by_project(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(name__contains=value.strip()) | Q(code=value.strip()))
