"""The form of a project's master data, for a new one and for changes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from portal.accounts.enums import Role
from portal.lib.forms import DateField, MoneyField, PlainCharField
from portal.tenancy.enums import Industry
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING
from projects.enums import Tag
from projects.forms.organisation import check_pair, code_field, enrolled, name_field, points
from projects.models import Project

DATES = ("contract_signed_on", "permit_issued_on", "started_on", "planned_end_on", "completed_on", "uploaded_on")
FLAGS = ("is_government_invested", "is_ppp", "is_state_owner", "is_state_contractor", "is_private")
MASTER = (
    "programme_name", "programme_code", "approval_number", "approval_level", "scale", "purpose", "total_investment", "floor_area", "length",
)  # fmt: skip
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("基本情况", ("region", "name", "township", "industry", "kind", "site_kind", "address", "longitude", "latitude")),
    ("投资性质（可多选）", FLAGS),
    ("立项与规模", MASTER),
    ("参建单位", ("owner_name", "owner_uscc", "contractor_name", "contractor_uscc")),
    (
        "合同与人工费",
        ("contract_signed_on", "contract_amount", "annual_contract_amount", "labour_cost_percent", "labour_cost_amount", "labour_cost_cycle_months"),
    ),
    ("许可与工期", ("needs_permit", "permit_number", "permit_issued_on", "started_on", "planned_end_on", "completed_on")),
    ("工资发放", ("pay_day", "pay_month_offset", "wage_officer_name", "uploaded_on")),
    ("标签", ("tags",)),
)


class ProjectForm(forms.ModelForm):
    """Checks every field by the model's own rules; the acts write. ``version`` carries what the editor read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), empty_label=None)
    township = forms.ModelChoiceField(label="乡镇街道", queryset=Region.objects.none(), required=False, empty_label="未定")
    owner_name = name_field("建设单位")
    owner_uscc = code_field("建设单位")
    contractor_name = name_field("施工总承包单位")
    contractor_uscc = code_field("施工总承包单位")
    total_investment = MoneyField(label="总投资（元）", required=False)
    contract_amount = MoneyField(label="施工合同额（元）", required=False)
    annual_contract_amount = MoneyField(label="年度合同额（元）", required=False, help_text="工期超过 12 个月的填写。")
    labour_cost_amount = MoneyField(label="人工费数额（元）", required=False)
    labour_cost_percent = forms.DecimalField(
        label="人工费占比（%）",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text="合同约定比例的填比例，约定数额的填数额。",
    )
    permit_number = PlainCharField(label="施工许可证号", max_length=60, required=False)
    tags = forms.MultipleChoiceField(label="标签", choices=Tag.choices, required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Project
        fields = (
            "region", "name", "township", "industry", "kind", "site_kind", "address", "longitude", "latitude", *FLAGS, *MASTER,
            "contract_amount", "annual_contract_amount", "labour_cost_amount", "labour_cost_cycle_months", "needs_permit", "permit_number",
            "pay_day", "pay_month_offset", "wage_officer_name", "tags", *DATES,
        )  # fmt: skip
        field_classes = dict.fromkeys(DATES, DateField)
        help_texts = {
            "labour_cost_cycle_months": "条例第二十四条：不超过 1 个月。",
            "pay_day": "约定每月几日发薪，遇节假日提前。",
            "needs_permit": "依法不需要施工许可的不勾，保证金期限从签合同起算。",
            "name": "与施工许可或合同一致，一个标段一个项目。",
            "programme_name": "同一工程分几个标段的，各标段填同一个名称。",
            "programme_code": "投资项目在线审批监管平台的代码。",
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for name in DATES:
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "num"})
        self._limit_places()
        industries = actor.industries if actor.role == Role.DEPARTMENT else set(Industry.values)
        self.fields["industry"].choices = [("", "请选择"), *(choice for choice in Industry.choices if choice[0] in industries)]
        if self.instance.pk:
            self._fill()

    def _limit_places(self) -> None:
        regions = Region.objects.filter(pk__in=self.actor.scope.write_regions, level__in=ANSWERING)
        self.fields["region"].queryset = regions
        self.fields["township"].queryset = Region.objects.townships().filter(parent__in=regions)

    def _fill(self) -> None:
        """What the form asks in other words than the row."""
        project = self.instance
        self.fields["region"].disabled = True
        self.initial["version"] = project.version
        for prefix, organisation in (("owner", project.owner), ("contractor", project.general_contractor)):
            self.initial[f"{prefix}_name"] = organisation.name if organisation else ""
            self.initial[f"{prefix}_uscc"] = (organisation.uscc or "") if organisation else ""
        self.initial["labour_cost_percent"] = points(project.labour_cost_share)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_pair(self, data, "owner", "建设单位")
        check_pair(self, data, "contractor", "施工总承包单位")
        return data

    def values(self) -> dict[str, Any]:
        """What the acts take: the row's own fields, the organisations entered in the register."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields if name != "region"}
        percent = data["labour_cost_percent"]
        return values | {
            "labour_cost_share": None if percent is None else percent / Decimal(100),
            "owner": enrolled(self.actor, data, "owner"),
            "general_contractor": enrolled(self.actor, data, "contractor"),
        }

    @property
    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields in the order and under the headings of the page."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names]
