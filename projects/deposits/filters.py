"""Filters of the deposit list."""

import django_filters
from django import forms
from django.db.models import QuerySet

from portal.lib import clock
from projects.deposits.forms import past_quarters, quarter_words
from projects.deposits.standing import STANDINGS
from projects.deposits.statements import FINDINGS
from projects.enums import DepositForm
from projects.filters import find_by_text, places
from projects.models import Project, WageSecurityDeposit


class _OfDeposits(django_filters.FilterSet):
    """What every list of deposits is searched by."""

    q = django_filters.CharFilter(
        label="项目名称、拼音首字母、编码或总包", method="by_text", widget=forms.TextInput(attrs={"placeholder": "青禾家园 或 qhjy", "autocomplete": "off"})
    )
    region = django_filters.ModelChoiceFilter(label="县（区）", queryset=places)
    institution = django_filters.CharFilter(label="存款或出具机构", method="by_institution")

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        found = find_by_text(Project.objects.visible_to(self.request.actor), value)
        return rows.filter(project__in=found.values("pk"))

    def by_institution(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(institution__contains=value.strip())


class DepositFilter(_OfDeposits):
    form = django_filters.ChoiceFilter(label="方式", choices=DepositForm.choices)
    standing = django_filters.ChoiceFilter(label="情况", choices=STANDINGS)
    expires_on = django_filters.DateFromToRangeFilter(label="有效期至", widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))

    class Meta:
        model = WageSecurityDeposit
        fields = ["q", "region", "form", "standing", "institution", "expires_on"]


def quarters() -> list[tuple[str, str]]:
    """The newest first; without a choice the list shows that one."""
    return [(day.isoformat(), quarter_words(day)) for day in past_quarters(clock.today())]


class StatementFilter(_OfDeposits):
    quarter = django_filters.ChoiceFilter(label="季度", choices=quarters, method="of_that_quarter", empty_label="最近一季")
    finding = django_filters.ChoiceFilter(label="情况", choices=FINDINGS)

    class Meta:
        model = WageSecurityDeposit
        fields = ["quarter", "q", "region", "finding", "institution"]

    def of_that_quarter(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The list is made for its quarter from the start."""
        return rows
