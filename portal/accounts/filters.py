"""Filters of the list of people."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.accounts.enums import AccountState, Role
from portal.accounts.models import Membership, User
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region


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
