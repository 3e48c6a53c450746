"""Forms of the acts on deposits."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from portal.documents import sniff
from portal.documents.models import Instrument
from portal.external.models import IncomingPaper
from portal.lib.deadlines import add_months, period_end
from portal.lib.forms import DateField, MoneyField, PlainCharField, SentenceField, UploadField
from projects.deposits.decisions import Decision, of_incoming, of_instrument
from projects.deposits.enums import DecisionKind
from projects.deposits.gather import Declared
from projects.enums import GUARANTEED, DepositForm

PAPERS = tuple(f".{kind}" for kind in sniff.DOCUMENTS)
LISTS = (".xlsx", ".xls", ".csv")
QUARTERS = 8


class AssessForm(forms.Form):
    """What the portal cannot know: the national list, other places, the time before it."""

    on = DateField(label="核定日期", help_text="一般为存储之日。")
    listed_on = DateField(label="现列入严重失信名单的日期", required=False, help_text="查“信用中国”等全国名单，仍在列入期间才填。")
    arrears_elsewhere_on = DateField(label="外地最近一次欠薪日期", required=False, help_text="向外地人社部门核查得到的；小额免存看签合同前一年。")
    built_here_since = DateField(label="在本地区承建起始日期", required=False, help_text="早于平台登记的才填，附中标通知书、施工合同等材料。")
    note = SentenceField(label="核查说明", max_length=300, required=False)

    @property
    def told(self) -> Declared:
        names = ("listed_on", "arrears_elsewhere_on", "built_here_since", "note")
        return Declared(**{name: self.cleaned_data[name] for name in names})


class StoreForm(forms.Form):
    """One way of storing; what belongs to another way is not kept."""

    form = forms.ChoiceField(label="方式", choices=DepositForm.choices, widget=forms.RadioSelect)
    amount = MoneyField(label="金额（元）", required=False)
    required_amount = MoneyField(label="应存金额（元）", required=False, help_text="不填的取最近一次核定。")
    institution = PlainCharField(label="存款或出具机构", max_length=120, required=False, help_text="写全称；平台上的银行登记后即可看到本项目。")
    document_number = PlainCharField(label="存单、保函或保单号", max_length=80, required=False)
    deposited_on = DateField(label="存储日期")
    expires_on = DateField(label="保函有效期至", required=False)
    beneficiary = PlainCharField(label="保函受益人", max_length=120, required=False, help_text="应为属地人社部门。")
    is_irrevocable = forms.BooleanField(label="保函写明不可撤销", required=False)
    is_on_demand = forms.BooleanField(label="保函写明见索即付", required=False)
    original_kept_on = DateField(label="保函正本收存日期", required=False)
    agreement_on = DateField(label="存款协议书签订日期", required=False, help_text="现金存储填写。")
    agreement_filed_on = DateField(label="材料副本备案日期", required=False, help_text="存款协议书、保函等副本报人社部门备案。")
    in_wage_account = forms.BooleanField(label="现金存在本项目专户的保证金子账簿", required=False)
    exempt_basis = SentenceField(label="免存依据", max_length=200, required=False, help_text="免存的写明文件和条款。")

    def __init__(self, *args: Any, may_exempt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_exempt:
            self.fields["form"].choices = [choice for choice in DepositForm.choices if choice[0] != DepositForm.EXEMPT]
            del self.fields["exempt_basis"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        exempt = data.get("form") == DepositForm.EXEMPT
        if exempt and not data.get("exempt_basis"):
            self.add_error("exempt_basis", "免存要写明依据。")
        if not exempt and "form" in data and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "请填大于 0 的金额。")
        if data.get("form") in GUARANTEED and not data.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", "保函、保险要填有效期，到期前提醒续保。")
        return data

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class CopiesForm(forms.Form):
    filed_on = DateField(label="材料副本备案日期", required=False)
    uploaded_on = DateField(label="电子版上传日期", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {name: data.get(name) for name in ("filed_on", "uploaded_on")}


class DrawdownForm(forms.Form):
    """The paper is chosen; what the portal served tells its days itself, what came from another organ has them on its receipt."""

    paper = forms.ChoiceField(label="决定书", widget=forms.RadioSelect, help_text="其他机关作出的，先在“收文登记”登记，关联本项目。")
    served_on = DateField(label="送达日期", required=False, help_text="其他机关的决定书填写，以送达回证为准。")
    comply_by = DateField(label="确定的清偿期限", required=False, help_text="其他机关的决定书填写。")
    decision_file = UploadField(label="决定书和送达回证扫描件", kinds=PAPERS, required=False)
    payees = UploadField(label="农民工名单", kinds=LISTS, help_text="姓名、身份证号、银行卡号、金额四列；有一处不对就一行也不登记。")

    def __init__(self, *args: Any, served: Sequence[Instrument], entered: Sequence[IncomingPaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.served, self.entered = {str(row.uid): row for row in served}, {str(row.uid): row for row in entered}
        ours = [(uid, f"{row.spec.title} {row.number}，{row.effective_on} 送达") for uid, row in self.served.items()]
        theirs = [(uid, f"{row.organisation.name} {row.their_number}《{row.title}》（收文 {row.number}）") for uid, row in self.entered.items()]
        self.fields["paper"].choices = [*ours, *theirs]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("paper") in self.entered:
            for name in ("served_on", "comply_by"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "其他机关的决定书要填这个日期。")
        return data

    @property
    def decision(self) -> Decision:
        data = self.cleaned_data
        if data["paper"] in self.served:
            return of_instrument(self.served[data["paper"]])
        return of_incoming(self.entered[data["paper"]], DecisionKind.DECISION, data["served_on"], data["comply_by"])


class NotifyForm(forms.Form):
    number = PlainCharField(label="支付通知书文号", max_length=80, required=False, help_text="平台外机关出具的才填；在本平台签发送达的自动取得。")
    served_on = DateField(label="送达机构日期", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("number")) != bool(data.get("served_on")) and not self.errors:
            self.add_error("number", "文号和送达日期要一起填，或者都不填。")
        return data


class PayForm(forms.Form):
    """Who did not get it is named with the reason; all others have it."""

    paid_on = DateField(label="支付日期")

    def __init__(self, *args: Any, payees: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for payee in payees:
            label = f"{payee} {payee.amount:,.2f} 元没有到账的原因"
            self.fields[f"failed_{payee.pk}"] = PlainCharField(label=label, max_length=120, required=False, help_text="到账的留空。")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        failed = {int(name.removeprefix("failed_")): value for name, value in data.items() if name.startswith("failed_") and value}
        return {"paid_on": data.get("paid_on"), "failed": failed}


class TopUpForm(forms.Form):
    topped_up_on = DateField(label="补足日期")
    amount = MoneyField(label="补足金额（元）")


class RefundForm(forms.Form):
    promised_on = DateField(label="书面承诺日期", required=False, help_text="总包书面承诺没有未解决的欠薪。")
    announced_on = DateField(label="公示开始日期")
    places = SentenceField(label="公示地点", max_length=200)


class PaperForm(forms.Form):
    paper_number = PlainCharField(label="返还（销户）确认书文号", max_length=80)


class StatementForm(forms.Form):
    quarter_end = forms.TypedChoiceField(label="季度", coerce=dt.date.fromisoformat)
    principal = MoneyField(label="本金余额（元）")
    interest = MoneyField(label="利息余额（元）")
    interest_taken = MoneyField(label="本季提取利息（元）", required=False)
    provided_on = DateField(label="提供日期")
    file = UploadField(label="对账单", kinds=PAPERS, required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter_end"].choices = [(day.isoformat(), quarter_words(day)) for day in past_quarters(on)]

    def clean_interest_taken(self) -> Decimal:
        return self.cleaned_data["interest_taken"] or Decimal(0)


def past_quarters(on: dt.date) -> list[dt.date]:
    """The ends of the quarters that are over, the newest first."""
    ends = [period_end(add_months(on, -3 * back), 3) for back in range(QUARTERS)]
    return [end for end in ends if end <= on]


def quarter_words(end: dt.date) -> str:
    return f"{end.year} 年第 {end.month // 3} 季度"


class SweepForm(forms.Form):
    start = forms.BooleanField(label="对符合条件未申请的启动返还（今天开始公示 30 日）", required=False)
    note = SentenceField(label="说明", max_length=300, required=False)
