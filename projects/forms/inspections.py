"""Forms of plans, certificates, checklists and of each step of an inspection."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.documents.forms import ServeForm
from portal.lib.errors import Refused
from portal.lib.forms import CodeField, DateField, PlainCharField
from portal.tenancy.models import Organisation, Region
from projects.actions.recuse_officer import Interest
from projects.enums import TableClass
from projects.inspections.checklists import as_lines, from_lines
from projects.inspections.enums import InspectionKind, PlanKind, RecusalOrigin
from projects.inspections.team import companions_of
from projects.models import Checklist, Employer, EnforcementCertificate, InspectionPlan, Project


class CertificateForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(label="执法机关", queryset=Organisation.objects.none())
    user = forms.ModelChoiceField(label="平台账号", queryset=User.objects.none(), required=False, empty_label="没有账号")
    name = PlainCharField(label="姓名", max_length=60)
    number = CodeField(label="证号", max_length=40)
    valid_from = DateField(label="发证日期")
    valid_until = DateField(label="有效期至")

    def __init__(self, *args: Any, regions: QuerySet, organs: QuerySet, users: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset, self.fields["organisation"].queryset, self.fields["user"].queryset = regions, organs, users


class ChecklistForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    title = PlainCharField(label="名称", max_length=80, help_text="与现行检查表同名的，作为它的新版。")
    source = PlainCharField(label="依据文件", max_length=200)
    valid_from = DateField(label="启用日期")
    lines = forms.CharField(label="检查项目", widget=forms.Textarea(attrs={"rows": 12}), help_text="每行一项：项目｜怎么查｜依据。怎么查、依据可以不写。")

    def __init__(self, *args: Any, regions: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions

    def clean_lines(self) -> list[dict[str, str]]:
        return from_lines(self.cleaned_data["lines"])

    @staticmethod
    def starting_from(items: list[dict[str, str]]) -> str:
        return as_lines(items)


class PlanForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="类别", choices=PlanKind.choices)
    title = PlainCharField(label="名称", max_length=120)
    starts_on = DateField(label="开始日期")
    ends_on = DateField(label="结束日期")
    target = forms.IntegerField(label="计划检查户数", min_value=0, max_value=100_000, initial=0)
    checklist = forms.ModelChoiceField(label="检查表", queryset=Checklist.objects.none(), required=False, empty_label="条例六项")
    items_text = forms.CharField(label="检查事项", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="按公布的检查事项清单写。")

    def __init__(self, *args: Any, regions: QuerySet, checklists: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset, self.fields["checklist"].queryset = regions, checklists


class ApprovalForm(forms.Form):
    """Who approved, by which paper, when."""

    approved_by = PlainCharField(label="批准人", max_length=80, help_text="机关负责人；计划写批准机关。批准人不参加本次检查。")
    document = PlainCharField(label="批准文号或审批单号", max_length=120)
    approved_on = DateField(label="批准日期")


class PublishForm(forms.Form):
    where = PlainCharField(label="公布载体", max_length=200, help_text="网站名称或网址。")
    published_on = DateField(label="公布日期")


def officer_label(row: EnforcementCertificate) -> str:
    return f"{row} {row.organisation.name}"


class OfficersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: EnforcementCertificate) -> str:
        return officer_label(obj)


class OfficersChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: EnforcementCertificate) -> str:
        return officer_label(obj)


class ApplyForm(forms.Form):
    employer = forms.ModelChoiceField(label="被检查单位", queryset=Employer.objects.none())
    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none(), required=False, empty_label="与项目无关")
    kind = forms.ChoiceField(label="检查类别", choices=[choice for choice in InspectionKind.choices if choice[0] != InspectionKind.DOUBLE_RANDOM])
    plan = forms.ModelChoiceField(
        label="检查计划", queryset=InspectionPlan.objects.none(), required=False, empty_label="不依据计划", help_text="日常、专项检查必选，只列已公布的。"
    )
    planned_on = DateField(label="计划日期")
    checklist = forms.ModelChoiceField(label="检查表", queryset=Checklist.objects.none(), required=False, empty_label="计划的检查表，没有的用条例六项")
    reason = PlainCharField(label="检查事由", max_length=200, help_text="例如 落实2027年度检查计划、核查工人投诉。")
    officers = OfficersField(
        label="检查人员", queryset=EnforcementCertificate.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="只列证件有效的，至少两人；联合检查选各部门的执法人员。",
    )  # fmt: skip
    lead = forms.ModelChoiceField(label="主办人", queryset=EnforcementCertificate.objects.none(), required=False, empty_label="所选第一人")
    companions = forms.CharField(
        label="配合人员", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="联合检查中没有执法证件的人，每行一人：单位 姓名 职务。他们到场配合，不实施检查。",
    )  # fmt: skip
    unannounced = forms.BooleanField(label="不事先通知（四不两直）", required=False)

    def __init__(self, *args: Any, employers: QuerySet, projects: QuerySet, plans: QuerySet, checklists: QuerySet, officers: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("employer", employers),
            ("project", projects),
            ("plan", plans),
            ("checklist", checklists),
            ("officers", officers),
            ("lead", officers),
        ):
            self.fields[name].queryset = rows

    def clean_companions(self) -> list[dict[str, str]]:
        try:
            return companions_of(self.cleaned_data["companions"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.reason) from refusal

    @property
    def team(self) -> list[EnforcementCertificate]:
        """The officers, the leading one first."""
        lead, chosen = self.cleaned_data["lead"], list(self.cleaned_data["officers"])
        return ([lead] if lead else []) + [row for row in chosen if row != lead]


class ArriveForm(forms.Form):
    met_by = PlainCharField(label="被检查单位接待人", max_length=80, help_text="检查通知书当场送达，由他签收。")


class UrgentForm(ArriveForm):
    urgent_reason = forms.CharField(label="紧急理由", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="事后及时补登批准。")


class ConcludeForm(forms.Form):
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
    result = forms.CharField(label="检查结果", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    rectify_by = DateField(label="整改期限", help_text="不到位的项目都按这一天；没有问题的不用改。")
    on_spot = forms.TypedMultipleChoiceField(label="已当场改正的", coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, problems: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_spot"].choices = problems
        if not problems:
            del self.fields["on_spot"]


class TellForm(ServeForm):
    """How the 检查结果告知书 reached the firm."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_by"].required = True
        self.fields["served_on"].label, self.fields["received_by"].help_text = "告知日期", "单位负责人或接待人；留置送达写见证人。"


class RecusalForm(forms.Form):
    """Who steps back, whose idea it was, why."""

    officer = forms.ChoiceField(label="回避的人", widget=forms.RadioSelect)
    declared_by = forms.ChoiceField(label="谁提出", choices=RecusalOrigin.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="利害关系", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如 与被检查单位负责人是近亲属。")

    def __init__(self, *args: Any, team: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = team

    @property
    def interest(self) -> Interest:
        return Interest(RecusalOrigin(self.cleaned_data["declared_by"]).label, self.cleaned_data["reason"])


class ReplaceForm(RecusalForm):
    instead = OfficersChoice(label="接替的人", queryset=EnforcementCertificate.objects.none(), help_text="只列计划日期证件有效的。")

    def __init__(self, *args: Any, others: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].queryset = others


class FreezeForm(forms.Form):
    """Which plan, and the share of each table class that is drawn."""

    plan = forms.ModelChoiceField(label="检查计划", queryset=InspectionPlan.objects.none(), help_text="只列已公布的。")

    def __init__(self, *args: Any, plans: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans
        for value, label in TableClass.choices:
            self.fields[f"share_{value}"] = forms.DecimalField(
                label=f"{label}抽取比例（%）", min_value=0, max_value=100, decimal_places=1, initial=10, help_text="不抽的写 0。"
            )

    @property
    def shares(self) -> dict[str, Any]:
        return {value: self.cleaned_data[f"share_{value}"] / 100 for value, _ in TableClass.choices if self.cleaned_data[f"share_{value}"]}


class SeedForm(forms.Form):
    seed = CodeField(label="种子", max_length=120, help_text="6 位以上数字或字母。用名单固定以后才公开的号码，谁也不能预先知道。")
    seed_source = PlainCharField(label="种子来源", max_length=200, help_text="例如 福利彩票双色球第 2026135 期开奖号码。")


class DrawnForm(forms.Form):
    planned_on = DateField(label="计划检查日期")
