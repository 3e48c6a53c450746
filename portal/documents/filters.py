"""Filters of the list of instruments."""

import django_filters

from portal.documents.enums import DownloadState, InstrumentState
from portal.documents.kinds import instrument_kinds
from portal.documents.models import Download, Instrument


class InstrumentFilter(django_filters.FilterSet):
    """By words, kind and state."""

    q = django_filters.CharFilter(label="文号、标题、主送、项目", method="search")
    kind = django_filters.ChoiceFilter(label="文种", choices=lambda: [(k.code, k.title) for k in instrument_kinds()])
    state = django_filters.ChoiceFilter(label="状态", choices=InstrumentState.choices)

    class Meta:
        model = Instrument
        fields = ("q", "kind", "state")

    def search(self, queryset, name: str, value: str):
        found = queryset.none()
        for field in ("number", "title", "addressee_text", "project_name"):
            found |= queryset.filter(**{f"{field}__icontains": value})
        return found


class DownloadFilter(django_filters.FilterSet):
    """By name, state and day."""

    q = django_filters.CharFilter(label="名称、编号", method="search")
    state = django_filters.ChoiceFilter(label="状态", choices=DownloadState.choices)
    asked_at = django_filters.DateFromToRangeFilter(label="提交日期")

    class Meta:
        model = Download
        fields = ("q", "state", "asked_at")

    def search(self, queryset, name: str, value: str):
        return queryset.filter(name__icontains=value) | queryset.filter(serial__icontains=value)
