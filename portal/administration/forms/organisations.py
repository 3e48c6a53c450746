"""Forms of the register of organisations: each kind asks for what it has."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.lib.forms import CodeField, DateField, PlainCharField, SentenceField
from portal.tenancy.actions.register_organisation import Particulars
from portal.tenancy.enums import Industry, OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Region

FIELDS = {
    OrganisationKind.AUTHORITY: ("name", "short_name", "region", "industries", "duties", "duties_source"),
    OrganisationKind.ENTERPRISE: ("name", "uscc", "confirmed", "short_name", "region", "is_state_owned"),
    OrganisationKind.BANK: ("name", "uscc", "confirmed", "short_name", "parent", "region"),
    OrganisationKind.EXTERNAL: ("name", "short_name", "region", "duties", "duties_source"),
    OrganisationKind.REGULATOR: ("name", "short_name", "region", "duties", "duties_source"),
}


class OrganisationForm(forms.Form):
    name = PlainCharField(label="名称", max_length=120, help_text="营业执照或“三定”规定上的全称。")
    uscc = CodeField(label="统一社会信用代码", max_length=24, widget=forms.TextInput(attrs={"class": "num", "autocomplete": "off"}))
    confirmed = forms.BooleanField(label="校验位不符，已对照营业执照核对", required=False, help_text="校验位提示不符时才需要勾选，会记下核对人。")
    short_name = PlainCharField(label="简称", max_length=40, required=False)
    region = forms.ModelChoiceField(label="所在辖区", queryset=Region.objects.none(), required=False, empty_label="不限")
    industries = forms.MultipleChoiceField(label="主管行业", choices=Industry.choices, required=False, widget=forms.CheckboxSelectMultiple)
    is_state_owned = forms.BooleanField(label="国有或国有控股", required=False)
    parent = forms.ModelChoiceField(label="总行或上级行", queryset=Organisation.objects.none(), required=False, empty_label="本身是法人总行")
    duties = forms.CharField(label="职责", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="照本地文件的原文写。")
    duties_source = SentenceField(label="职责依据", max_length=200, required=False, help_text="写了职责就要写依据文件。")

    def __init__(self, *args: Any, kind: str, regions: QuerySet[Region], editing: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(FIELDS[OrganisationKind(kind)]) | ({"name"} if editing else set()):
            del self.fields[name]
        if "region" in self.fields:
            self.fields["region"].queryset = regions.standing().exclude(level=RegionLevel.COUNTRY).order_by("code")
            if kind == OrganisationKind.AUTHORITY:
                self.fields["region"].required, self.fields["region"].empty_label = True, None
        if "parent" in self.fields:
            banks = Organisation.objects.standing().filter(kind=OrganisationKind.BANK)
            self.fields["parent"].queryset = banks.exclude(pk=editing.pk) if editing else banks
        if editing:
            self.initial = {name: getattr(editing, name) for name in self.fields if name != "confirmed"} | {"confirmed": bool(editing.uscc_confirmed_by)}

    def particulars(self, of: Organisation | None = None) -> Particulars:
        """What was typed; what the kind does not ask for stays as it is."""
        kept = {name: getattr(of, name) or "" for name in ("short_name", "uscc", "duties", "duties_source")} if of else {}
        kept |= {"region": of.region, "industries": of.industries, "is_state_owned": of.is_state_owned, "parent": of.parent} if of else {}
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("name", "confirmed")}
        return Particulars(**(kept | typed))

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data.get("confirmed"))


class OrganisationNameForm(forms.Form):
    name = PlainCharField(label="新名称", max_length=120)
    on = DateField(label="更名日期", help_text="这一天以前的文书仍用原名。")
    document = SentenceField(label="依据", max_length=200, help_text="登记机关的变更通知书，或机构改革文件的文号。")


class OrganisationMergeForm(forms.Form):
    kept = CodeField(label="保留的单位", max_length=40, help_text="填它的统一社会信用代码；没有代码的填它的编号（详情页网址最后一段）。")
    reason = forms.CharField(label="认定同一家的理由", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    sure = forms.BooleanField(label="已核对两个单位和随转行数，知道合并后不能撤回", required=False)
