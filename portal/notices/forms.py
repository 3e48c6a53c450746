"""What people type on the pages of this room."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.enums import GOVERNMENT, Role
from portal.documents import sniff
from portal.lib.errors import Refused
from portal.lib.forms import DateField, SentenceField, UploadField
from portal.notices import wording
from portal.notices.audience import enterprises_of
from portal.notices.enums import ChannelKey, EnterpriseScope, When
from portal.notices.kinds import MessageKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor

PEOPLE = tuple((role.value, role.label) for role in GOVERNMENT)
MOST_BYTES = 10 * 1024 * 1024


class TemplateForm(forms.Form):
    """The words of one kind, from a day on."""

    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="内容", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    valid_from = DateField(label="启用日期", help_text="当天起发出的消息用新文字")

    def __init__(self, *args: Any, kind: MessageKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def _checked(self, name: str) -> str:
        try:
            wording.check(self.cleaned_data[name], self.kind.places)
        except Refused as refusal:
            raise ValidationError(refusal.reason) from None
        return self.cleaned_data[name]

    def clean_title(self) -> str:
        return self._checked("title")

    def clean_text(self) -> str:
        return self._checked("text")


class ResetForm(forms.Form):
    valid_from = DateField(label="从哪天起恢复默认")


class OfficialNoticeForm(forms.Form):
    """A notice to many: its words, and to whom."""

    title = SentenceField(label="标题", max_length=120)
    text = forms.CharField(label="正文", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}), help_text="不要写个人的手机号、身份证号、卡号")
    regions = forms.MultipleChoiceField(label="发给哪些辖区的人员", required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(label="其中哪些身份", required=False, choices=PEOPLE, widget=forms.CheckboxSelectMultiple)
    enterprises = forms.ChoiceField(label="发给哪些企业", choices=EnterpriseScope.choices, widget=forms.RadioSelect, initial=EnterpriseScope.NONE)
    names = forms.CharField(
        label="企业名称或统一社会信用代码", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="选“下面写明的企业”时填写，一行一家，名称写全称"
    )
    attachment = UploadField(label="附件", required=False, kinds=sniff.DOCUMENTS, max_bytes=MOST_BYTES, help_text="可不附；最大 10 MB")
    needs_receipt = forms.BooleanField(label="要求签收（收件人点“签收”）", required=False)
    receipt_by = DateField(label="签收期限", required=False)

    def __init__(self, *args: Any, actor: Actor, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.on = actor, on
        regions = Region.objects.filter(pk__in=sorted(actor.scope.read_regions)).exclude(level="township").order_by("path")
        self.fields["regions"].choices = [(str(region.pk), region.name) for region in regions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        scope, named = cleaned.get("enterprises"), cleaned.get("names", "").strip()
        if bool(cleaned.get("regions")) != bool(cleaned.get("roles")):
            self.add_error("roles" if cleaned.get("regions") else "regions", "辖区和身份要一起选：发给所选辖区里所选身份的人。")
        if not cleaned.get("regions") and scope == EnterpriseScope.NONE and not self.errors:
            raise ValidationError("选择要发给谁：辖区人员、企业，至少一种。")
        if scope == EnterpriseScope.NAMED and not named:
            self.add_error("names", "写明要发的企业，一行一家。")
        cleaned["organisations"] = self._organisations(scope, named) if not self.errors else []
        if cleaned.get("receipt_by"):
            cleaned["needs_receipt"] = True
        return cleaned

    def _organisations(self, scope: str, named: str) -> list[Organisation]:
        """Enterprises of the actor's regions only: an office does not write to the firms of other tenants."""
        known = enterprises_of(self.actor, self.on)
        if scope == EnterpriseScope.ALL:
            return list(known)
        if scope == EnterpriseScope.NONE:
            return []
        lines = [" ".join(line.split()) for line in named.splitlines() if line.strip()]
        found = {key: row for row in known.filter(name__in=lines) | known.filter(uscc__in=lines) for key in (row.name, row.uscc)}
        missing = [line for line in lines if line not in found]
        if missing:
            self.add_error("names", f"辖区在建项目的参建企业里没有：{'、'.join(missing[:5])}。请核对全称。")
        return [found[line] for line in dict.fromkeys(lines) if line in found]

    @property
    def audience(self) -> str:
        """The choice in words, kept with the official notice."""
        chosen, parts = self.cleaned_data, []
        if chosen["regions"]:
            names = dict(self.fields["regions"].choices)
            parts.append(f"{'、'.join(names[pk] for pk in chosen['regions'])}的{'、'.join(Role(role).label for role in chosen['roles'])}")
        firms = chosen["organisations"]
        if firms:
            parts.append(f"企业 {len(firms)} 家" if chosen["enterprises"] == EnterpriseScope.ALL or len(firms) > 5 else "、".join(firm.name for firm in firms))
        return "；".join(parts)


class AddressForm(forms.Form):
    address = forms.CharField(max_length=120)


class CodeForm(forms.Form):
    code = forms.CharField(max_length=12)


def choices_of(data: Any, kinds: list[MessageKind], channels: list[str]) -> dict[tuple[str, str], str]:
    """What the preference table sent, for the kinds and ways that were offered; anything else is left out."""
    chosen = {(kind.kind, channel): data.get(f"{kind.kind}|{channel}", "") for kind in kinds for channel in channels}
    return {key: when for key, when in chosen.items() if when in When.values and key[1] in ChannelKey.values}
