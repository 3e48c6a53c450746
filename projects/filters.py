"""Filters of the lists: everything by equality or by token, because row security makes LIKE slow."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from portal.lib import clock
from portal.tenancy.enums import Industry
from portal.tenancy.models import Region
from projects import words
from projects.coverage import lamp_keys, lists_of
from projects.enums import ProjectKind, ProjectState, SiteKind, TableClass, Tag
from projects.models import Employer, Inspection, Project, ProjectToken
from projects.queries.waived import waived_gaps
from projects.systems.lamps import HALF, OFF
from projects.systems.mechanism import ASPECTS

FLAGS = [
    (name, str(Project._meta.get_field(name).verbose_name))
    for name in ("is_government_invested", "is_ppp", "is_state_owner", "is_state_contractor", "is_private")
]
LACKING = (("account", "没有专户"), ("deposit", "没有保证金"), ("agreement", "分包没签委托代发"), ("board", "没有告示牌"), ("officer", "没有劳资专管员"))


def find_by_text(projects: QuerySet, text: str) -> QuerySet:
    """By code, by pairs of signs or of pinyin initials (qhjy finds 青禾家园), or by the general contractor's name."""
    text = text.strip()
    tokens = words.wanted(text)
    named = Q(code=text.upper()) | Q(general_contractor__name__contains=text) | Q(general_contractor__uscc=text.upper())
    if tokens:
        having_all = ProjectToken.objects.filter(token__in=tokens).values("project").annotate(n=Count("token")).filter(n=len(tokens))
        return projects.filter(named | Q(pk__in=having_all.values("project")))
    return projects.filter(named | Q(name__contains=text)) if text else projects


def places(request: HttpRequest) -> QuerySet:
    """Counties and zones the actor reads; an enterprise gets those of its projects."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return Region.objects.none()
    if actor.scope.read_regions:
        return Region.objects.filter(pk__in=actor.scope.read_regions).counties()
    return Region.objects.filter(pk__in=Project.objects.visible_to(actor).values("region"))


def townships(request: HttpRequest) -> QuerySet:
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).townships() if actor else Region.objects.none()


def lamps(request: HttpRequest | None) -> list[tuple[str, str]]:
    """Every lamp of the checklists of the actor's place, by its name in the summary."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    return [(key, f"{found.title} · {item.title} · {ASPECTS[aspect]}") for found in lists_of(actor, clock.today()) for item, aspect, key in lamp_keys(found)]


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="名称、拼音首字母、编码或总包", method="by_text", widget=forms.TextInput(attrs={"placeholder": "青禾家园 或 qhjy", "autocomplete": "off"})
    )
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    township = django_filters.ModelChoiceFilter(label="乡镇街道", queryset=townships)
    industry = django_filters.ChoiceFilter(label="行业", choices=Industry.choices)
    kind = django_filters.ChoiceFilter(label="分类", choices=ProjectKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=[("unfinished", "未完工（全部）"), *ProjectState.choices], method="by_state")
    flag = django_filters.ChoiceFilter(label="投资性质", choices=FLAGS, method="by_flag")
    tag = django_filters.ChoiceFilter(label="标签", choices=Tag.choices, method="by_tag")
    lacking = django_filters.ChoiceFilter(label="缺项", choices=LACKING, method="by_lacking")
    lamp = django_filters.ChoiceFilter(label="制度没有到位", choices=(), method="by_lamp")
    late = django_filters.BooleanFilter(label="只看有超期待办的", method="by_late", widget=forms.CheckboxInput)
    site_kind = django_filters.ChoiceFilter(label="工地类型", choices=SiteKind.choices)
    mine = django_filters.BooleanFilter(label="只看我负责的", method="by_mine", widget=forms.CheckboxInput)

    class Meta:
        model = Project
        fields = ["q", "region", "township", "industry", "kind", "state", "flag", "tag", "lacking", "lamp", "late", "site_kind", "mine"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lamp"].extra["choices"] = lamps(self.request)

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return find_by_text(rows, value)

    def by_lamp(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.with_lamp(value, OFF, HALF)

    def by_late(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.with_late_steps() if value else rows

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.unfinished() if value == "unfinished" else rows.filter(state=value)

    def by_flag(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{value: True})

    def by_tag(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(tags__contains=[value])

    def by_lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Of rows that say it already, like those of the list, it is not asked again."""
        if f"lacks_{value}" in rows.query.annotations:
            return rows.filter(**{f"lacks_{value}": True})
        return rows.lacking(value, clock.today(), waived_gaps(rows, clock.today()))

    def by_mine(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(inspector_id__in=self.request.actor.portfolio_of) if value else rows


class EmployerFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称或信用代码", method="by_text")
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    township = django_filters.ModelChoiceFilter(label="乡镇街道", queryset=townships)
    table_class = django_filters.ChoiceFilter(label="统计类别", choices=TableClass.choices)
    is_operating = django_filters.BooleanFilter(label="正常经营")

    class Meta:
        model = Employer
        fields = ["q", "region", "township", "table_class", "is_operating"]

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(organisation__name__contains=value.strip()) | Q(organisation__uscc=value.strip().upper()))


class InspectionFilter(django_filters.FilterSet):
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    on = django_filters.DateFromToRangeFilter(label="检查日期", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))
    table_class = django_filters.ChoiceFilter(label="统计类别", field_name="employer__table_class", choices=TableClass.choices)
    arrears_found = django_filters.BooleanFilter(label="只看发现欠薪的", method="by_arrears", widget=forms.CheckboxInput)

    class Meta:
        model = Inspection
        fields = ["region", "on", "table_class", "arrears_found"]

    def by_arrears(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(arrears_found=True) if value else rows
