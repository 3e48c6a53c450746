"""Forms of transferring a project and of joining a duplicate."""

from typing import Any

from django import forms

from portal.lib.forms import CodeField
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING
from projects.models import Project


class TransferForm(forms.Form):
    target = forms.ModelChoiceField(label="移交到", queryset=Region.objects.none())
    document = forms.CharField(label="依据文件", max_length=200, help_text="移交的通知、会议纪要或函的名称和文号。")

    def __init__(self, *args: Any, actor: Actor, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Region.objects.filter(pk__in=actor.scope.read_regions, level__in=ANSWERING, is_closed=False).exclude(pk=project.region_id)
        self.fields["target"].queryset = near.exclude(level="city")


class MergeForm(forms.Form):
    code = CodeField(label="重复的项目编码", max_length=24, help_text="并入本项目、以后不再使用的那一个。")
    reason = forms.CharField(label="原因", max_length=200, help_text="如两个部门各建了一次档。")
