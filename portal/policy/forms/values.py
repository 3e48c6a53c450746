"""One field for the value of a policy key, by its kind."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.lib.forms import SentenceField
from portal.policy.forms.grid import GridField
from portal.tenancy.policy_keys import PolicyKey

YES_NO = (("yes", "是"), ("no", "否"))


class LinesField(forms.CharField):
    """A list of plain words, one on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def validate(self, value: list[str]) -> None:
        """An empty list is an answer."""

    def run_validators(self, value: list[str]) -> None:
        """Length is the key's business."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value


class YesNoField(forms.ChoiceField):
    """A switch that has to be answered: a tick box left alone would be an answer nobody gave."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, **kwargs)

    def clean(self, value: Any) -> bool:
        return super().clean(value) == "yes"

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def value_field(key: PolicyKey) -> forms.Field:
    """The field that takes exactly what ``portal.tenancy.policy_values.stored`` takes."""
    common = {"label": f"值（{key.unit}）" if key.unit else "值", "help_text": _hint(key)}
    if key.kind is bool:
        return YesNoField(**common)
    if key.kind is dict:
        columns = (("name", "名称", key.names or str), ("value", "取值", key.choices or str))
        return GridField(columns=columns, is_table=True, required=False, **common)
    if key.kind is list:
        return _list_field(key, common)
    if key.kind in (int, Decimal):
        kind = forms.IntegerField if key.kind is int else forms.DecimalField
        return kind(min_value=key.least, max_value=key.most, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}), **common)
    if key.choices:
        return forms.ChoiceField(choices=key.choices, widget=forms.RadioSelect, required=not any(value == "" for value, _ in key.choices), **common)
    return SentenceField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **common)


def _list_field(key: PolicyKey, common: dict) -> forms.Field:
    if key.columns:
        return GridField(columns=key.columns, required=False, **common)
    if key.choices:
        return forms.MultipleChoiceField(choices=key.choices, widget=forms.CheckboxSelectMultiple, required=False, **common)
    return LinesField(required=False, **common)


def _hint(key: PolicyKey) -> str:
    if key.unit == "比例":
        return "按小数填写，1.5% 写 0.015。"
    if key.kind is list and not key.choices and not key.columns:
        return "一行一个，可以为空。"
    return ""
