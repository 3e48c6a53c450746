"""What is asked of an authority outside the portal, and what came back."""

from typing import Any

from django import forms

from portal.documents import sniff
from portal.external.enums import StepKind
from portal.lib.deadline_rules import RULES
from portal.lib.forms import DateField, PlainCharField, SentenceField, UploadField
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region

KINDS = tuple(f".{kind}" for kind in sniff.DOCUMENTS)
_TERMS = tuple((rule.code, f"{rule.code} {rule.title}（{rule.length}）") for rule in RULES if rule.pausable and not rule.region and rule.number != "D37")


class AskForm(forms.Form):
    kind = forms.ChoiceField(label="事项类别", choices=StepKind.choices, widget=forms.RadioSelect)
    title = SentenceField(label="请它办的事", max_length=200, help_text="例如：查询某公司基本账户；受理移送的涉嫌犯罪案件。")
    authority = PlainCharField(label="机关名称", max_length=120, help_text="写全称，例如“阳泉市人力资源和社会保障局”。")
    place = forms.ModelChoiceField(label="机关所在辖区", queryset=Region.objects.none(), empty_label=None)
    asked_on = DateField(label="去函日期")
    asked_number = PlainCharField(label="去函文号", max_length=80, required=False)
    term_code = forms.ChoiceField(label="按法定时限算期限", required=False, choices=(("", "没有法定时限"), *_TERMS))
    due_on = DateField(label="或填答复期限", required=False, help_text="选了法定时限的按时限计算。")

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Region.objects.filter(pk__in=region.ancestor_ids).exclude(level=RegionLevel.COUNTRY).order_by("-code")
        self.fields["term_code"].widget.is_wide = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("term_code"):
            data["due_on"] = None
        return data


class AnswerForm(forms.Form):
    is_done = forms.ChoiceField(label="结果", choices=(("yes", "办成"), ("no", "未办成")), widget=forms.RadioSelect)
    answered_on = DateField(label="来函日期")
    answer_number = PlainCharField(label="来函文号", max_length=80, required=False)
    result = forms.CharField(label="结果说明", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    scan = UploadField(label="来函扫描件", kinds=KINDS, required=False)
