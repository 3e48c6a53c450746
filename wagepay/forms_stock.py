"""The form of what a county has already: one workbook, its columns as they were recognised or corrected."""

from typing import Any

from django import forms

from portal.lib.forms import UploadField
from wagepay.forms import KINDS, MappingForm
from wagepay.workbooks.roster import FORM

MAX_BYTES = 20 * 1024 * 1024
PREFIX = "column"


class StockForm(forms.Form):
    """The file; a dry run first is the page's advice."""

    file = UploadField(label="存量花名册", kinds=KINDS, max_bytes=MAX_BYTES, help_text="xlsx、xls 或 csv；省平台导出的人员表也可以，加一列项目编码。")
    dry_run = forms.BooleanField(label="只核对，不入库", required=False, initial=True)


def mapping_form(mapping: dict[str, str], *args: Any) -> MappingForm:
    """Every field with the letter of its column."""
    return MappingForm(*args, prefix=PREFIX, fields=[(field.name, field.label, mapping.get(field.name, "")) for field in FORM.fields if field.parse])
