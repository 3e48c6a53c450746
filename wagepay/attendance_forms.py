"""Forms of the attendance pages."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from portal.lib.forms import CodeField, DateField, MoneyField, PlainCharField, UploadField
from portal.tenancy.models import Organisation
from wagepay.enums import AnomalyState, ContractKind, DeviceKind, PunchDirection

PAPER_KINDS = (".jpg", ".jpeg", ".png", ".pdf")
UNITS = (("1", "1 个工日"), ("0.5", "半个工日"), ("1.5", "1.5 个工日"), ("0", "没有出勤"))


class DeviceForm(forms.Form):
    """What is on the machine's plate, and where it hangs."""

    serial = CodeField(label="设备号", max_length=40, help_text="设备上报时用的编号，同一项目不能重复。")
    kind = forms.ChoiceField(label="类型", choices=DeviceKind.choices, help_text="不能封闭的工地登记“手机”，用于点名。")
    maker = PlainCharField(label="厂家型号", max_length=80, required=False)
    place = PlainCharField(label="安装位置", max_length=80, help_text="例如：东大门、生活区北门。")


class RetireForm(forms.Form):
    reason = forms.CharField(label="原因", min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class CorrectionForm(forms.Form):
    """One day and what it ought to be."""

    day = DateField(label="日期")
    units = forms.ChoiceField(label="更正为", choices=UNITS)
    reason = forms.CharField(
        label="原因", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写明依据，例如：设备断电，有班组长手工记录。"
    )

    def __init__(self, *args: Any, month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month
        self.fields["day"].widget.attrs |= {"min": f"{month:%Y-%m-01}"}

    def clean_day(self) -> dt.date:
        day = self.cleaned_data["day"]
        if day.replace(day=1) != self.month:
            raise forms.ValidationError(f"这里只更正 {self.month:%Y-%m} 的考勤。")
        return day

    def clean_units(self) -> Decimal:
        return Decimal(self.cleaned_data["units"])


class PaperForm(forms.Form):
    """One sheet or one bundle with the workers' signatures."""

    employer = forms.ModelChoiceField(label="用工单位", queryset=Organisation.objects.none(), empty_label=None)
    team = PlainCharField(label="班组", max_length=60, required=False)
    workers = forms.IntegerField(label="签字人数", min_value=1, max_value=5000)
    file = UploadField(label="照片或扫描件", kinds=PAPER_KINDS, help_text="jpg、png 或 pdf；签字要看得清。")

    def __init__(self, *args: Any, employers: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = Organisation.objects.filter(pk__in=[firm.pk for firm in employers])


class RollForm(forms.Form):
    """Who is here; the place comes from the telephone, when it gives one."""

    direction = forms.ChoiceField(label="方向", choices=PunchDirection.choices, initial=PunchDirection.IN)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)


class ExplainForm(forms.Form):
    text = forms.CharField(label="情况说明", min_length=5, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class JudgeForm(forms.Form):
    state = forms.ChoiceField(
        label="核实结果", widget=forms.RadioSelect, choices=[(state.value, state.label) for state in (AnomalyState.ACCEPTED, AnomalyState.CONFIRMED)]
    )
    text = forms.CharField(label="核实意见", min_length=5, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class RegisterForm(forms.Form):
    """The least that registering a person asks for; a roster file says more."""

    name = PlainCharField(label="姓名", max_length=60)
    employer = forms.ModelChoiceField(label="用工单位", queryset=Organisation.objects.none(), empty_label=None)
    team = PlainCharField(label="班组", max_length=60, required=False)
    trade = PlainCharField(label="工种", max_length=40, required=False)
    phone = CodeField(label="手机号", max_length=20, required=False)
    card = CodeField(label="工资卡号", max_length=30, required=False, help_text="本人名下，哪家银行都可以。")
    contract_kind = forms.ChoiceField(label="用工凭据", choices=ContractKind.choices, help_text="没有签的照实填，会亮灯提示。")
    contract_signed_on = DateField(label="签订日期", required=False)
    daily_rate = MoneyField(label="日工资标准", required=False)
    entered_on = DateField(label="进场日期")
    trained_on = DateField(label="安全培训日期", required=False)

    def __init__(self, *args: Any, employers: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = Organisation.objects.filter(pk__in=[firm.pk for firm in employers])
