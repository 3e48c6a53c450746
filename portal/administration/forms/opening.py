"""Forms of opening a tenant, step by step."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.administration.actions.prepare_county import department_name, full_name
from portal.administration.forms.regions import document_field
from portal.lib.forms import PlainCharField
from portal.tenancy.actions.open_jurisdiction import Opening
from portal.tenancy.models import Region


class PlaceForm(forms.Form):
    region = forms.ModelChoiceField(label="要开通的辖区", queryset=Region.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        self.fields["region"].label_from_instance = lambda region: f"{region.code} {full_name(region)}"


class OfficeForm(forms.Form):
    leading_group = PlainCharField(label="领导小组全称", max_length=120)
    office = PlainCharField(label="办公室全称", max_length=120)
    office_short = PlainCharField(label="办公室简称", max_length=40, required=False)
    prefix = PlainCharField(
        label="发文代字", max_length=20, required=False, help_text="年份前的几个字，如“平农工治欠办”；还没有可以后补，没有代字不能签发文书。"
    )
    letterhead = forms.CharField(
        label="红头名称", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="印在文书上的红色名称，可以分两行；不写用办公室全称。"
    )
    hotline = PlainCharField(label="投诉电话", max_length=40, required=False, help_text="印在维权告示牌和投诉页上。")

    def opening(self) -> Opening:
        data = self.cleaned_data
        return Opening(
            leading_group=data["leading_group"],
            office=data["office"],
            office_short=data["office_short"],
            prefixes={"*": data["prefix"]} if data["prefix"] else {},
            letterhead={"name": data["letterhead"].strip() or data["office"]},
            hotline=data["hotline"],
        )


class DepartmentsForm(forms.Form):
    names = forms.MultipleChoiceField(label="部门", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, region: Region, rows: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = [(row["name"], department_name(region, row["name"])) for row in rows]
        self.fields["names"].initial = [row["name"] for row in rows]


class TownshipsForm(forms.Form):
    lines = forms.CharField(
        label="乡镇街道", widget=forms.Textarea(attrs={"rows": 8, "class": "num"}), help_text="一行一个：9 位代码、空格、名称。可以从表格里复制两列粘贴。"
    )
    document = document_field()
