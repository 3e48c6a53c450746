"""Forms of working on a case."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.enums import OFFICERS_NOTES, ClosingKind, LineKind, PaymentSource
from cases.forms.fields import IdNumberField, NameField
from cases.models import CaseLead, CaseWorkerLine
from portal.accounts.models import Membership
from portal.lib.forms import DateField, MoneyField, ReasonForm, UploadField

PAPERS = (".pdf", ".jpg", ".jpeg", ".png")
LONG = {"rows": 3}


def long_text(label: str, *, least: int = 5, most: int = 1000, required: bool = True, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, min_length=least, max_length=most, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


class LineForm(forms.Form):
    """One more worker on the ledger."""

    name = NameField(label="姓名")
    id_number = IdNumberField(label="身份证号", required=False)
    kind = forms.ChoiceField(label="款项", choices=LineKind.choices, initial=LineKind.WAGE)
    claimed = MoneyField(label="反映金额（元）")
    owed_from = DateField(label="欠薪起", required=False)
    owed_to = DateField(label="欠薪止", required=False)
    link = forms.ChoiceField(label="对应的线索", required=False, help_text="反映人本人的明细，他在进度页只看到这一行。")
    is_migrant = forms.BooleanField(label="农民工", required=False, initial=True)

    def __init__(self, *args: Any, links: list[CaseLead], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.links = {str(link.pk): link for link in links}
        self.fields["link"].choices = [("", "没有单独反映"), *((pk, f"{link.lead} {link.lead.masked_name}") for pk, link in self.links.items())]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("owed_from") and data.get("owed_to") and data["owed_to"] < data["owed_from"]:
            self.add_error("owed_to", "欠薪止不能早于欠薪起。")
        if data.get("claimed") is not None and data["claimed"] <= 0:
            self.add_error("claimed", "金额要大于零。")
        return data

    @property
    def line_fields(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"link": self.links.get(data["link"]), "id_number": data["id_number"] or None}


class FindingForm(forms.Form):
    """核实."""

    verified = MoneyField(label="核实金额（元）", help_text="没有欠的填 0，这一行按核减销去。")
    note = long_text("核实依据", hint="工资表、考勤、对账记录、询问笔录等，写清日期。")


class PaymentForm(forms.Form):
    """Money that reached him."""

    amount = MoneyField(label="到账金额（元）")
    paid_on = DateField(label="到账日期")
    source = forms.ChoiceField(label="款项来源", choices=PaymentSource.choices)
    note = forms.CharField(label="说明", required=False, max_length=200)
    receipt = UploadField(label="凭证", kinds=PAPERS, help_text="银行回单或本人签收的照片，没有凭证不能登记。")


class BulkPaymentForm(forms.Form):
    """One transfer that paid several people what each was owed."""

    lines = forms.MultipleChoiceField(label="已付清的人", widget=forms.CheckboxSelectMultiple, error_messages={"required": "请勾选这次付清的人。"})
    paid_on = DateField(label="到账日期")
    source = forms.ChoiceField(label="款项来源", choices=PaymentSource.choices)
    note = forms.CharField(label="说明", required=False, max_length=200)
    receipt = UploadField(label="凭证", kinds=PAPERS, help_text="列有这些人姓名和金额的银行回单或签收表。")

    def __init__(self, *args: Any, owing: list[CaseWorkerLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owing = {str(line.uid): line for line in owing}
        self.fields["lines"].choices = [(uid, f"{line.name}　还欠 {line.owed:,} 元") for uid, line in self.owing.items()]

    @property
    def chosen(self) -> list[CaseWorkerLine]:
        return [self.owing[uid] for uid in self.cleaned_data["lines"]]


class WithdrawForm(forms.Form):
    """撤回."""

    note = long_text("撤回说明", hint="本人怎么说的、谁在何时用什么号码回访。")
    proof = UploadField(label="凭据", kinds=PAPERS, help_text="本人签字的书面材料，或回访记录。")


class NoteForm(forms.Form):
    """办理记录."""

    kind = forms.ChoiceField(label="方式", choices=OFFICERS_NOTES, widget=forms.RadioSelect)
    on = DateField(label="日期")
    promised_on = DateField(label="承诺付清日期", required=False, help_text="单位答应哪天付清，选“单位承诺”时必填。")
    text = long_text("情况", most=500, hint="写清谁、何时、说了什么。")
    is_told = forms.BooleanField(label="在反映人的进度页显示（不要写别人的姓名和金额）", required=False)


class CloseForm(forms.Form):
    """办结."""

    kind = forms.ChoiceField(label="办结方式", choices=[c for c in ClosingKind.choices if c[0] != ClosingKind.UNFOUNDED], widget=forms.RadioSelect)
    note = long_text("办结情况和依据")
    agreed_until_on = DateField(label="协议付清期限", required=False, help_text="达成书面协议时必填。")
    paper = UploadField(label="依据", kinds=PAPERS, required=False, help_text="达成协议、申请强制执行、移送公安的必须上传。")
    reply = long_text("告诉反映人的话", required=False, hint="不填就用办结情况；反映人会在进度页看到。")


class LeaderForm(forms.Form):
    """领导包案."""

    leader = forms.ModelChoiceField(label="包案领导", queryset=Membership.objects.none(), empty_label="请选择", help_text="本辖区和上级在任的分管领导。")
    document = forms.CharField(label="依据", max_length=200, help_text="包案的文件或会议，例如“县根治欠薪领导小组第 3 次会议”。")

    def __init__(self, *args: Any, leaders: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders
        self.fields["leader"].label_from_instance = lambda m: f"{m.user.name}（{m.title or m.organisation.name}）"


class InstructionForm(forms.Form):
    """批示."""

    text = long_text("批示", least=4, most=500, hint="写明要办什么、谁来办、什么时候办到。承办人会收到消息。")


class UnfoundedForm(forms.Form):
    """提出不属实."""

    note = long_text("理由和依据", hint="查了哪些材料、问了哪些人，为什么认定没有欠薪。须另一人复核。")


class DecideUnfoundedForm(ReasonForm):
    """The second person's word."""

    agree = forms.ChoiceField(label="意见", choices=[("yes", "同意，按“不属实”办结"), ("no", "不同意，退回继续办")], widget=forms.RadioSelect)
    reply = long_text("告诉反映人的话", required=False, hint="同意时，反映人会在进度页看到。")
    field_order = ("agree", "reason", "reply")


class SettleForm(forms.Form):
    """销账."""

    note = forms.CharField(label="核实说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, contradicted: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = contradicted > 0
        if contradicted:
            self.fields["note"].help_text = f"有 {contradicted} 位反映人说“没收到”，请写明怎么核实的。"


class PoliceForm(forms.Form):
    """移送公安."""

    referred_on = DateField(label="移送日期")
    filed_on = DateField(label="公安立案日期", required=False)


def today_first(on: dt.date) -> dict[str, Any]:
    """The day a form offers."""
    return {"on": on, "paid_on": on, "referred_on": on}
