"""Filters that leave a {{字段}} as it is: the built-in words as a tenant may take them over (``wording.skeleton``)."""

from typing import Any

from django import template

from portal.documents.templatetags import gongwen

register = template.Library()


@register.filter
def chinese_date(value: Any) -> str:
    return value if _is_field(value) else gongwen.chinese_date(value)


@register.filter
def yuan(value: Any) -> str:
    return value if _is_field(value) else gongwen.yuan(value)


@register.filter
def wan(value: Any) -> str:
    """The built-in words write 万元 themselves; a tenant's field brings its unit along."""
    return value.replace("}}", "|万元}}") if _is_field(value) else gongwen.wan(value)


@register.filter
def capital(value: Any) -> str:
    return value.replace("}}", "|大写}}") if _is_field(value) else gongwen.capital(value)


def _is_field(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("{{")
