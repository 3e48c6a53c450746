"""Forms about one person of a site."""

from typing import Any

from django import forms

from portal.lib.forms import CodeField, PlainCharField, UploadField
from wagepay.actions.keep_person_papers import MOST_FILES
from wagepay.enums import PayWay, PersonPaperKind

PAPER_KINDS = (".jpg", ".jpeg", ".png", ".pdf")


class ManyFilesInput(forms.FileInput):
    """Several files from one control."""

    allow_multiple_selected = True


class ManyFilesField(UploadField):
    """Each file by the rules of one; at most so many."""

    def __init__(self, *, most: int, kinds: tuple[str, ...], **kwargs: Any) -> None:
        self.most = most
        super().__init__(kinds=kinds, widget=ManyFilesInput(attrs={"accept": ",".join(kinds), "multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list:
        given = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not given:
            raise forms.ValidationError("请选择文件。", code="required")
        if len(given) > self.most:
            raise forms.ValidationError(f"一次最多 {self.most} 个文件，请分几次上传。", code="too_many")
        return [super(ManyFilesField, self).clean(file, None) for file in given]


class PapersForm(forms.Form):
    kind = forms.ChoiceField(label="材料种类", choices=PersonPaperKind.choices)
    files = ManyFilesField(
        label="扫描件",
        most=MOST_FILES,
        kinds=PAPER_KINDS,
        help_text=f"文件名写身份证号或姓名，例如“李某某.pdf”；一次最多 {MOST_FILES} 个。",
        max_bytes=10 * 1024 * 1024,
    )


class PayWayForm(forms.Form):
    way = forms.ChoiceField(label="支付方式", choices=PayWay.choices, widget=forms.RadioSelect)
    card = CodeField(label="新的卡号", max_length=30, required=False, help_text="本人名下，哪家银行都可以；不换卡的留空。")
    bank_name = PlainCharField(label="开户行", max_length=80, required=False)
    way_reason = PlainCharField(label="不用银行卡的原因", max_length=120, required=False, help_text="工人本人的要求；不得强制，也不得用来规避专户。")
    reason = forms.CharField(label="变更的原因", min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ElsewhereForm(forms.Form):
    reason = forms.CharField(label="为什么要查", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
