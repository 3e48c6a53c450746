"""Forms of campaigns."""

from django import forms

from campaigns.enums import DecisionKind
from campaigns.notices import TEMPLATES
from campaigns.winter_columns import COLUMNS, ROWS
from portal.lib.forms import DateField, UploadField
from projects.models import Project


class StartForm(forms.Form):
    """A campaign from a template."""

    template = forms.ChoiceField(label="模板", choices=[(key, module.NAME) for key, module in TEMPLATES.items()], widget=forms.RadioSelect)
    starts_on = DateField(label="开始日期", help_text="结束日期、阶段和任务期限按模板推算；行动可以早于通知印发日期。")
    document_number = forms.CharField(label="通知文号", max_length=60, required=False)
    document_on = DateField(label="印发日期", required=False)
    basis = forms.CharField(label="依据", max_length=300, required=False)


class NominateForm(forms.Form):
    """Nominate one of the county's projects."""

    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none())
    note = forms.CharField(label="申报说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects


class DecideForm(forms.Form):
    """The city's decision; only what can follow the newest one is offered."""

    kind = forms.ChoiceField(label="决定", widget=forms.RadioSelect)
    score = forms.DecimalField(label="考核得分", min_value=0, max_value=100, max_digits=5, decimal_places=1, required=False)
    reason = forms.CharField(
        label="理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="不予认定和取消称号必须写明理由。"
    )

    def __init__(self, *args, kinds: tuple[DecisionKind, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.initial.setdefault("kind", kinds[0])
        if DecisionKind.AWARDED not in kinds:
            del self.fields["score"]


class ReportForm(forms.Form):
    """What a unit hands in."""

    text = forms.CharField(label="开展情况", min_length=10, max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))
    file = UploadField(label="附件", kinds=(".pdf", ".docx", ".xlsx", ".jpg", ".png"), required=False, help_text="书面报告的电子版。")


class CorrectionForm(forms.Form):
    """A change of one cell by hand."""

    row = forms.ChoiceField(label="类别", choices=[row for row in ROWS if row[0] != "total"])
    column = forms.TypedChoiceField(label="栏", coerce=int, choices=[(f.number, f"{f.number} {f.group}·{f.name}") for f in COLUMNS])
    difference = forms.DecimalField(label="增减", max_digits=14, decimal_places=2, help_text="人数填人，金额填元；减少写负数。")
    reason = forms.CharField(label="理由", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
