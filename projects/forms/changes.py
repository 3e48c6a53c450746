"""The form of a dated change of contract: what stands now is filled in, what is typed over is the change."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.lib.forms import DateField, MoneyField, PlainCharField
from portal.tenancy.scope import Actor
from projects.forms.accounts import scan_field
from projects.forms.organisation import check_pair, code_field, enrolled, name_field, points
from projects.models import Project

PLAIN = ("contract_amount", "annual_contract_amount", "labour_cost_amount", "labour_cost_cycle_months", "pay_day", "pay_month_offset", "planned_end_on")


class ContractChangeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_on = DateField(label="生效日期")
    document_number = PlainCharField(label="补充协议或文件编号", max_length=80, required=False)
    reason = forms.CharField(label="变更原因", max_length=200)
    file = scan_field("补充协议扫描件", required=False)
    contract_amount = MoneyField(label="施工合同额（元）", required=False)
    annual_contract_amount = MoneyField(label="年度合同额（元）", required=False)
    labour_cost_percent = forms.DecimalField(label="人工费占比（%）", min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False)
    labour_cost_amount = MoneyField(label="人工费数额（元）", required=False)
    labour_cost_cycle_months = forms.IntegerField(label="人工费拨付周期（月）", min_value=1, max_value=60, required=False)
    pay_day = forms.IntegerField(label="发薪日", min_value=1, max_value=31, required=False)
    pay_month_offset = forms.TypedChoiceField(label="发薪月", choices=[(0, "当月"), (1, "次月")], coerce=int)
    planned_end_on = DateField(label="计划竣工日期", required=False)
    owner_name = name_field("建设单位")
    owner_uscc = code_field("建设单位")
    contractor_name = name_field("施工总承包单位")
    contractor_uscc = code_field("施工总承包单位")

    def __init__(self, *args: Any, project: Project, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, initial=_known(project) | kwargs.pop("initial", {}), **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_pair(self, data, "owner", "建设单位")
        check_pair(self, data, "contractor", "施工总承包单位")
        return data

    def terms(self) -> dict[str, Any]:
        """Every term as the act takes it; the act finds out which changed."""
        data = self.cleaned_data
        percent = data["labour_cost_percent"]
        return {name: data[name] for name in PLAIN} | {
            "labour_cost_share": None if percent is None else percent / Decimal(100),
            "owner": enrolled(self.actor, data, "owner"),
            "general_contractor": enrolled(self.actor, data, "contractor"),
        }


def _known(project: Project) -> dict[str, Any]:
    known = {name: getattr(project, name) for name in PLAIN} | {"version": project.version, "labour_cost_percent": points(project.labour_cost_share)}
    for prefix, organisation in (("owner", project.owner), ("contractor", project.general_contractor)):
        known |= {f"{prefix}_name": organisation.name if organisation else "", f"{prefix}_uscc": (organisation.uscc or "") if organisation else ""}
    return known
