"""政策试算: other figures for the whole region, and which deposits they would change."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.lib import clock
from portal.tenancy.policies import declared
from portal.tenancy.policy_values import shown
from projects.deposits.trial import compare, reason_of, sum_of, total_of, tried_figures
from projects.models import Project

KEYS = (
    "deposit.base_rate", "deposit.multi_rate", "deposit.combine", "deposit.down_2y", "deposit.up_arrears", "deposit.up_list", "deposit.cap_amount",
    "deposit.small_amount", "deposit.small_exempt", "deposit.clean3_exempt", "deposit.use_annual", "deposit.may_exceed_3", "deposit.waive_balance_ratio",
    "deposit.safe_project_exempt",
)  # fmt: skip
SHOWN = 100
EXAMPLE = Decimal("0.015")
YES_NO = (("", "不变"), ("yes", "是"), ("no", "否"))


class TrialForm(forms.Form):
    """A field for each figure; what stays empty stays as it is in force."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in KEYS:
            self.fields[_field_name(name)] = _field(name)

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name in KEYS if (value := self.cleaned_data[_field_name(name)]) not in (None, "")}


def _field_name(key: str) -> str:
    return key.partition(".")[2]


def _field(name: str) -> forms.Field:
    key = declared()[name]
    common: dict[str, Any] = {"label": key.label, "required": False}
    if key.kind is bool:
        return forms.TypedChoiceField(choices=YES_NO, coerce=lambda value: value == "yes", empty_value=None, **common)
    if key.kind is str:
        return forms.ChoiceField(choices=(("", "不变"), *key.choices), **common)
    return forms.DecimalField(min_value=key.least, max_value=key.most, help_text=f"如 {key.default or EXAMPLE}" if key.unit == "比例" else key.unit, **common)


@page("projects.assess_deposit")
def deposit_trial(request: HttpRequest) -> HttpResponse:
    """Everything is in the address, so that a trial can be kept as a link; nothing is saved."""
    form = TrialForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "lines": None}
    if form.is_bound and form.is_valid():
        context |= _outcome(request, form.given)
    return render(request, "projects/deposits/trial.html", context)


def _outcome(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    on = clock.today()
    projects = Project.objects.visible_to(request.actor).unfinished()
    now, tried = tried_figures(list(projects.select_related("region")), on, given)
    lines = compare(request.actor, projects, on, now, tried)
    moved = [line for line in lines if line.changes]
    sums = total_of(lines, "before"), total_of(lines, "after")
    rows = [
        {"project": line.project, "before": sum_of(line.before), "after": sum_of(line.after), "why": reason_of(line.after), "is_stored": line.is_stored}
        for line in moved[:SHOWN]
    ]
    return {
        "lines": rows, "all": len(lines), "moved": len(moved), "before": sums[0], "after": sums[1], "difference": sums[1] - sums[0],
        "given": [(declared()[key].label, shown(declared()[key], value)) for key, value in given.items()],
    }  # fmt: skip
