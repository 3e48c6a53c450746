"""The forms of the worker's own pages."""

import re
from typing import Any

from django import forms

from portal.lib.forms import MobileField
from portal.lib.text import compact

YES, NO = "yes", "no"


class PhoneForm(forms.Form):
    """The number that stands on the roster."""

    phone = MobileField(label="手机号", error_messages={"required": "请填您进场登记时留的手机号。"})


class CodeForm(forms.Form):
    """Six digits; the rest is asked for only when one phone has several people or several counties."""

    code = forms.CharField(
        label="短信验证码",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "num"}),
        error_messages={"required": "请填短信里的 6 位数字。"},
    )
    last4 = forms.CharField(label="身份证后四位", required=False, max_length=8, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "num"}))
    region = forms.IntegerField(label="在哪里干活", required=False, widget=forms.RadioSelect)

    def clean_code(self) -> str:
        digits = compact(self.cleaned_data["code"])
        if not re.fullmatch(r"\d{6}", digits):
            raise forms.ValidationError("验证码是 6 位数字。", code="digits")
        return digits

    def clean_last4(self) -> str:
        return compact(self.cleaned_data["last4"]).upper()


class AnswerForm(forms.Form):
    """What he says of one month of one employer."""

    project = forms.CharField(max_length=40)
    employer = forms.IntegerField()
    about = forms.ChoiceField(choices=[("sheet", ""), ("paid", "")])
    agrees = forms.ChoiceField(choices=[(YES, ""), (NO, "")])
    note = forms.CharField(label="想说明的", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["agrees"] = data.get("agrees") == YES
        return data
