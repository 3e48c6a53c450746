"""Forms of this room."""

import datetime as dt
from typing import Any

from django import forms

from portal.lib.forms import DateField, MonthField, SentenceField, UploadField
from portal.tenancy.models import Organisation
from projects.models import SpecialWageAccount
from wagepay.actions.receive_upload import MAX_BYTES
from wagepay.enums import OpinionMatter, OpinionVerdict, UploadKind

KINDS = (".xlsx", ".xls", ".csv")
WITH_EMPLOYER = (UploadKind.ROSTER, UploadKind.PAYROLL)
WITH_MONTH = (UploadKind.PAYROLL, UploadKind.RECEIPTS)


class UploadForm(forms.Form):
    """One file and where it goes; only the fields its kind needs."""

    employer = forms.ModelChoiceField(label="用工单位", queryset=Organisation.objects.none(), empty_label=None)
    account = forms.ModelChoiceField(label="专用账户", queryset=SpecialWageAccount.objects.none(), empty_label=None)
    month = MonthField(label="工资月份")
    file = UploadField(label="表格文件", kinds=KINDS, max_bytes=MAX_BYTES, help_text="xlsx、xls 或 csv，不超过 20 MB")

    def __init__(self, *args: Any, kind: str, employers: list[Organisation], accounts: Any, month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in WITH_EMPLOYER:
            del self.fields["employer"]
        else:
            self.fields["employer"].queryset = Organisation.objects.filter(pk__in=[firm.pk for firm in employers])
        if kind == UploadKind.ACCOUNT_ENTRIES:
            self.fields["account"].queryset = accounts
        else:
            del self.fields["account"]
        if kind in WITH_MONTH or kind == UploadKind.ATTENDANCE:
            self.fields["month"].initial = month
            self.fields["month"].required = kind in WITH_MONTH
            self.fields["month"].label = "工资月份" if kind in WITH_MONTH else "考勤月份"
        else:
            del self.fields["month"]


class MappingForm(forms.Form):
    """Which column holds what, as letters; an empty letter means that the sheet does not have it."""

    def __init__(self, *args: Any, fields: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, letter in fields:
            self.fields[name] = forms.CharField(
                label=label, initial=letter, required=False, max_length=3, widget=forms.TextInput(attrs={"class": "num", "size": 3})
            )

    def letters(self) -> dict[str, str]:
        return {name: (value or "").strip().upper() for name, value in self.cleaned_data.items()}


class ConfirmForm(forms.Form):
    """Each warning is acknowledged by name; a note where something needs a reason."""

    acknowledged = forms.MultipleChoiceField(label="逐项确认提示", required=False, widget=forms.CheckboxSelectMultiple)
    signed = forms.BooleanField(
        label="工资表已由工人本人签字，收款账户均为工人本人", required=True, error_messages={"required": "工人本人没有签字的，不能提交。"}
    )
    note = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, warnings: list[tuple[str, str]], kind: str, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].choices = warnings
        if not warnings:
            del self.fields["acknowledged"]
        if kind != UploadKind.PAYROLL:
            del self.fields["signed"]
            del self.fields["note"]
        elif needs_reason:
            self.fields["note"].required = True
            self.fields["note"].label = "更正的原因"
            self.fields["note"].error_messages = {"required": "这个月的工资表总包已经审核，请写明更正的原因。"}

    def clean_acknowledged(self) -> list[str]:
        ticked = set(self.cleaned_data["acknowledged"])
        missing = [label for code, label in self.fields["acknowledged"].choices if code not in ticked]
        if missing:
            raise forms.ValidationError(f"还没有确认：{'；'.join(missing)}。")
        return sorted(ticked)


class DecisionForm(forms.Form):
    note = forms.CharField(label="审核意见", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="退回的原因", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="分包单位要据此修改，请写清哪一行、哪一栏。"
    )


SOURCES = (("roster", "花名册（在册的全部人员，工日取本月考勤）"), ("last", "上月工资表（照上月的人、班组、标准和卡号，工日取本月考勤）"))


class TemplateForm(forms.Form):
    """Whose payroll of which month."""

    employer = forms.ModelChoiceField(label="用工单位", queryset=Organisation.objects.none(), empty_label=None)
    month = MonthField(label="工资月份")
    pieces = UploadField(
        label="计件单", required=False, kinds=KINDS, help_text="计件的班组才传：班组、分项、工程量、单价。各班组的金额按本月工日分到各人，可以再改。"
    )
    source = forms.ChoiceField(label="人员取自", choices=SOURCES, initial="roster", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, employers: list[Organisation], month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = Organisation.objects.filter(pk__in=[firm.pk for firm in employers])
        self.fields["employer"].initial = employers[0].pk
        self.fields["month"].initial = month


class ClosingForm(forms.Form):
    note = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReopeningForm(forms.Form):
    reason = forms.CharField(label="重新开账的原因", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ScanForm(forms.Form):
    """The signed pages of one version."""

    file = UploadField(
        label="签字扫描件", kinds=(".pdf", ".jpg", ".jpeg", ".png"), max_bytes=MAX_BYTES, help_text="PDF 或照片，不超过 20 MB；几页的请合成一个 PDF。"
    )
    signed_on = DateField(label="签字日期")
    signed = forms.IntegerField(label="签字人数", min_value=1)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args: Any, on: dt.date, workers: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial, self.fields["signed"].initial = on, workers


class OpinionForm(forms.Form):
    """What was looked at, and whether anything is wrong; an objection says what."""

    matter = forms.ChoiceField(label="审核事项", choices=OpinionMatter.choices, widget=forms.RadioSelect)
    verdict = forms.ChoiceField(label="结论", choices=OpinionVerdict.choices, widget=forms.RadioSelect)
    text = SentenceField(
        label="意见",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有异议的写清楚哪个单位、哪几天、差多少人；不写姓名和证件号码。",
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("verdict") == OpinionVerdict.OBJECTS and len(data.get("text", "").strip()) < 5:
            self.add_error("text", "有异议的要写明是哪里不对（至少 5 个字）。")
        return data
