"""Upload of the project ledger."""

from typing import Any

from django import forms

from portal.lib.forms import UploadField
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING


class ImportForm(forms.Form):
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None, help_text="台账里没有“县区”一列的，全部登记在这个辖区。")
    file = UploadField(label="项目台账", kinds=(".xlsx", ".xls", ".csv"), help_text="xlsx、xls、csv，30 MB 以内。先检查，全部无误才登记。")
    dry_run = forms.BooleanField(label="只检查，不登记", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(pk__in=actor.scope.write_regions, level__in=ANSWERING)
