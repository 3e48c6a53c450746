"""Small forms of the acts on a project."""

from typing import Any

from django import forms

from portal.lib.forms import DateField, PlainCharField
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from projects import enums
from projects.forms.accounts import scan_field
from projects.forms.organisation import check_pair, code_field, name_field
from projects.models import Project, ProjectParty

OTHERS = (enums.Part.SUBCONTRACTOR, enums.Part.DIRECT_SPECIALIST, enums.Part.CONSORTIUM_MEMBER, enums.Part.SUPERVISOR)
PARTS = [choice for choice in enums.Part.choices if choice[0] in OTHERS]


class SiteStateForm(forms.Form):
    on = DateField(label="日期")
    reason = forms.CharField(label="原因", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    proof = forms.CharField(label="佐证", max_length=300, required=False, help_text="写明通知、照片或会议纪要的名称和存放处。")
    expected_resumption_on = DateField(label="预计复工日期", required=False)

    def __init__(self, *args: Any, pauses: bool, keeps_papers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps_papers:
            self.fields["file"] = scan_field("佐证扫描件", required=False, help_text="停工通知、复工令、竣工验收等的扫描件或照片。")
        if pauses:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = "停工前先结清已完成工作的工资。"
        else:
            del self.fields["expected_resumption_on"]


class PartyForm(forms.Form):
    part = forms.ChoiceField(label="参建身份", choices=PARTS)
    party_name = name_field("单位", required=False)
    party_uscc = code_field("单位", required=True)
    parent = forms.ModelChoiceField(label="发包方", queryset=ProjectParty.objects.none(), required=False, empty_label="施工总承包单位")
    scope_of_work = forms.CharField(label="承包内容", max_length=120, required=False)
    contact_name = forms.CharField(label="联系人", max_length=60, required=False)
    on = DateField(label="进场日期")
    entrusted_agreement_on = DateField(label="委托代发协议签订日期", required=False, help_text="只有分包单位填写。")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = ProjectParty.objects.of(project).present().subcontractors().select_related("organisation")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_pair(self, data, "party", "单位")
        if data.get("entrusted_agreement_on") and data.get("part") != enums.Part.SUBCONTRACTOR:
            self.add_error("entrusted_agreement_on", "只有分包单位签委托代发协议。")
        return data


class LeaveForm(forms.Form):
    on = DateField(label="退场日期")


class AgreementForm(forms.Form):
    signed_on = DateField(label="签订日期")


class AccountForm(forms.Form):
    bank = forms.ModelChoiceField(label="开户银行", queryset=Organisation.objects.none())
    branch = forms.CharField(label="开户网点", max_length=80, required=False)
    account_name = forms.CharField(label="户名", max_length=160, help_text="总包名称 + 项目名称 + 农民工工资专用账户。")
    account_number = PlainCharField(label="账号", max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"}))
    opened_on = DateField(label="开户日期")
    agreement_on = DateField(label="三方协议签订日期", required=False)

    def __init__(self, *args: Any, bank_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        banks = Organisation.objects.standing().filter(kind=OrganisationKind.BANK)
        self.fields["bank"].queryset = banks.filter(pk=bank_id) if bank_id else banks


class InspectorForm(forms.Form):
    inspector = forms.ModelChoiceField(label="责任监察员", queryset=None, required=False, empty_label="未指定")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = people


class ResponsibilityForm(forms.Form):
    post = forms.ChoiceField(label="责任岗位", choices=enums.Post.choices)
    name = forms.CharField(label="姓名", max_length=60)
    organisation_name = forms.CharField(label="单位", max_length=120, required=False)
    title = forms.CharField(label="职务", max_length=60, required=False)
    phone = PlainCharField(label="电话", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    since = DateField(label="起")
