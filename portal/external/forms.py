"""What is asked of an authority outside the portal, what came back, and what it sent of its own accord."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.documents import sniff
from portal.external.actions.register_incoming import Received
from portal.external.enums import StepKind
from portal.external.subjects import Subject, find_by_number
from portal.lib.deadline_rules import RULES
from portal.lib.forms import DateField, PlainCharField, SentenceField, UploadField
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

KINDS = tuple(f".{kind}" for kind in sniff.DOCUMENTS)
_TERMS = tuple((rule.code, f"{rule.code} {rule.title}（{rule.length}）") for rule in RULES if rule.pausable and not rule.region and rule.number != "D37")


def places_above(region: Region) -> QuerySet[Region]:
    """Where an authority may sit: one's own place and those above it."""
    return Region.objects.filter(pk__in=region.ancestor_ids).exclude(level=RegionLevel.COUNTRY).order_by("-code")


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
        self.fields["place"].queryset = places_above(region)
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


class IncomingForm(forms.Form):
    """A paper as it lies on the desk. ``subject`` is known when the form was opened from a case, a project or a letter."""

    authority = PlainCharField(label="来文机关", max_length=120, help_text="写全称，例如“阳泉市人力资源和社会保障局”。")
    place = forms.ModelChoiceField(label="机关所在辖区", queryset=Region.objects.none(), empty_label=None)
    their_number = SentenceField(label="来文字号", max_length=80, required=False, help_text="例如 阳人社函〔2026〕8号；没有的不填。")
    title = SentenceField(label="来文标题", max_length=200)
    written_on = DateField(label="成文日期")
    received_on = DateField(label="收到日期")
    due_on = DateField(label="答复期限", required=False, help_text="来文要求答复的才填；到期前两周列在工作台。")
    handler = PlainCharField(label="承办人", max_length=80, required=False)
    about = PlainCharField(label="关联", max_length=80, required=False, help_text="案件编号、项目编号，或它答复的本单位文号。")
    gist = forms.CharField(label="内容摘要", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    scan = UploadField(label="来文扫描件", kinds=KINDS, required=False)

    def __init__(self, *args: Any, region: Region, actor: Actor, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.subject = actor, subject
        self.fields["place"].queryset = places_above(region)
        if subject is not None:
            del self.fields["about"]

    def clean_about(self) -> str:
        number = self.cleaned_data["about"]
        self.subject = find_by_number(self.actor, number)
        if number and self.subject is None:
            raise forms.ValidationError("没有这个编号的案件、项目或文书，请核对；不关联的留空。")
        return number

    @property
    def received(self) -> Received:
        return Received(**{name: value for name, value in self.cleaned_data.items() if name not in ("about", "scan")})


class IncomingAnswerForm(forms.Form):
    answered_on = DateField(label="答复日期")
    answer_number = SentenceField(label="复文字号", max_length=80, required=False, help_text="口头答复的不填。")
    result = forms.CharField(label="答复内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
