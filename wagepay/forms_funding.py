"""Forms of progress payments and of requests for more labour cost."""

from typing import Any

from django import forms

from portal.lib.forms import DateField, MoneyField, MonthField, PlainCharField


class ProgressForm(forms.Form):
    month = MonthField(label="计量月份")
    value = MoneyField(label="已完工程价款（元）")
    paid = MoneyField(label="已付进度款（元）")
    paid_on = DateField(label="支付日期", required=False)
    document_number = PlainCharField(label="计量或结算单号", max_length=80, required=False)
    is_settlement = forms.BooleanField(label="已办施工过程结算", required=False)
    is_disputed = forms.BooleanField(label="双方对工程量、质量或造价有争议", required=False, help_text="有争议的，人工费照常拨付（条例第三十五条）。")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("paid") and not data.get("paid_on") and "paid_on" not in self.errors:
            self.add_error("paid_on", "付了款的要填支付日期。")
        return data


class RequestForm(forms.Form):
    month = MonthField(label="周期月份")
    amount = MoneyField(label="申请追加（元）")
    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清增加的人数、工种和工程量。")


class GrantForm(forms.Form):
    granted = MoneyField(label="核准追加（元）")
    due_on = DateField(label="拨付日期")
    answer = forms.CharField(label="说明", max_length=300, required=False)


class RefuseForm(forms.Form):
    answer = forms.CharField(label="不同意的理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
