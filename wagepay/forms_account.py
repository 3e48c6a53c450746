"""Forms of the special wage account: a word about a debit, a judgement, a report about the money."""

import datetime as dt
from typing import Any

from django import forms

from portal.lib.forms import DateField, MoneyField, MonthField, SentenceField, UploadField
from wagepay.enums import WITH_PAPER, ExceptionGround, MoneyReportKind

PAPERS = (".pdf", ".jpg", ".jpeg", ".png")


class ExceptionForm(forms.Form):
    """Ground, words and paper of one debit; whoever sends it in signs for it."""

    ground = forms.ChoiceField(label="事由", choices=ExceptionGround.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="情况说明", min_length=5, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    approval = forms.CharField(label="批准文件、依据", required=False, max_length=120, help_text="多拨退回、税费必须写明文件名称或文号。")
    proof = UploadField(label="凭证", required=False, kinds=PAPERS, help_text="PDF 或照片")
    signed = forms.BooleanField(label="以上情况属实，由本人签名负责", error_messages={"required": "没有签名的说明不能提交。"})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("ground") in WITH_PAPER and not data.get("approval", "").strip():
            self.add_error("approval", "这种事由要写明批准文件或依据的名称、文号。")
        return data


class ReportForm(forms.Form):
    """What happened to the money of a cycle."""

    month = MonthField(label="周期月份")
    amount = MoneyField(label="金额", required=False)
    day = DateField(label="日期")
    text = SentenceField(label="情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    proof = UploadField(label="凭证", required=False, kinds=PAPERS, help_text="付款回单或通知，PDF 或照片")

    def __init__(self, *args: Any, kind: str, month: dt.date, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].initial, self.fields["day"].initial = month, on
        if kind == MoneyReportKind.OWNER_PAID:
            self.fields["amount"].required = True
            self.fields["amount"].label, self.fields["day"].label = "已拨金额", "拨付日期"
            self.fields["text"].help_text = "写明拨到哪个账户、总包哪些人没有发；不写身份证号和卡号。"
        else:
            self.fields["amount"].label, self.fields["day"].label = "应到金额", "约定的到账日期"
            self.fields["text"].help_text = "写明应拨单位、到现在到账多少。"


class AnswerForm(forms.Form):
    """The result of looking into it, or the reason of taking it back."""

    text = forms.CharField(label="结果", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
