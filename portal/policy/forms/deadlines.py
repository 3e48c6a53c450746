"""What the calculator of deadlines needs to know."""

from collections.abc import Sequence
from typing import Any

from django import forms

from portal.lib.deadline_rules import RULES
from portal.lib.errors import Refused
from portal.lib.forms import DateField
from portal.lib.pauses import Pause
from portal.policy.filters import regions_of
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

GROUPS = (("项目与保证金", 1, 14), ("线索与案件", 15, 29), ("时效、保存与报送", 30, 37), ("名单、信访、法律援助", 38, 50))


def codes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every code in the order of the table, local terms once."""
    seen = dict((rule.code, f"{rule.code} {rule.title}（自{rule.trigger}）" if rule.number != "D36" else f"{rule.code} 专项行动报送") for rule in RULES)
    return [(label, [(code, text) for code, text in seen.items() if first <= int(code[1:3]) <= last]) for label, first, last in GROUPS]


class DeadlineForm(forms.Form):
    code = forms.ChoiceField(label="时限", choices=codes)
    start = DateField(label="收到或发生之日")
    region = forms.ModelChoiceField(label="辖区", queryset=Region.objects.none(), required=False, empty_label="本级")
    days = forms.IntegerField(
        label="限期天数",
        required=False,
        min_value=1,
        max_value=365,
        help_text="只有 D37 责令限期要填。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    pause_first = DateField(label="中止自", required=False, help_text="依法不计入期限的日子。")
    pause_last = DateField(label="中止至", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions_of(actor)
        self.fields["code"].widget.is_wide = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("pause_first"), data.get("pause_last")
        if bool(first) != bool(last):
            self.add_error("pause_last" if first else "pause_first", "中止的首日和末日都要填。")
        elif first:
            try:
                data["pauses"] = [Pause(first, last)]
            except Refused as refusal:
                self.add_error("pause_last", refusal.reason)
        return data

    @property
    def pauses(self) -> Sequence[Pause]:
        return self.cleaned_data.get("pauses", ())
