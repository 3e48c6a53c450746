"""Forms of posts, deputies, handing over and changes of rights."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.accounts import limits
from portal.accounts.enums import Effect, Role
from portal.accounts.models import Membership, User
from portal.accounts.places import NotFound, find_place
from portal.accounts.rights import verbs
from portal.lib.forms import DateField
from portal.tenancy.enums import Industry
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def reason_field(label: str = "原因", hint: str = "写进操作记录，不少于 4 个字。") -> forms.CharField:
    return forms.CharField(label=label, min_length=4, max_length=200, help_text=hint, widget=forms.Textarea(attrs={"rows": 2}))


def known_user(actor: Actor, text: str) -> User:
    """A person of the administrator's by his account; who is known elsewhere only is not found."""
    found = User.objects.visible_to(actor).filter(username=text.strip().lower()).first()
    if found is None:
        raise forms.ValidationError("您管理的人员里没有这个账号，请先开通。")
    return found


def _own_regions(actor: Actor) -> QuerySet[Region]:
    return Region.objects.filter(pk__in=actor.scope.read_regions).order_by("path")


class CoverageForm(forms.Form):
    """What a post covers beside its region: industries of a department, townships of a grid officer, title and last day."""

    industries = forms.MultipleChoiceField(
        label="行业", choices=Industry.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text="行业主管部门必填。"
    )
    townships = forms.ModelMultipleChoiceField(label="乡镇街道", queryset=Region.objects.none(), required=False, help_text="网格员必填，只能选本辖区的。")
    title = forms.CharField(label="职务", max_length=60, required=False)
    valid_to = DateField(label="任职止", required=False, help_text="不填为长期。")

    def __init__(self, *args: Any, actor: Actor, region: Region | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Region.objects.subtree(region) if region else _own_regions(actor)
        self.fields["townships"].queryset = inside.townships().filter(pk__in=actor.scope.read_regions)


class GrantForm(CoverageForm):
    """A new post for somebody who has an account."""

    username = forms.CharField(label="账号", max_length=60, help_text="先开通账号，再授予任职。")
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    organisation = forms.CharField(label="机构", max_length=120, help_text="机关写全称；企业和银行写统一社会信用代码或全称。")
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), required=False, empty_label="企业、银行不选", help_text="政府部门必填。")
    valid_from = DateField(label="任职起")
    field_order = ("username", "role", "organisation", "region", "valid_from", "valid_to", "title", "industries", "townships")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.actor = actor
        self.fields["region"].queryset = _own_regions(actor).exclude(level="township")

    def clean_username(self) -> User:
        return known_user(self.actor, self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        """The organ is found as in the import of people; what does not fit stands at its field."""
        data = super().clean()
        if not {"role", "organisation"} <= data.keys():
            return data
        try:
            data["organisation"] = find_place(self.actor, role=data["role"], organisation=data["organisation"], region=data.get("region")).organisation
        except NotFound as fault:
            self.add_error(fault.column, fault.reason)
        return data


class ChangeForm(CoverageForm):
    reason = reason_field("变更原因")


class EndForm(forms.Form):
    """结束任职."""

    when = forms.ChoiceField(
        label="何时结束", choices=[("now", "现在就结束，正在使用的登录立即失效"), ("last_day", "到下面的日期为止")], initial="now", widget=forms.RadioSelect
    )
    last_day = DateField(label="最后一天", required=False)
    reason = reason_field("结束原因")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("when") == "now":
            data["last_day"] = self.today - dt.timedelta(days=1)
        elif not data.get("last_day"):
            self.add_error("last_day", "请写明最后一天。")
        elif data["last_day"] < self.today:
            self.add_error("last_day", "最后一天不能早于今天；要马上结束请选“现在就结束”。")
        return data


class DeputyForm(forms.Form):
    """代理."""

    username = forms.CharField(label="代理人账号", max_length=60, help_text="要有政府部门的任职。代理监察员的，本人须持有执法证。")
    valid_from = DateField(label="代理起")
    valid_to = DateField(label="代理止", help_text="到期自动结束，最长 183 天。")
    reason = reason_field("代理原因", "例如“王某外出培训”，写进操作记录。")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    clean_username = GrantForm.clean_username


class HandoverForm(forms.Form):
    """工作移交."""

    receiver = forms.ModelChoiceField(label="接收人", queryset=Membership.objects.none(), empty_label="请选择", help_text="同一辖区、同一角色、在任的人。")
    reason = reason_field("移交原因", "例如“调往市局”，写进移交清单。")
    ends = forms.BooleanField(label="同时结束移交人的这项任职（今天为最后一天）", required=False)

    def __init__(self, *args: Any, successors: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = successors
        self.fields["receiver"].label_from_instance = lambda m: f"{m.user.name}（{m.organisation.name}{m.title and ' ' + m.title}）"


class SignForm(forms.Form):
    """签收."""

    note = forms.CharField(label="签收说明", max_length=200, required=False, help_text="清单与实际不符的，写在这里。", widget=forms.Textarea(attrs={"rows": 2}))
    password = forms.CharField(label="本人密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class AdjustmentForm(forms.Form):
    """权限调整: which verb of which role, by which document, from when."""

    role = forms.ChoiceField(label="角色", choices=[(role.value, role.label) for role in limits.ADJUSTABLE])
    verb = forms.ChoiceField(label="权限", choices=[])
    effect = forms.ChoiceField(label="调整", choices=Effect.choices, widget=forms.RadioSelect)
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")
    reason = reason_field("理由")
    valid_from = DateField(label="生效日期")
    valid_to = DateField(label="失效日期", required=False, help_text="不填为长期有效，可随时终止。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms: dict[str, list[tuple[str, str]]] = {}
        for verb in verbs():
            if any(not limits.bar(verb.name, role, effect) for role in limits.ADJUSTABLE for effect in Effect):
                rooms.setdefault(verb.room, []).append((verb.name, verb.label))
        self.fields["verb"].choices = list(rooms.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"role", "verb", "effect"} <= data.keys():
            barred = limits.bar(data["verb"], data["role"], data["effect"])
            if barred:
                self.add_error("effect", barred)
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", "失效日期不能早于生效日期。")
        return data
