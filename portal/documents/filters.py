"""Filters of the lists of this room."""

import datetime as dt

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.documents.enums import DownloadState, InstrumentState, ScanState
from portal.documents.kinds import instrument_kinds
from portal.documents.models import Download, FileHold, Instrument, StoredFile
from portal.lib import clock
from portal.tenancy.models import Organisation

STATES = [("open", "在办（未回复、未撤回）"), ("void", "已撤回、文号作废"), *InstrumentState.choices]
DUES = (("late", "已逾期未复"), ("week", "七天内到期"), ("none", "不要求回复"))
WEEK = dt.timedelta(days=7)
ENDED = (InstrumentState.REPLIED, InstrumentState.WITHDRAWN)


def organs(request: HttpRequest) -> QuerySet:
    """The organs that wrote something the actor may read."""
    actor = getattr(request, "actor", None)
    return Organisation.objects.filter(pk__in=Instrument.objects.visible_to(actor).values("organ")) if actor else Organisation.objects.none()


class InstrumentFilter(django_filters.FilterSet):
    """By words, direction, kind, organ, state, term and day of issue."""

    q = django_filters.CharFilter(label="文号、标题、主送、项目", method="search")
    way = django_filters.ChoiceFilter(label="收发", choices=(("out", "本单位发文"), ("in", "本单位收文")), method="by_way")
    kind = django_filters.ChoiceFilter(label="文种", choices=lambda: [(k.code, k.title) for k in instrument_kinds()])
    organ = django_filters.ModelChoiceFilter(label="发文机关", queryset=organs)
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, method="by_state")
    due = django_filters.ChoiceFilter(label="回复", choices=DUES, method="by_due")
    issued_on = django_filters.DateFromToRangeFilter(label="成文日期")

    class Meta:
        model = Instrument
        fields = ("q", "way", "kind", "organ", "state", "due", "issued_on")

    def search(self, queryset, name: str, value: str):
        found = queryset.none()
        for field in ("number", "title", "addressee_text", "project_name"):
            found |= queryset.filter(**{f"{field}__icontains": value})
        return found

    def by_way(self, queryset, name: str, value: str):
        organisation_id = self.request.actor.organisation_id
        return queryset.sent_by(organisation_id) if value == "out" else queryset.sent_to(organisation_id)

    def by_state(self, queryset, name: str, value: str):
        match value:
            case "open":
                return queryset.exclude(state__in=ENDED)
            case "void":
                return queryset.filter(state=InstrumentState.WITHDRAWN).exclude(number="")
        return queryset.filter(state=value)

    def by_due(self, queryset, name: str, value: str):
        today = clock.today()
        match value:
            case "late":
                return queryset.awaiting_reply().filter(reply_due_on__lt=today)
            case "week":
                return queryset.awaiting_reply().filter(reply_due_on__range=(today, today + WEEK))
        return queryset.filter(reply_due_on__isnull=True)


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


class FileFilter(django_filters.FilterSet):
    """By name, uploader, scan and what keeps it."""

    q = django_filters.CharFilter(label="文件名、上传人", method="search")
    scan_state = django_filters.ChoiceFilter(label="扫描", choices=ScanState.choices)
    keep = django_filters.ChoiceFilter(label="保存", choices=(("held", "正在保全"), ("over", "保存期已满"), ("removed", "内容已清除")), method="by_keep")
    created_at = django_filters.DateFromToRangeFilter(label="存入日期")

    class Meta:
        model = StoredFile
        fields = ("q", "scan_state", "keep", "created_at")

    def search(self, queryset, name: str, value: str):
        return queryset.filter(name__icontains=value) | queryset.filter(uploader_name__icontains=value)

    def by_keep(self, queryset, name: str, value: str):
        match value:
            case "held":
                holds = FileHold.objects.visible_to(self.request.actor).in_force()
                return queryset.filter(pk__in=holds.values("file")) | queryset.filter(project_id__in=holds.values("project_id"))
            case "over":
                return queryset.kept().filter(retain_until__lt=clock.today())
        return queryset.filter(removed_on__isnull=False)
