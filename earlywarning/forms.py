"""Forms of handling a warning."""

from django import forms

from earlywarning.enums import DisposalKind
from portal.accounts.models import Membership
from portal.lib.forms import DateField, ReasonForm, UploadField

PROOF_KINDS = (".pdf", ".jpg", ".jpeg", ".png")


class VerifyForm(forms.Form):
    """核实: what was looked at and found."""

    note = forms.CharField(
        label="核实情况", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清看了什么、问了谁、结果如何，不少于 10 个字。"
    )


class DisposeForm(forms.Form):
    """登记处置: one measure."""

    kind = forms.ChoiceField(label="处置方式", choices=DisposalKind.choices, widget=forms.RadioSelect)
    on = DateField(label="处置日期")
    note = forms.CharField(
        label="处置情况", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写清谁、何时、承诺什么，不少于 10 个字。"
    )
    file = UploadField(label="佐证", kinds=PROOF_KINDS, required=False, help_text="照片或扫描件，pdf、jpg、png。")


class ClearForm(forms.Form):
    """销号 on proof."""

    note = forms.CharField(
        label="销号依据",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写清凭什么认定原因已消除，例如回单号、到账日期、金额。",
    )
    proof = UploadField(label="佐证", kinds=PROOF_KINDS, help_text="没有佐证不能销号。银行回单、开户证明、现场照片等，pdf、jpg、png。")


class DecideForm(ReasonForm):
    """The second person's word on a false alarm."""

    agree = forms.ChoiceField(label="意见", choices=[("yes", "是误报"), ("no", "不是误报，退回办理")], widget=forms.RadioSelect)


class AssignForm(forms.Form):
    """交办: which inspector of the county."""

    user = forms.TypedChoiceField(label="承办监察员", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, inspectors: list[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(m.user_id, m.user.name) for m in inspectors]
        if len(inspectors) == 1:
            self.initial["user"] = inspectors[0].user_id


class ExtendForm(ReasonForm):
    """经批准延期."""

    due_on = DateField(label="新期限")
