"""Filters of the job monitor."""

import django_filters
from django.http import HttpRequest

from portal.jobs.handlers import labels
from portal.jobs.models import Job, JobState
from portal.operations.sight import jobs_of
from portal.tenancy.models import Region


def _regions(request: HttpRequest | None):
    if request is None:
        return Region.objects.none()
    return Region.objects.filter(pk__in=jobs_of(request.actor).values("region_id"))


class JobFilter(django_filters.FilterSet):
    """By the number people quote, kind, state, region and day."""

    reference = django_filters.CharFilter(label="编号", method="of_reference")
    kind = django_filters.ChoiceFilter(label="任务", choices=labels)
    state = django_filters.ChoiceFilter(label="状态", choices=JobState.choices)
    region = django_filters.ModelChoiceFilter(label="辖区", field_name="region_id", queryset=_regions, method="of_region")
    created_at = django_filters.DateFromToRangeFilter(label="提交日期")

    class Meta:
        model = Job
        fields = ("reference", "kind", "state", "region", "created_at")

    def of_reference(self, queryset, name: str, value: str):
        return queryset.filter(uid__startswith=value.strip().lower())

    def of_region(self, queryset, name: str, value: Region):
        return queryset.filter(region_id=value.pk)
