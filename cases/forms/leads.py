"""Forms of the window and of deciding a lead."""

from typing import Any

from django import forms

from cases.enums import PLATFORMS, CaseTrack, Channel, LeadKind
from cases.forms.fields import IdNumberField, NameField
from cases.lookup import find_employer, find_project
from cases.models import Case
from portal.lib.errors import Refused
from portal.lib.forms import DateField, MobileField, MoneyField, UploadField
from portal.tenancy.scope import Actor

BY_OFFICERS = [(value, label) for value, label in Channel.choices if value != Channel.QR]
NEW_CASE = "new"


class AboutForm(forms.Form):
    """What a lead is about: a project, or an employer without one."""

    project = forms.CharField(label="项目编码或名称", required=False, max_length=120, help_text="在建工程填这里；填全称、编码或其中几个字。")
    employer_text = forms.CharField(label="用人单位", required=False, max_length=120, help_text="不是工程项目的填单位全称或信用代码。")
    people = forms.IntegerField(label="涉及人数", min_value=1, max_value=99999, initial=1)
    amount = MoneyField(label="反映金额（元）", required=False, help_text="多人的填合计；不清楚可以不填。")
    owed_from = DateField(label="欠薪起", required=False)
    owed_to = DateField(label="欠薪止", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("owed_from") and data.get("owed_to") and data["owed_to"] < data["owed_from"]:
            self.add_error("owed_to", "欠薪止不能早于欠薪起。")
        if data.get("amount") is not None and data["amount"] <= 0:
            self.add_error("amount", "金额要大于零；不清楚可以不填。")
        if not data.get("project") and not data.get("employer_text"):
            self.add_error("project", "项目和用人单位至少填一个。")
        if data.get("project"):
            try:
                data["project"] = find_project(self.actor, data["project"])
            except Refused as refusal:
                self.add_error("project", refusal.reason)
        return data

    @property
    def about(self) -> dict[str, Any]:
        """As the acts take it; a registered enterprise is linked."""
        data = self.cleaned_data
        employer = find_employer(data["employer_text"]) if data["employer_text"] else None
        text = employer.name if employer else data["employer_text"]
        named = {name: data[name] for name in ("people", "amount", "owed_from", "owed_to")}
        return named | {"project": data["project"] or None, "employer": employer, "employer_text": text}


class RegisterForm(AboutForm):
    """Somebody at the window or on the phone."""

    key = forms.CharField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label="来源", choices=BY_OFFICERS, initial=Channel.WINDOW)
    kind = forms.ChoiceField(label="类别", choices=LeadKind.choices, initial=LeadKind.COMPLAINT, widget=forms.RadioSelect)
    external_number = forms.CharField(label="外部编号", required=False, max_length=60, help_text="转办单号、平台线索号；同一来源不重复登记。")
    name = NameField(label="反映人姓名", required=False)
    phone = MobileField(label="手机号", required=False)
    id_number = IdNumberField(label="身份证号", required=False)
    foreman = NameField(label="跟谁干活", required=False, max_length=60, help_text="班组长或老板的名字。")
    is_name_sealed = forms.BooleanField(label="不让单位知道是谁反映的", required=False, initial=True)
    text = forms.CharField(label="反映内容", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = (
        "channel", "kind", "external_number", "project", "employer_text", "foreman", "name", "phone", "id_number", "people", "amount", "owed_from", "owed_to",
        "text", "is_name_sealed", "key",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == LeadKind.COMPLAINT and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "投诉要有反映人姓名；不愿留名的按“举报”登记。")
        return data

    @property
    def lead_fields(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {name: data[name] for name in ("channel", "kind", "external_number", "name", "foreman", "is_name_sealed", "text")}
        return self.about | kept | {"phone": data["phone"] or None, "id_number": data["id_number"] or None}


class AmendForm(AboutForm):
    """补正: what the sender left out or got wrong, before the lead is decided."""

    reason = forms.CharField(
        label="补正依据", min_length=4, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：电话核实，本人说是二期工地。"
    )


class AcceptForm(forms.Form):
    """受理: a new case, or an open one of the same matter."""

    matter = forms.ChoiceField(label="立案或并案", widget=forms.RadioSelect)
    track = forms.ChoiceField(
        label="办理方式", choices=CaseTrack.choices, initial=CaseTrack.COORDINATED, widget=forms.RadioSelect, help_text="并入已有案件的，沿用原来的方式。"
    )
    note = forms.CharField(label="受理说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, cases: list[Case], suggested: Case | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        joined = [(pk, f"并入 {case.number}（{case.opened_on:%Y-%m-%d} 受理）") for pk, case in self.cases.items()]
        self.fields["matter"].choices = [*joined, (NEW_CASE, "另立新案")]
        self.fields["matter"].initial = str(suggested.pk) if suggested else NEW_CASE

    @property
    def case(self) -> Case | None:
        return self.cases.get(self.cleaned_data["matter"])


class ToldForm(forms.Form):
    """Words that the sender reads on his page."""

    reason = forms.CharField(
        label="告诉反映人的话", min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text="反映人会在进度页看到。"
    )

    def __init__(self, *args: Any, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint


class LeadImportForm(forms.Form):
    """A platform's export."""

    channel = forms.ChoiceField(label="来源平台", choices=[(channel.value, channel.label) for channel in PLATFORMS])
    file = UploadField(
        label="文件", kinds=(".xlsx", ".xls", ".csv"), max_bytes=10 * 1024 * 1024, help_text="平台导出的线索表；表头自动识别。有一处须改正就一条也不登记。"
    )
