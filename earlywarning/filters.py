"""Filters of the warning list and of the clearance desk."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from earlywarning.enums import (
    OPEN_STATES,
    CheckResult,
    ClearanceKind,
    ClearanceState,
    JustificationState,
    Measure,
    RiskGrade,
    WarningLane,
    WarningLevel,
    WarningSource,
    WarningState,
)
from earlywarning.models import (
    ClearanceDay,
    ClearanceItem,
    Disposal,
    EarlyWarning,
    Escalation,
    FocusProject,
    Forecast,
    Justification,
    LookBack,
    WarningReport,
)
from portal.lib import clock
from portal.tenancy.enums import Industry
from portal.tenancy.models import Region

DAYS = django_filters.widgets.DateRangeWidget(attrs={"type": "date"})


def counties(request: HttpRequest) -> QuerySet:
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).counties() if actor else Region.objects.none()


class WarningFilter(django_filters.FilterSet):
    """By default only what is open and under the clock; “全部” shows what has ended too, the lists of stock and of duties stand apart."""

    lane = django_filters.ChoiceFilter(label="清单", choices=[("all", "全部"), *WarningLane.choices], method="by_lane")
    state = django_filters.ChoiceFilter(label="状态", choices=[("open_all", "未结"), ("all", "全部"), *WarningState.choices], method="by_state")
    level = django_filters.ChoiceFilter(label="级别", choices=WarningLevel.choices)
    rule = django_filters.CharFilter(label="规则", method="by_rule", widget=forms.TextInput(attrs={"placeholder": "W12", "size": 6}))
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    industry = django_filters.ChoiceFilter(label="行业", field_name="project__industry", choices=Industry.choices)
    source = django_filters.ChoiceFilter(label="来源", choices=WarningSource.choices, method="by_source")
    overdue = django_filters.BooleanFilter(label="已超期", method="by_overdue", widget=forms.CheckboxInput)
    fresh = django_filters.BooleanFilter(label="24 小时内新增", method="by_fresh", widget=forms.CheckboxInput)
    unanswered = django_filters.BooleanFilter(label="还没有响应", method="by_unanswered", widget=forms.CheckboxInput)
    unassigned = django_filters.BooleanFilter(label="没有指定承办人", method="by_unassigned", widget=forms.CheckboxInput)
    said = django_filters.BooleanFilter(label="有申辩、说明待复核", method="by_said", widget=forms.CheckboxInput)
    unchecked = django_filters.BooleanFilter(label="整改到期待复查", method="by_unchecked", widget=forms.CheckboxInput)
    mine = django_filters.BooleanFilter(label="只看我承办的", method="by_mine", widget=forms.CheckboxInput)

    class Meta:
        model = EarlyWarning
        fields = ["lane", "state", "level", "rule", "region", "industry", "source", "overdue", "fresh", "unanswered", "unassigned", "said", "unchecked", "mine"]

    def by_lane(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows if value == "all" else rows.filter(lane=value)

    def by_source(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A computed warning that somebody reported too is found under either."""
        if value == WarningSource.COMPUTED:
            return rows.filter(source=value)
        said = WarningReport.objects.visible_to(self.request.actor).filter(source=value)
        return rows.filter(pk__in=said.values("warning"))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "open_all":
            return rows.filter(state__in=OPEN_STATES)
        return rows if value == "all" else rows.filter(state=value)

    def by_rule(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(rule=value.strip().upper())

    def by_overdue(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.overdue(clock.now()) if value else rows

    def by_fresh(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(opened_at__gte=clock.now() - dt.timedelta(days=1)) if value else rows

    def by_unanswered(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(acknowledged_at__isnull=True) if value else rows

    def by_said(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        said = Justification.objects.visible_to(self.request.actor).filter(state=JustificationState.SUBMITTED)
        return rows.filter(pk__in=said.values("warning")) if value else rows

    def by_unchecked(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        ordered = Disposal.objects.visible_to(self.request.actor).filter(due_on__lte=clock.today()).exclude(check_result=CheckResult.DONE)
        return rows.filter(pk__in=ordered.values("warning")) if value else rows

    def by_unassigned(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(assigned_to__isnull=True) if value else rows

    def by_mine(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(assigned_to=self.request.actor.user_id) if value else rows


class ClearanceFilter(django_filters.FilterSet):
    """By default what is not cleared; “全部” shows what has been cleared too."""

    kind = django_filters.ChoiceFilter(label="对象", choices=ClearanceKind.choices)
    level = django_filters.ChoiceFilter(label="级别", choices=WarningLevel.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    state = django_filters.ChoiceFilter(label="状态", choices=[("pending", "待清零"), ("all", "全部"), *ClearanceState.choices], method="by_state")
    due_on = django_filters.DateFromToRangeFilter(label="期限", widget=DAYS)
    overdue = django_filters.BooleanFilter(label="已超期", method="by_overdue", widget=forms.CheckboxInput)

    class Meta:
        model = ClearanceItem
        fields = ["kind", "level", "region", "state", "due_on", "overdue"]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "pending":
            return rows.pending()
        return rows if value == "all" else rows.filter(state=value)

    def by_overdue(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.pending().filter(due_on__lt=clock.today()) if value else rows


class LedgerFilter(django_filters.FilterSet):
    day = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)

    class Meta:
        model = ClearanceDay
        fields = ["day", "region"]


class MeasureFilter(django_filters.FilterSet):
    measure = django_filters.ChoiceFilter(label="措施", choices=Measure.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    on = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS)

    class Meta:
        model = Escalation
        fields = ["measure", "region", "on"]


class ReportFilter(django_filters.FilterSet):
    source = django_filters.ChoiceFilter(label="来源", choices=[("imported", "省平台推送"), ("raised", "人工上报")])
    level = django_filters.ChoiceFilter(label="级别", choices=WarningLevel.choices)
    on = django_filters.DateFromToRangeFilter(label="日期", widget=DAYS)
    unanswered = django_filters.BooleanFilter(label="平台的还没反馈", method="by_unanswered", widget=forms.CheckboxInput)

    class Meta:
        model = WarningReport
        fields = ["source", "level", "on", "unanswered"]

    def by_unanswered(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.of_platforms().filter(answered_at__isnull=True) if value else rows


class LookBackFilter(django_filters.FilterSet):
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    due_on = django_filters.DateFromToRangeFilter(label="回头看日期", widget=DAYS)
    done = django_filters.BooleanFilter(label="连已看过的", method="as_is", widget=forms.CheckboxInput)

    class Meta:
        model = LookBack
        fields = ["region", "due_on", "done"]

    def as_is(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """The view has chosen the rows already; the tick only asks."""
        return rows


class FocusFilter(django_filters.FilterSet):
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    all = django_filters.BooleanFilter(label="连已移出的", method="as_is", widget=forms.CheckboxInput)

    class Meta:
        model = FocusProject
        fields = ["region", "all"]

    def as_is(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """The view has chosen the rows already; the tick only asks."""
        return rows


class ForecastFilter(django_filters.FilterSet):
    grade = django_filters.ChoiceFilter(label="风险", choices=RiskGrade.choices)
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=counties)
    on = django_filters.DateFilter(label="预测日期", widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Forecast
        fields = ["grade", "region", "on"]
