"""Forms of payment: batches, cards, papers, money outside the account, the banks' file forms."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.lib.forms import DateField, MoneyField, MonthField, UploadField
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount
from wagepay.actions.save_layout import reasons_of, reasons_text
from wagepay.bank_files.columns import NEUTRAL as USUAL_COLUMNS
from wagepay.bank_files.columns import columns_of, text_of
from wagepay.enums import PaymentChannel
from wagepay.models import BankLayout

NEUTRAL = "通用格式（xlsx）"


class BatchForm(forms.Form):
    """From which account, in which form; a bank's own form is offered with its account."""

    account = forms.ChoiceField(label="付款账户")
    layout = forms.ModelChoiceField(label="文件格式", queryset=BankLayout.objects.none(), required=False, empty_label=NEUTRAL)

    def __init__(self, *args: Any, accounts: list[SpecialWageAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {str(account.uid): account for account in accounts}
        self.fields["account"].choices = [(uid, f"{account.bank.name} {account.tail}") for uid, account in self.accounts.items()]
        self.fields["layout"].queryset = BankLayout.objects.filter(bank__in={account.bank_id for account in accounts}, is_active=True)
        first = self.fields["layout"].queryset.first()
        self.fields["layout"].initial = first.pk if first else None

    def chosen_account(self) -> SpecialWageAccount:
        return self.accounts[self.cleaned_data["account"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        account = self.accounts.get(data.get("account", ""))
        if account and data.get("layout") and data["layout"].bank_id != account.bank_id:
            self.add_error("layout", "这个格式不是付款账户开户行的。")
        return data


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="撤回的原因", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="已送银行的，写明银行谁、何时确认没有付款。"
    )


class PurposeForm(forms.Form):
    purpose = forms.CharField(label="用途", min_length=5, max_length=200, help_text="例如：监察机构检查时提供。")


class LedgerForm(PurposeForm):
    form = forms.ChoiceField(label="格式", choices=(("xlsx", "xlsx"), ("pdf", "PDF")))
    field_order = ("form", "purpose")


PAPERS = (".pdf", ".jpg", ".jpeg", ".png")


class OutsideForm(forms.Form):
    """生活费, 借支, cash: which month's wages it is paid against, when, how much, and the paper."""

    channel = forms.ChoiceField(label="性质", choices=[(way.value, way.label) for way in (PaymentChannel.ADVANCE, PaymentChannel.OUTSIDE)])
    month = MonthField(label="抵哪个月的工资")
    paid_on = DateField(label="发放日期")
    amount = MoneyField(label="金额（元）", min_value=Decimal("0.01"))
    note = forms.CharField(label="怎么发的", max_length=200, help_text="例如：现金，班组长代领后本人签收。")
    proof = UploadField(
        label="凭证", kinds=PAPERS, max_bytes=20 * 1024 * 1024, required=False, help_text="本人签字的收条或转账记录。没有凭证也可以先登记，但不抵工资。"
    )

    def __init__(self, *args: Any, month: dt.date, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].initial, self.fields["paid_on"].initial = month, on


class ProofForm(forms.Form):
    proof = UploadField(label="凭证", kinds=PAPERS, max_bytes=20 * 1024 * 1024, help_text="本人签字的收条或转账记录。")


class LayoutForm(forms.Form):
    """A layout as text: one column a line."""

    bank = forms.ModelChoiceField(label="银行", queryset=Organisation.objects.none())
    name = forms.CharField(label="名称", max_length=60)
    form = forms.ChoiceField(label="文件类型", choices=BankLayout._meta.get_field("form").choices)
    encoding = forms.ChoiceField(label="编码", choices=BankLayout._meta.get_field("encoding").choices, help_text="csv、txt 用；xlsx 不看这一项。")
    delimiter = forms.ChoiceField(label="分隔符", choices=BankLayout._meta.get_field("delimiter").choices)
    has_heading = forms.BooleanField(label="第一行是表头", required=False)
    is_in_fen = forms.BooleanField(label="金额以分为单位（整数）", required=False)
    columns = forms.CharField(
        label="列",
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="一行一列，按银行要的顺序：银行要的表头 = 系统的栏目。固定的字样用引号，例如：币种 = “人民币”。",
    )
    reasons = forms.CharField(
        label="银行原因代码",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一个：银行代码 = 原因，例如：E102 = 账户已销户。没有列出的按字面认。",
    )
    is_active = forms.BooleanField(label="启用", required=False)

    def __init__(self, *args: Any, layout: BankLayout, actor: Actor, **kwargs: Any) -> None:
        names = ("bank", "name", "form", "encoding", "delimiter", "has_heading", "is_in_fen", "is_active")
        initial = {name: getattr(layout, f"{name}_id" if name == "bank" else name) for name in names}
        super().__init__(
            *args,
            initial=initial | {"columns": text_of(layout.columns or [list(pair) for pair in USUAL_COLUMNS]), "reasons": reasons_text(layout.reasons)},
            **kwargs,
        )
        banks = Organisation.objects.filter(kind=OrganisationKind.BANK)
        self.fields["bank"].queryset = banks.filter(pk=actor.enterprise_id) if actor.role == Role.BANK else banks

    def clean_columns(self) -> list[list[str]]:
        return self._read(columns_of, "columns")

    def clean_reasons(self) -> dict[str, str]:
        return self._read(reasons_of, "reasons")

    def _read(self, reader: Any, name: str) -> Any:
        try:
            return reader(self.cleaned_data[name])
        except Refused as refusal:
            raise forms.ValidationError(refusal.reason) from None
