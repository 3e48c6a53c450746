"""Form rendering: the field templates of Django 5.2 with the portal's parts."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

WIDE = (forms.Textarea, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.ClearableFileInput, forms.FileInput)
LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
BARE = (forms.CheckboxInput, *LISTS)


class PortalBoundField(forms.BoundField):
    """Gives each control its class, and says to assistive technology when it is wrong."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        classes = [widget.attrs.get("class", ""), attrs.get("class", ""), self._control_class(widget), "is-invalid" if self.errors else ""]
        joined = " ".join(dict.fromkeys(word for c in classes for word in c.split()))
        return attrs | ({"class": joined} if joined else {})

    @staticmethod
    def _control_class(widget: forms.Widget) -> str:
        if isinstance(widget, BARE):
            return ""
        return "form-select" if isinstance(widget, forms.Select) else "form-control"

    @property
    def is_wide(self) -> bool:
        """Takes the whole line: by its kind, or because the widget says so."""
        return isinstance(self.field.widget, WIDE) or getattr(self.field.widget, "is_wide", False)

    @property
    def is_list(self) -> bool:
        """Several controls under one name: the label becomes a legend."""
        return isinstance(self.field.widget, LISTS)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_id(self) -> str:
        """Where a link of the error summary leads: the control itself, or the first of a list."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.is_list else self.auto_id)


class PortalFormRenderer(TemplatesSetting):
    form_template_name = "parts/_form.html"
    field_template_name = "parts/_field.html"
    bound_field_class = PortalBoundField


# What Django says in the words of programmers ("确保该变量至少包含 5 字符"), said to people. Fields may still say it better.
PLAINLY = {
    forms.Field: {"required": "这一项要填。"},
    forms.CharField: {
        "min_length": "至少写 %(limit_value)d 个字，现在 %(show_value)d 个。",
        "max_length": "最多写 %(limit_value)d 个字，现在 %(show_value)d 个。",
    },
    forms.ChoiceField: {"invalid_choice": "没有“%(value)s”这个选项，请重新选择。"},
    forms.IntegerField: {"min_value": "不能小于 %(limit_value)s。", "max_value": "不能大于 %(limit_value)s。"},
    forms.DecimalField: {
        "max_digits": "数字太长，最多 %(max)s 位。",
        "max_decimal_places": "最多 %(max)s 位小数。",
        "max_whole_digits": "小数点前最多 %(max)s 位。",
    },
}


def speak_plainly() -> None:
    """Called once when the room is ready."""
    for field, words in PLAINLY.items():
        field.default_error_messages = {**field.default_error_messages, **words}
