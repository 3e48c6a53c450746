"""Forms of the administrator: a new person, his name and titles, a list of people."""

from typing import Any

from django import forms

from portal.accounts.enums import GRANTABLE
from portal.accounts.models import User
from portal.accounts.places import NotFound, Place, find_place
from portal.lib.forms import CodeField, PlainCharField, UploadField
from portal.tenancy.enums import Industry, RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


class NewUserForm(forms.Form):
    """Account, name and first role; the person chooses his own password by the link."""

    username = CodeField(label="账号", max_length=60, help_text="小写字母、数字、点、横线，登录时使用，以后不能改。")
    name = PlainCharField(label="姓名", max_length=60)
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *((role.value, role.label) for role in GRANTABLE)])
    title = PlainCharField(label="职务", max_length=60, required=False)
    organisation = PlainCharField(label="单位", max_length=120, help_text="机关写全称；企业、银行写全称或统一社会信用代码。")
    region = forms.ModelChoiceField(
        label="辖区", queryset=Region.objects.none(), required=False, empty_label="企业和银行不选", help_text="政府部门的角色要选。"
    )
    industries = forms.MultipleChoiceField(
        label="主管行业", choices=Industry.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text="只有行业主管部门要选。"
    )
    townships = PlainCharField(label="乡镇街道", max_length=200, required=False, help_text="只有网格员要写，几个之间用顿号。")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.place: Place | None = None
        self.fields["region"].queryset = Region.objects.filter(pk__in=actor.scope.read_regions).exclude(level=RegionLevel.TOWNSHIP).order_by("path")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("role") and data.get("organisation") and "region" in data:
            try:
                self.place = find_place(
                    self.actor, role=data["role"], organisation=data["organisation"], region=data["region"], townships=data.get("townships", "")
                )
            except NotFound as refusal:
                self.add_error(refusal.column, refusal.reason)
        return data

    def as_invitation(self) -> dict[str, Any]:
        """What ``invite_user`` asks for."""
        data = {name: self.cleaned_data[name] for name in ("username", "name", "role", "title", "industries")}
        return data | {"organisation": self.place.organisation, "region": self.place.region, "townships": self.place.townships}


class UserEditForm(forms.Form):
    """The name, and the title of each role that stands for a region of the administrator's or for an enterprise."""

    name = PlainCharField(label="姓名", max_length=60)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": user.name}, **kwargs)
        self.memberships = list(user.memberships.select_related("organisation", "region"))
        for membership in self.memberships:
            label = f"职务（{membership.organisation.name} {membership.get_role_display()}）"
            self.fields[f"title_{membership.pk}"] = PlainCharField(label=label, max_length=60, required=False, initial=membership.title)

    @property
    def titles(self) -> dict[int, str]:
        return {membership.pk: self.cleaned_data[f"title_{membership.pk}"] for membership in self.memberships}


class UserImportForm(forms.Form):
    file = UploadField(
        label="人员表", kinds=(".xlsx", ".xls", ".csv"), max_bytes=5 * 1024 * 1024, help_text="xlsx、xls、csv，5 MB、1000 人以内。全部无误才开通。"
    )
    dry_run = forms.BooleanField(label="只检查，不开通", required=False)
