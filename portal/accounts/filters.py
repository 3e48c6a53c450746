"""Filters of the lists of people, posts, changes of rights and handings-over."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.accounts.enums import AccountState, Role
from portal.accounts.models import Membership, PortfolioTransfer, RightAdjustment, User
from portal.lib import clock
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region

STANDING = (("valid", "在任"), ("deputy", "代理中"), ("later", "还没开始"), ("ended", "已结束"))


def places(request: HttpRequest | None) -> QuerySet:
    """The nodes an administrator keeps, townships apart."""
    actor = getattr(request, "actor", None)
    return Region.objects.filter(pk__in=actor.scope.read_regions).exclude(level=RegionLevel.TOWNSHIP).order_by("path") if actor else Region.objects.none()


class UserFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="姓名或账号", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices, method="by_role")
    organisation = django_filters.CharFilter(label="单位", method="by_organisation")
    region = django_filters.ModelChoiceFilter(label="辖区", queryset=places, method="by_region")
    state = django_filters.ChoiceFilter(label="状态", choices=AccountState.choices, method="by_state")

    class Meta:
        model = User
        fields: list[str] = []

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(name__contains=text) | Q(username__contains=text.lower()))

    def by_role(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=Membership.objects.filter(role=value).values("user_id"))

    def by_organisation(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=Membership.objects.filter(organisation__name__contains=value.strip()).values("user_id"))

    def by_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        """The node itself and everything below; an enterprise's clerk by the tenant that opened his account."""
        inside = Region.objects.subtree(value).values("pk")
        return rows.filter(Q(pk__in=Membership.objects.filter(region__in=inside).values("user_id")) | Q(opened_in__in=inside))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.in_state(value)


class MembershipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="姓名、账号或机构", method="by_text", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices)
    region = django_filters.ModelChoiceFilter(label="辖区", queryset=places)
    standing = django_filters.ChoiceFilter(label="状态", choices=STANDING, method="by_standing")

    class Meta:
        model = Membership
        fields: list[str] = []

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(user__name__contains=text) | Q(user__username__contains=text.lower()) | Q(organisation__name__contains=text))

    def by_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        on = clock.today()
        match value:
            case "later":
                return rows.filter(valid_from__gt=on)
            case "ended":
                return rows.filter(valid_to__lt=on)
        valid = rows.valid_on(on)
        return valid.filter(deputy_of__isnull=False) if value == "deputy" else valid


class AdjustmentFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices)
    open = django_filters.ChoiceFilter(label="状态", choices=[("waiting", "待确认"), ("standing", "没有终止的"), ("ended", "已终止")], method="by_state")

    class Meta:
        model = RightAdjustment
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "ended":
            return rows.filter(ended_at__isnull=False)
        return rows.standing().filter(confirmed_at__isnull=True) if value == "waiting" else rows.standing()


class TransferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="移交人或接收人", method="by_text")
    signed = django_filters.ChoiceFilter(label="签收", choices=[("no", "还没签收"), ("yes", "已签收")], method="by_signed")

    class Meta:
        model = PortfolioTransfer
        fields: list[str] = []

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(giver__user__name__contains=value.strip()) | Q(receiver__user__name__contains=value.strip()))

    def by_signed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(signed_at__isnull=value == "no")
