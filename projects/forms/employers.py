"""Forms of the employers' register and of the inspection record."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.lib import phone
from portal.lib.forms import DateField, PlainCharField
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING
from projects.enums import TableClass
from projects.forms.organisation import check_pair, code_field, name_field
from projects.models import Employer, Project


class EmployerForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    employer_name = name_field("单位")
    employer_uscc = code_field("单位", required=True)
    table_class = forms.ChoiceField(label="统计类别", choices=TableClass.choices, widget=forms.RadioSelect, help_text="决定计入 17 列统计表的哪一行。")
    township = forms.ModelChoiceField(label="乡镇街道", queryset=Region.objects.none(), required=False, empty_label="未定")
    address = forms.CharField(label="地址", max_length=200, required=False)
    contact_name = forms.CharField(label="联系人", max_length=60, required=False)
    contact_phone = PlainCharField(label="联系电话", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(pk__in=actor.scope.write_regions, level__in=ANSWERING)
        townships = Region.objects.townships().filter(parent__in=regions)
        self.fields["region"].queryset = regions
        self.fields["township"].queryset = townships.filter(pk__in=actor.townships) if actor.townships else townships

    def clean_contact_phone(self) -> str:
        number = self.cleaned_data["contact_phone"]
        check = phone.check(number) if number and not number.startswith("0") else None
        if check is not None and not check.ok:
            raise forms.ValidationError(check.reason)
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_pair(self, data, "employer", "单位")
        return data


class InspectionForm(forms.Form):
    """Columns 1–4 of the 17-column table come from here: workers ≥ migrant workers ≥ those with a contract."""

    employer = forms.ModelChoiceField(label="用人单位", queryset=Employer.objects.none())
    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none(), required=False, empty_label="与项目无关", help_text="建筑企业选所在工地。")
    on = DateField(label="检查日期")
    workers = forms.IntegerField(label="职工人数", min_value=0, max_value=1_000_000)
    migrant_workers = forms.IntegerField(label="其中农民工", min_value=0, max_value=1_000_000)
    with_contract = forms.IntegerField(label="签订劳动合同的农民工", min_value=0, max_value=1_000_000)
    arrears_found = forms.TypedChoiceField(
        label="是否发现欠薪",
        choices=[("no", "没有发现"), ("yes", "发现欠薪")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": "请选有没有发现欠薪。"},
    )
    inspectors = forms.CharField(label="检查人", max_length=120, help_text="两名以上执法人员，用顿号隔开。")
    note = forms.CharField(label="检查情况", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, employers: QuerySet, projects: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers
        self.fields["project"].queryset = projects

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        workers, migrants, signed = (data.get(name) for name in ("workers", "migrant_workers", "with_contract"))
        if workers is not None and migrants is not None and migrants > workers:
            self.add_error("migrant_workers", f"农民工 {migrants} 人，多于职工 {workers} 人，请核对。")
        if migrants is not None and signed is not None and signed > migrants:
            self.add_error("with_contract", f"签合同 {signed} 人，多于农民工 {migrants} 人，请核对。")
        return data
