"""The forms of the workers' pages. Nothing is obligatory but to say something."""

import datetime as dt
from typing import Any

from django import forms

from cases import unpaid_months
from cases.enums import LeadKind
from cases.forms.fields import IdNumberField, NameField, PicturesField, RoughMoneyField
from portal.lib.forms import MobileField
from wagepay.models import Engagement

ALONE, OTHERS = "one", "more"


class Pot(forms.CharField):
    """A field people do not see and robots fill in."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=200, label="请把这一栏留空", widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean(self, value: Any) -> str:
        if value:
            raise forms.ValidationError("没有提交成功：“请把这一栏留空”里不要填写。", code="pot")
        return ""


class ComplaintForm(forms.Form):
    """What was not paid, and how to reach the sender."""

    key = forms.CharField(widget=forms.HiddenInput)
    website = Pot()
    months = forms.MultipleChoiceField(label="哪几个月没发", required=False, widget=forms.CheckboxSelectMultiple)
    amount = RoughMoneyField(label="大概欠您多少钱", required=False)
    group = forms.ChoiceField(label="几个人", choices=[(ALONE, "就我一个"), (OTHERS, "还有工友")], initial=ALONE, widget=forms.RadioSelect)
    people = forms.IntegerField(
        label="一共几个人",
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num n"}),
        error_messages={"invalid": "请填人数，例如 9。", "min_value": "人数至少是 1。", "max_value": "人数太多了，请再看看。"},
    )
    foreman = NameField(label="跟谁干活", required=False, max_length=60)
    pictures = PicturesField(label="拍照", required=False)
    name = NameField(label="姓名", required=False)
    phone = MobileField(label="手机号", required=False)
    id_number = IdNumberField(label="身份证号", required=False)
    is_name_sealed = forms.BooleanField(label="不让单位知道是我说的", required=False, initial=True)
    as_registered = forms.BooleanField(label="用我登记的姓名和号码", required=False, initial=True)

    def __init__(self, *args: Any, on: dt.date, registered: Engagement | None = None, **kwargs: Any) -> None:
        """``registered``: as whom the sender has just proved his phone; without it nobody is offered."""
        super().__init__(*args, **kwargs)
        self.registered = registered
        if registered is None:
            del self.fields["as_registered"]
        self.fields["months"].choices = unpaid_months.choices(on)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said = ("months", "amount", "foreman", "pictures")
        if not self.errors and not any(data.get(name) for name in said):
            raise forms.ValidationError("请至少说一样：哪几个月没发、欠多少、跟谁干活，或者传一张照片。", code="nothing")
        return data

    @property
    def lead_fields(self) -> dict[str, Any]:
        """As ``receive_lead`` takes them; who leaves neither name nor phone reports (举报), everybody else complains of his own wage."""
        data = self.cleaned_data | (self._registered() if self.cleaned_data.get("as_registered") else {})
        since, until = unpaid_months.period(data["months"])
        people = max(data["people"] or 2, 2) if data["group"] == OTHERS else 1
        is_named = bool(data["name"] or data["phone"] or data["id_number"])
        return {
            "kind": LeadKind.COMPLAINT if is_named else LeadKind.REPORT,
            "name": data["name"],
            "phone": data["phone"] or None,
            "id_number": data["id_number"] or None,
            "is_name_sealed": data["is_name_sealed"],
            "people": people,
            "amount": data["amount"],
            "foreman": data["foreman"],
            "owed_from": since,
            "owed_to": until,
            "period_text": unpaid_months.words(data["months"]),
        }

    def _registered(self) -> dict[str, str]:
        """The numbers of the roster where nothing else was typed; they are not shown on the page."""
        known = {"name": self.registered.name, "phone": self.registered.phone.plain(), "id_number": self.registered.id_number.plain()}
        return {field: self.cleaned_data[field] or value for field, value in known.items()}


class CodeForm(forms.Form):
    """The code from the confirmation page."""

    code = forms.CharField(label="查询码", max_length=40, error_messages={"required": "请填查询码，一共 10 位。"})


class SupplementForm(forms.Form):
    """Something more to a complaint that was made."""

    website = Pot()
    note = forms.CharField(label="想补充什么", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    pictures = PicturesField(label="拍照", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("note") or data.get("pictures")):
            raise forms.ValidationError("请写几句，或者传一张照片。", code="nothing")
        return data
