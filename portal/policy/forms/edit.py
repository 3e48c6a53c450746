"""Setting a figure: the value, its document, from which day, why."""

from typing import Any

from django import forms

from portal.lib.errors import Refused
from portal.lib.forms import DateField, SentenceField
from portal.policy.forms.values import value_field
from portal.tenancy.enums import Certainty
from portal.tenancy.policy_keys import PolicyKey
from portal.tenancy.policy_values import stored

# A demonstration's figure is nobody's to enter.
CERTAINTIES = [choice for choice in Certainty.choices if choice[0] != Certainty.DEMO]


class PolicyForm(forms.Form):
    source = SentenceField(label="依据文件", max_length=200, help_text="写文号和名称，例如“阳人社发〔2026〕12号《……的通知》”或会议纪要。")
    certainty = forms.ChoiceField(label="确定度", choices=CERTAINTIES)
    valid_from = DateField(label="生效日期", help_text="可以是将来的日子；补录过去的日子不改变已经产生的结果。")
    reason = forms.CharField(label="理由", min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写入操作记录。")

    def __init__(self, *args: Any, key: PolicyKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.fields["value"] = value_field(key)
        self.order_fields(["value", "source", "certainty", "valid_from", "reason"])

    def clean_value(self) -> Any:
        try:
            return stored(self.key, self.cleaned_data["value"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.reason) from refusal


class EndForm(forms.Form):
    valid_to = DateField(label="自哪一天起不再用")
    reason = forms.CharField(label="理由", min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写入操作记录。")
