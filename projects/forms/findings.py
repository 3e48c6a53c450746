"""Forms of the way of a finding to 销号."""

from typing import Any

from django import forms

from portal.documents import sniff
from portal.lib.forms import DateField, UploadField
from projects.inspections.enums import LookBackResult

KINDS = tuple(f".{kind}" for kind in sniff.DOCUMENTS)
TEXT = forms.Textarea


class EvidenceForm(forms.Form):
    text = forms.CharField(label="整改情况", max_length=500, widget=TEXT(attrs={"rows": 3}))
    file_1 = UploadField(label="佐证一", kinds=KINDS, help_text="照片或材料扫描件。")
    file_2 = UploadField(label="佐证二", kinds=KINDS, required=False)
    file_3 = UploadField(label="佐证三", kinds=KINDS, required=False)

    @property
    def uploads(self) -> list[Any]:
        return [self.cleaned_data[name] for name in ("file_1", "file_2", "file_3") if self.cleaned_data.get(name)]


class TermForm(forms.Form):
    """Why, and until when now."""

    reason = forms.CharField(label="理由", min_length=5, max_length=300, widget=TEXT(attrs={"rows": 2}))
    rectify_by = DateField(label="新的整改期限")


class ClearForm(forms.Form):
    text = forms.CharField(label="复查情况", max_length=500, widget=TEXT(attrs={"rows": 3}), help_text="看了什么，是否到位。")
    checked_on = DateField(label="复查日期")
    upload = UploadField(label="复查照片", kinds=KINDS, required=False)


class LookBackForm(forms.Form):
    result = forms.ChoiceField(label="结果", choices=LookBackResult.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="情况", max_length=400, widget=TEXT(attrs={"rows": 2}))
    looked_on = DateField(label="回头看日期")
    rectify_by = DateField(label="反弹的整改期限", required=False, help_text="只有问题反弹才填。")
