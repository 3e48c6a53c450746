"""Forms of visits, supervisions, self-checks and responsibility."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.documents import sniff
from portal.lib.forms import DateField, MobileField, PlainCharField, UploadField
from portal.tenancy.models import Organisation, Region
from projects.enums import Post, TableClass, TownshipRank
from projects.inspections.enums import SelfCheckKind, SupervisionForm, Verdict
from projects.models import Checklist, Employer, Project, SelfCheck

PICTURES = tuple(f".{kind}" for kind in sniff.PICTURES)


class PatrolForm(forms.Form):
    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none(), required=False, empty_label="不是项目")
    employer = forms.ModelChoiceField(label="用人单位", queryset=Employer.objects.none(), required=False, empty_label="选了项目就不填")
    post = forms.ChoiceField(label="走访岗位", choices=Post.choices)
    visitor = PlainCharField(label="走访人", max_length=80, required=False, help_text="不填为本人。")
    on = DateField(label="走访日期")
    people = forms.IntegerField(label="现场人数", min_value=0, max_value=100_000, required=False)
    arrears_heard = forms.BooleanField(label="听到欠薪反映", required=False)
    danger = forms.CharField(label="隐患", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="人数、月份、金额。没有不填。")
    note = forms.CharField(label="情况", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    upload = UploadField(label="照片", kinds=PICTURES, required=False)

    def __init__(self, *args: Any, projects: QuerySet, employers: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset, self.fields["employer"].queryset = projects, employers
        self.fields["upload"].widget.attrs["capture"] = "environment"


class SupervisionVisitForm(forms.Form):
    target = forms.ModelChoiceField(label="被督导地区", queryset=Region.objects.none(), required=False, empty_label="不是地区")
    organisation = forms.ModelChoiceField(label="被督导部门", queryset=Organisation.objects.none(), required=False, empty_label="不是部门")
    form = forms.ChoiceField(label="方式", choices=SupervisionForm.choices, widget=forms.RadioSelect)
    on = DateField(label="督导日期")
    until = DateField(label="至", required=False, help_text="蹲点督导写结束日期。")
    members = PlainCharField(label="督导组", max_length=200)
    seen = forms.CharField(label="发现的情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    asked = forms.CharField(label="整改要求", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reply_by = DateField(label="反馈期限", required=False)

    def __init__(self, *args: Any, targets: QuerySet, organs: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset, self.fields["organisation"].queryset = targets, organs


class SupervisionReplyForm(forms.Form):
    reply = forms.CharField(label="反馈", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    replied_on = DateField(label="反馈日期")


class AskSelfCheckForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label="类别", choices=SelfCheckKind.choices, widget=forms.RadioSelect, help_text="企业自查给每个在建项目的总包，部门自查给每个行业部门（含下属单位）。"
    )
    title = PlainCharField(label="名称", max_length=120)
    due_on = DateField(label="报送期限")
    checklist = forms.ModelChoiceField(label="自查项目", queryset=Checklist.objects.none(), required=False, empty_label="条例六项")

    def __init__(self, *args: Any, regions: QuerySet, checklists: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset, self.fields["checklist"].queryset = regions, checklists


class SelfCheckForm(forms.Form):
    """One choice and one line for each item, then what is wrong and by when it is mended."""

    problems = forms.CharField(label="存在的问题", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    mend_by = DateField(label="自行整改期限", required=False)
    units = forms.IntegerField(label="自查的下属单位（个）", min_value=0, max_value=1000, required=False)

    def __init__(self, *args: Any, check: SelfCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(check.items)
        for number, item in enumerate(check.items, start=1):
            self.fields[f"verdict_{number}"] = forms.ChoiceField(
                label=f"{number}. {item['title']}", choices=Verdict.choices, widget=forms.RadioSelect, error_messages={"required": "请选结论。"}
            )
            self.fields[f"note_{number}"] = forms.CharField(label="情况", max_length=300, required=False)
        if check.organisation_id is None:
            del self.fields["units"]
        self.order_fields([name for number in range(1, self.count + 1) for name in (f"verdict_{number}", f"note_{number}")])

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(self.cleaned_data[f"verdict_{number}"], self.cleaned_data[f"note_{number}"]) for number in range(1, self.count + 1)]


class ConfirmSelfCheckForm(forms.Form):
    helped = forms.CharField(
        label="协助化解",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="企业自己解决不了、由政府协助的写明措施；没有不填。",
    )


class GridOfficerForm(forms.Form):
    officer = forms.ModelChoiceField(label="网格员", queryset=None, required=False, empty_label="不指定")

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = people


class TownshipLeadForm(forms.Form):
    township = forms.ModelChoiceField(label="乡镇街道", queryset=Region.objects.none())
    rank = forms.ChoiceField(label="责任", choices=TownshipRank.choices, widget=forms.RadioSelect)
    name = PlainCharField(label="姓名", max_length=60)
    title = PlainCharField(label="职务", max_length=60, required=False)
    phone = MobileField(label="手机", required=False)
    since = DateField(label="起")

    def __init__(self, *args: Any, townships: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].queryset = townships


class EmployerUpdateForm(forms.Form):
    table_class = forms.ChoiceField(label="统计类别", choices=TableClass.choices, widget=forms.RadioSelect)
    township = forms.ModelChoiceField(label="乡镇街道", queryset=Region.objects.none(), required=False, empty_label="未定")
    address = PlainCharField(label="地址", max_length=200, required=False)
    contact_name = PlainCharField(label="联系责任人", max_length=60, required=False)
    contact_phone = MobileField(label="新的手机", required=False, help_text="不填则不变。")
    is_operating = forms.TypedChoiceField(
        label="经营状态", choices=[("yes", "正常经营"), ("no", "停业、停产或搬离")], widget=forms.RadioSelect, coerce=lambda value: value == "yes"
    )

    def __init__(self, *args: Any, townships: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].queryset = townships
