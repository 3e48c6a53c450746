"""What forms say to people when something is missing or wrong."""

import pytest
from django import forms

from portal.lib.forms import MoneyField, ReasonForm


class Sample(forms.Form):
    reason = forms.CharField(min_length=5, max_length=8)
    kind = forms.ChoiceField(choices=[("a", "甲")])
    count = forms.IntegerField(min_value=1, max_value=9)


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "reason", "这一项要填。"),
        ({"reason": "短"}, "reason", "至少写 5 个字，现在 1 个。"),
        ({"reason": "太长了太长了太长了"}, "reason", "最多写 8 个字，现在 9 个。"),
        ({"kind": "b"}, "kind", "没有“b”这个选项，请重新选择。"),
        ({"count": "0"}, "count", "不能小于 1。"),
        ({"count": "10"}, "count", "不能大于 9。"),
    ],
)
def test_faults_are_told_plainly(data, field, words):
    assert Sample(data).errors[field] == [words]


def test_the_portals_own_forms_and_fields_speak_so_too():
    assert ReasonForm({"reason": "短"}).errors["reason"] == ["至少写 5 个字，现在 1 个。"]


def test_a_field_that_says_it_better_is_left_alone():
    with pytest.raises(forms.ValidationError, match="请填金额"):
        MoneyField().clean("abc")
