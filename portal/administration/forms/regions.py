"""Forms of the tree of divisions."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.lib.forms import CodeField, DateField, PlainCharField, SentenceField, UploadField
from portal.tenancy.actions.tree import ABOVE
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region

PAPER = "民政部门批复或公告的文号，如“晋政函〔2026〕12号”。"


def document_field() -> forms.CharField:
    return SentenceField(label="依据文件", max_length=200, help_text=PAPER)


class RegionForm(forms.Form):
    """A new node below a given one."""

    level = forms.ChoiceField(label="级别")
    name = PlainCharField(label="名称", max_length=60)
    code = CodeField(label="区划代码", max_length=12, help_text="县区 6 位，乡镇街道 9 位；没有国标码的功能区用市码前四位加两个字母，如 1403GX。")
    valid_from = DateField(label="启用日期", required=False, help_text="一直就有的可以不填。")
    document = document_field()

    def __init__(self, *args: Any, parent: Region | None, townships_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [level for level, above in ABOVE.items() if (parent.level if parent else None) in above]
        if townships_only:
            fitting = [level for level in fitting if level == RegionLevel.TOWNSHIP]
        self.fields["level"].choices = [(level.value, level.label) for level in fitting]


class RenameForm(forms.Form):
    name = PlainCharField(label="新名称", max_length=60)
    code = CodeField(label="新代码", max_length=12, help_text="没有换码的保持不变；旧代码按日期留存，仍可查到。")
    on = DateField(label="变更日期", help_text="新名称、新代码自这一天起使用。")
    document = document_field()


class CloseForm(forms.Form):
    on = DateField(label="撤销日期")
    document = document_field()


class MergeForm(forms.Form):
    target = forms.ModelChoiceField(label="并入", queryset=Region.objects.none(), empty_label="请选择承接的辖区")
    on = DateField(label="并入日期")
    document = document_field()
    sure = forms.BooleanField(label="已核对随迁的行数，知道合并后不能撤回")

    def __init__(self, *args: Any, targets: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets


class SplitForm(forms.Form):
    target = forms.ModelChoiceField(label="划入", queryset=Region.objects.none(), empty_label="请选择划入的辖区")
    townships = forms.ModelMultipleChoiceField(
        label="划转的乡镇街道",
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="其中的项目、用人单位和网格员一起划转。",
    )
    projects = forms.CharField(
        label="另外划转的项目", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="项目编码，一行一个；不随乡镇走的项目写在这里。"
    )
    on = DateField(label="划转日期")
    document = document_field()
    sure = forms.BooleanField(label="已核对划转的范围，知道划转后不能撤回")

    def __init__(self, *args: Any, source: Region, targets: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets
        self.fields["townships"].queryset = source.children.townships()

    def clean_projects(self) -> list[str]:
        return [code.strip().upper() for code in self.cleaned_data["projects"].splitlines() if code.strip()]


class RegionImportForm(forms.Form):
    file = UploadField(label="区划表", kinds=(".csv", ".xlsx"), max_bytes=5 * 1024 * 1024, help_text="CSV（UTF-8 或 GBK）或 xlsx 的第一张表，第 1 行是列名。")
    document = document_field()
    dry_run = forms.BooleanField(label="只检查，列出将要发生的变更，不保存", required=False, initial=True)
