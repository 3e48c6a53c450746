"""Forms of handling a warning."""

import datetime as dt
from decimal import Decimal
from types import ModuleType
from typing import Any

from django import forms

from earlywarning.catalogue import NOT_COMPUTED, TITLES
from earlywarning.enums import WITH_TERM, CheckResult, DisposalKind, LookBackResult, PauseReason, WarningLevel
from earlywarning.worker_words import Words
from portal.accounts.models import Membership
from portal.lib.forms import DateField, MonthField, PlainCharField, ReasonForm, UploadField

PROOF_KINDS = (".pdf", ".jpg", ".jpeg", ".png")


class VerifyForm(forms.Form):
    """核实: what was looked at and found."""

    note = forms.CharField(
        label="核实情况", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清看了什么、问了谁、结果如何，不少于 10 个字。"
    )


class DisposeForm(forms.Form):
    """登记处置: one measure."""

    kind = forms.ChoiceField(label="处置方式", choices=DisposalKind.choices, widget=forms.RadioSelect)
    on = DateField(label="处置日期")
    due_on = DateField(label="整改期限", required=False, help_text="责令整改、建议停工的要写；到期复查。")
    note = forms.CharField(
        label="处置情况", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清谁、何时、承诺什么，不少于 10 个字。"
    )
    file = UploadField(label="佐证", kinds=PROOF_KINDS, required=False, help_text="照片或扫描件，pdf、jpg、png。")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("kind") in WITH_TERM and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "责令整改、建议停工要写明到哪一天。")
        return data


class ClearForm(forms.Form):
    """销号 on proof."""

    note = forms.CharField(
        label="销号依据",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写清凭什么认定原因已消除，例如回单号、到账日期、金额。",
    )
    proof = UploadField(label="佐证", kinds=PROOF_KINDS, help_text="没有佐证不能销号。银行回单、开户证明、现场照片等，pdf、jpg、png。")
    is_heard = forms.BooleanField(label="已逐人核实，情况写在销号依据里", required=False)

    def take_words(self, words: Words) -> None:
        """Against the word of a worker nobody clears unheard."""
        if words.denied:
            self.fields["is_heard"].help_text = f"问到的工友中有 {words.denied} 人说没收到或不够。"
        else:
            del self.fields["is_heard"]


class DecideForm(ReasonForm):
    """The second person's word on a false alarm."""

    agree = forms.ChoiceField(label="意见", choices=[("yes", "是误报"), ("no", "不是误报，退回办理")], widget=forms.RadioSelect)


class AssignForm(forms.Form):
    """交办: which inspector of the county."""

    user = forms.TypedChoiceField(label="承办监察员", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, inspectors: list[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(m.user_id, m.user.name) for m in inspectors]
        if len(inspectors) == 1:
            self.initial["user"] = inspectors[0].user_id


class ExtendForm(ReasonForm):
    """经批准延期."""

    due_on = DateField(label="新期限")


class PauseForm(forms.Form):
    """中止计时."""

    reason = forms.ChoiceField(label="中止理由", choices=PauseReason.choices, widget=forms.RadioSelect)
    last_on = DateField(label="中止到哪一天", help_text="这一天以后自动恢复计时，期限按中止的天数顺延。")
    note = forms.CharField(
        label="说明和依据", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清等什么、谁批准、文书号；写入台账。"
    )


class ReportForm(forms.Form):
    """上报预警: which project, what it is about, how bad."""

    project = PlainCharField(label="项目", max_length=160, help_text="项目名称或项目编码，要和档案一致。")
    level = forms.ChoiceField(label="级别", choices=WarningLevel.choices, widget=forms.RadioSelect, initial=WarningLevel.YELLOW)
    title = PlainCharField(label="事项", min_length=4, max_length=40, help_text="一句话，例如“木工班组说 10 月工资没有发”。")
    cause = forms.ChoiceField(label="事由", required=False, help_text="和平台的规则是同一件事的选上，合为一条；说不准的不选。")
    month = MonthField(label="哪个月的工资", required=False)
    text = forms.CharField(
        label="情况", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text="写清时间、地点、人数、金额和从哪里知道的。"
    )
    file = UploadField(label="照片或材料", kinds=PROOF_KINDS, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = [("", "说不准"), *((code, f"{code} {title}") for code, title in TITLES.items() if code not in NOT_COMPUTED)]


class PlatformForm(forms.Form):
    """导入省平台预警."""

    platform = PlainCharField(label="平台名称", max_length=40, initial="省级监控预警平台", help_text="同一平台每次写法要一样，编号按平台认。")
    file = UploadField(label="预警表", kinds=(".xlsx", ".xls", ".csv"), help_text="平台导出的 xlsx、xls 或 csv。")


class JustifyForm(forms.Form):
    """企业申辩."""

    text = forms.CharField(
        label="事实和理由",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="逐条写明，和证据对得上；已经整改的写明哪一天、多少钱、多少人。",
    )
    file = UploadField(label="证据", kinds=PROOF_KINDS, required=False, help_text="银行回单、考勤、签收表等，pdf、jpg、png。没有证据的，不能凭申辩销号。")


class DecideJustificationForm(ReasonForm):
    """复核申辩."""

    accept = forms.ChoiceField(label="意见", choices=[("yes", "成立"), ("no", "不成立")], widget=forms.RadioSelect)
    clear = forms.BooleanField(label="成立的，凭申辩所附证据销号", required=False)
    field_order = ("accept", "reason", "clear")


class ExplainForm(forms.Form):
    """说明督办事项."""

    text = forms.CharField(
        label="原因和进展",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写清为什么没有按时办、现在办到哪一步、哪一天办完。",
    )
    file = UploadField(label="材料", kinds=PROOF_KINDS, required=False, help_text="批文、会议纪要、往来函件等，pdf、jpg、png。")


class DecideDutyForm(ReasonForm):
    """复核督办说明."""

    accept = forms.ChoiceField(label="意见", choices=[("yes", "成立"), ("no", "不成立")], widget=forms.RadioSelect)
    end = forms.BooleanField(label="成立的，了结这条督办提醒", required=False, help_text="数字变差的，下一次扫描重新提醒。")
    field_order = ("accept", "reason", "end")


class CheckForm(forms.Form):
    """复查."""

    result = forms.ChoiceField(label="复查结果", choices=CheckResult.choices, widget=forms.RadioSelect)
    on = DateField(label="复查日期")
    note = forms.CharField(label="复查情况", min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class LookBackForm(forms.Form):
    """回头看."""

    result = forms.ChoiceField(label="结果", choices=LookBackResult.choices, widget=forms.RadioSelect)
    on = DateField(label="核查日期")
    note = forms.CharField(
        label="情况",
        min_length=5,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="问了谁、看了什么；又出现问题的，预警重新打开并重新计时。",
    )
    file = UploadField(label="佐证", kinds=PROOF_KINDS, required=False)


class FocusForm(forms.Form):
    """列入重点监控: 定方案、定责任主体、定时限."""

    project = PlainCharField(label="项目", max_length=160, help_text="项目名称或项目编码。")
    reason = forms.CharField(label="列入原因", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    plan = forms.CharField(label="处置方案", min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    unit = PlainCharField(label="责任单位", max_length=120)
    responsible = PlainCharField(label="责任人", max_length=80)
    due_on = DateField(label="时限")


class DutyForm(forms.Form):
    """排值班."""

    user = forms.TypedChoiceField(label="值班人", coerce=int)
    first = DateField(label="从")
    last = DateField(label="到")

    def __init__(self, *args, people: list[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(m.user_id, m.user.name) for m in people]


def last_month(on: dt.date) -> dict[str, dt.date]:
    """The thirty days that end yesterday: days that are over and frozen."""
    return {"since": on - dt.timedelta(days=30), "until": on - dt.timedelta(days=1)}


class PeriodForm(forms.Form):
    """From a day to a day."""

    since = DateField(label="从")
    until = DateField(label="到")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "结束日不能早于开始日。")
        return data


class BenchForm(forms.Form):
    """The figures of one rule, as they might be; lists of exemptions are not tried here."""

    def __init__(self, *args, rule: ModuleType, now: dict[str, Any], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for threshold in rule.DEFAULTS:
            if threshold.kind in (int, Decimal):
                kind = forms.IntegerField if threshold.kind is int else forms.DecimalField
                unit = f"（{threshold.unit}）" if threshold.unit else ""
                self.fields[threshold.key] = kind(
                    label=f"{threshold.label}{unit}", min_value=0, initial=now[threshold.key], help_text=f"现在 {now[threshold.key]}"
                )

    @property
    def figures(self) -> dict[str, Any]:
        """All figures of the rule: the tried ones and those that stay."""
        return self.now | self.cleaned_data
