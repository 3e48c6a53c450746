"""Filter forms as people read them: tiles for a few choices, calendars for days, “不限” instead of dashes and “未知”."""

from django import forms
from django_filters.fields import DateRangeField

FEW = 8
ANY = "不限"
YES_OR_NO = (("", ANY), ("true", "是"), ("false", "否"))


def humane(form: forms.Form) -> forms.Form:
    """Give each control of a FilterSet's form its better widget; names and values stay."""
    for field in form.fields.values():
        if isinstance(field, DateRangeField):
            for end in field.widget.widgets:
                end.input_type = "date"
        elif isinstance(field, forms.NullBooleanField):
            field.widget.choices = YES_OR_NO
        elif isinstance(field.widget, forms.SelectMultiple) and not isinstance(field, forms.ModelMultipleChoiceField) and len(field.choices) <= FEW:
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
    return form
