"""Forms of a special wage account's life and of papers."""

from typing import Any

from django import forms

from portal.documents import sniff
from portal.lib.forms import DateField, MoneyField, PlainCharField, UploadField
from projects.enums_accounts import ClosingReason, PaperKind

SCANS = tuple(f".{kind}" for kind in sniff.PAPERS)


def scan_field(label: str, *, required: bool = True, help_text: str = "盖章签字后的扫描件或照片。") -> UploadField:
    return UploadField(label=label, kinds=SCANS, required=required, help_text=help_text)


class AccountAgreementForm(forms.Form):
    signed_on = DateField(label="签订日期")
    file = scan_field("三方协议扫描件", help_text="施工总承包单位、建设单位、开户银行三方盖章。")


class AccountFilingForm(forms.Form):
    filed_on = DateField(label="备案日期")
    number = PlainCharField(label="备案编号", max_length=80, required=False)
    file = scan_field("备案材料", required=False, help_text="开户通知、协议等；协议已上传的可以不传。")


class AccountUploadForm(forms.Form):
    uploaded_on = DateField(label="上传日期", help_text="专户信息录入监控预警平台的日期。")


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=())
    dated_on = DateField(label="签订或出具日期")
    number = PlainCharField(label="文号或编号", max_length=80, required=False)
    file = scan_field("扫描件")
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, PaperKind(kind).label) for kind in kinds]


class FreezeForm(forms.Form):
    frozen_on = DateField(label="冻结日期")
    organ = forms.CharField(label="作出机关", max_length=120, help_text="法院、税务等机关的全称。")
    document_number = PlainCharField(label="文书号", max_length=80, required=False)
    amount = MoneyField(label="冻结金额（元）", required=False)
    reason = forms.CharField(label="事由", max_length=200, required=False, help_text="是不是本项目农民工工资引起的，写清楚。")
    file = scan_field("冻结文书", required=False)


class ThawForm(forms.Form):
    thawed_on = DateField(label="解除日期")


class ClosingForm(forms.Form):
    reason = forms.ChoiceField(label="销户原因", choices=ClosingReason.choices)
    notice_on = DateField(label="公示开始日期")
    places = forms.CharField(label="公示位置", max_length=200, help_text="如工地大门、项目部、生活区。")
    file = scan_field("公示照片", help_text="拍到公示单和日期。")


class ClosedForm(forms.Form):
    closed_on = DateField(label="银行销户日期")
    balance = MoneyField(label="销户时余额（元）", required=False, help_text="余额归施工总承包单位。")


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text="如公示期内有农民工提出异议。")
