"""Forms of issuing and changing keys."""

from django import forms
from django.db.models import Q, QuerySet

from portal.api.grants import grants
from portal.lib.forms import PlainCharField, SentenceField
from portal.tenancy.models import Organisation


class KeyForm(forms.Form):
    """For which machine, of whom, where, for what, how long."""

    name = SentenceField(label="用途", max_length=80, help_text="例如：冠山镇学校项目考勤机。")
    organisation = PlainCharField(label="使用单位", max_length=120, help_text="全称或统一社会信用代码。")
    region = forms.ModelChoiceField(label="辖区", queryset=None, empty_label=None, help_text="包括下级；填了限定项目的，只有那些项目。")
    projects = PlainCharField(label="限定项目", max_length=600, required=False, help_text="项目编号，用空格隔开；不填为辖区内全部项目。")
    verbs = forms.MultipleChoiceField(label="可办事项", choices=grants, widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label="有效天数", min_value=1, max_value=366, initial=180)

    def __init__(self, *args, regions: QuerySet, organisations: QuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        self.organisations = organisations

    def clean_organisation(self) -> Organisation:
        asked = self.cleaned_data["organisation"]
        found = self.organisations.filter(Q(name=asked) | Q(uscc=asked.upper())).first()
        if found is None:
            raise forms.ValidationError("没有这个单位，请核对全称或信用代码；新单位先在“机构”中登记。", code="no_organisation")
        return found

    def clean_projects(self) -> list[str]:
        return self.cleaned_data["projects"].replace("，", " ").replace(",", " ").split()


class RotateForm(forms.Form):
    """How long the old key works on beside the new one."""

    hours = forms.IntegerField(label="新旧并行（小时）", min_value=0, max_value=168, initial=24, help_text="填 0 立即停用旧密钥。")


class RevokeForm(forms.Form):
    reason = forms.CharField(label="原因", min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
