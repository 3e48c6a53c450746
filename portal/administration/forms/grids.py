"""The form of a grid."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.accounts.models import Membership
from portal.lib.forms import PlainCharField, SentenceField


class OfficersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, officer: Membership) -> str:
        return f"{officer.user.name}（{officer.organisation.short_name or officer.organisation.name}）"


class GridForm(forms.Form):
    name = PlainCharField(label="网格名称", max_length=60, help_text="如“第一网格”。")
    area = SentenceField(label="范围", max_length=200, required=False, help_text="四至，或所含的村和社区。")
    officers = OfficersField(label="网格员", queryset=Membership.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, officers: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = officers
        self.fields["officers"].help_text = "" if officers.exists() else "这个乡镇街道还没有网格员任职，先由管理员授予“网格员”。"
