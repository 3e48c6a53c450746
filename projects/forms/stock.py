"""Forms of lists brought in at go-live and of the permit ledger."""

from typing import Any

from django import forms

from portal.lib.forms import CodeField, UploadField
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING


class StockForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    file = UploadField(label="台账文件", kinds=(".xlsx", ".xls", ".csv"), help_text="xlsx、xls、csv。先检查，全部无误才登记。")
    dry_run = forms.BooleanField(label="只检查，不登记", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(pk__in=actor.scope.write_regions, level__in=ANSWERING)


class PermitMatchForm(forms.Form):
    code = CodeField(label="项目编码", max_length=24, help_text="已经建档的，填项目编码。")


class RuleOutForm(forms.Form):
    reason = forms.CharField(label="不用建档的原因", max_length=200, help_text="如许可已撤销、不在本辖区。")


class ReleaseForm(forms.Form):
    reason = forms.CharField(label="撤回的原因", max_length=200, help_text="如对错了项目、许可又恢复有效。撤回后重新列入没有建档的许可，三日清零重新计时。")
