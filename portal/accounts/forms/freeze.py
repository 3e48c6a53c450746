"""Stopping a region's data."""

from django import forms


class FreezeForm(forms.Form):
    """Which region's data is stopped, why, and whether everybody is signed out."""

    region = forms.ModelChoiceField(label="范围", queryset=None, help_text="包括下级。", empty_label=None)
    reason = forms.CharField(label="原因", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写明发现了什么、谁报告的。")
    ends_sessions = forms.BooleanField(label="结束除您以外的所有登录", required=False, initial=True)

    def __init__(self, *args, regions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
