"""Columns and filters of the steps of authorities outside the portal, and of the papers they send."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from portal.external.enums import IncomingState, StepKind, StepState
from portal.external.models import ExternalStep, IncomingPaper
from portal.lib import clock
from portal.lib.calendars import UNAPPROVED
from portal.lib.columns import Column

TONES = {StepState.WAITING: "do", StepState.DONE: "ok", StepState.REFUSED: "bad"}
INCOMING_TONES = {IncomingState.WAITING: "do", IncomingState.ANSWERED: "ok", IncomingState.FILED: "ok"}

STEPS = (
    Column("title", "请它办的事", link=lambda s: s.get_absolute_url(), sub=lambda s: s.subject_name, wide=True),
    Column("organisation.name", "外部机关", sort="organisation__name", wide=True),
    Column("kind", "类别", width=136),
    Column("asked_on", "去函", kind="date", sort="asked_on", sub=lambda s: s.asked_number, width=128),
    Column("due_on", "答复期限", kind="date", sort="due_on", sub=lambda s: "" if s.is_due_certain else UNAPPROVED, width=112),
    Column("answered_on", "来函", kind="date", sort="answered_on", sub=lambda s: s.answer_number, width=128),
    Column("state", "状态", kind="state", sort="state", tone=lambda s: TONES.get(s.state, ""), width=96, corner=True),
    Column("region.name", "辖区", sort="region__code", hidden=True),
    Column("result", "结果", hidden=True),
)


PAPERS = (
    Column("title", "来文标题", link=lambda p: p.get_absolute_url(), sub=lambda p: p.subject_name, wide=True),
    Column("organisation.name", "来文机关", sort="organisation__name", sub=lambda p: p.their_number, wide=True),
    Column("number", "收文号", sort="pk", width=152),
    Column("received_on", "收到", kind="date", sort="received_on", width=112),
    Column("due_on", "答复期限", kind="date", sort="due_on", width=112),
    Column("handler", "承办人", sort="handler", width=96, on_phone=False),
    Column("closed_on", "办结", kind="date", sort="closed_on", sub=lambda p: p.answer_number, width=128),
    Column("state", "状态", kind="state", sort="state", tone=lambda p: INCOMING_TONES.get(p.state, ""), width=96, corner=True),
    Column("their_number", "来文字号", hidden=True),
    Column("written_on", "成文日期", kind="date", sort="written_on", hidden=True),
    Column("answer_number", "复文字号", hidden=True),
    Column("result", "办理结果", hidden=True),
    Column("region.name", "辖区", sort="region__code", hidden=True),
)


class StepFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="事项、机关、文号", method="by_text")
    state = django_filters.ChoiceFilter(label="状态", choices=StepState.choices)
    kind = django_filters.ChoiceFilter(label="类别", choices=StepKind.choices)
    late = django_filters.BooleanFilter(label="只看逾期未答复", method="by_late", widget=forms.CheckboxInput)

    class Meta:
        model = ExternalStep
        fields = ["q", "state", "kind", "late"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(
            Q(title__contains=text)
            | Q(organisation__name__contains=text)
            | Q(asked_number__contains=text)
            | Q(answer_number__contains=text)
            | Q(subject_name__contains=text)
        )

    def by_late(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.overdue_on(clock.today()) if value else rows


class PaperFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="标题、机关、字号", method="by_text")
    state = django_filters.ChoiceFilter(label="状态", choices=IncomingState.choices)
    received_on = django_filters.DateFromToRangeFilter(label="收到日期")
    late = django_filters.BooleanFilter(label="只看逾期未答复", method="by_late", widget=forms.CheckboxInput)

    class Meta:
        model = IncomingPaper
        fields = ["q", "state", "received_on", "late"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        found = Q(organisation__name__contains=text)
        for field in ("title", "number", "their_number", "answer_number", "subject_name", "handler", "gist"):
            found |= Q(**{f"{field}__contains": text})
        return rows.filter(found)

    def by_late(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.overdue_on(clock.today()) if value else rows
