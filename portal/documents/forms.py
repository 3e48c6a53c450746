"""Forms of instruments and of exports."""

from typing import Any

from django import forms

from portal.documents import placeholders, sniff
from portal.documents.addressee import Choice
from portal.documents.enums import ExportFormat, ServiceMethod
from portal.documents.kinds import UNIT, Fact, InstrumentKind
from portal.documents.models import Instrument, StoredFile
from portal.lib.errors import Refused
from portal.lib.forms import DateField, MoneyField, UploadField
from portal.tenancy.models import Organisation

UPLOADS = tuple(f".{kind}" for kind in sniff.DOCUMENTS)
PAPERS = tuple(f".{kind}" for kind in sniff.PAPERS)


class DraftForm(forms.Form):
    """One field for each fact of the kind, then to whom it goes."""

    addressee_text = forms.CharField(label="主送", max_length=200, help_text="单位全称")
    cc = forms.CharField(label="抄送", max_length=300, required=False, help_text="几个单位用逗号隔开，不写句号")
    contact = forms.CharField(label="联系方式", max_length=120, required=False, help_text="例如 联系人：李某某，联系电话：0353-0000000")

    def __init__(self, *args: Any, kind: InstrumentKind, choice: Choice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if choice is not None:
            self._offer(choice)
        for fact in kind.facts:
            # The answer's day may stay empty: the tenant's number of days fills it.
            self.fields[f"fact_{fact.key}"] = _field(fact, required=fact.required and fact.key != "reply_by")
        self.order_fields([*(f"fact_{fact.key}" for fact in kind.facts), "unit"])

    def _offer(self, choice: Choice) -> None:
        """The 承办单位 is chosen; only one that is not registered is written by hand."""
        self.fields["unit"] = forms.ModelChoiceField(
            choice.units, label="承办单位", required=False, empty_label="不在列表中，写在“主送”里", initial=choice.unit
        )
        typed = self.fields["addressee_text"]
        typed.required, typed.help_text = False, "承办单位不在列表中才填，写单位全称"
        self.initial["addressee_text"] = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "unit" not in self.fields or self.errors:
            return data
        if data["unit"] and data["addressee_text"]:
            self.add_error("addressee_text", "已选了承办单位，这里请留空；要写别的单位，先把承办单位改为“不在列表中”。")
        if not data["unit"] and not data["addressee_text"]:
            self.add_error("unit", "请选承办单位；不在列表中的，写在“主送”里。")
        return data

    @property
    def texts(self) -> dict[str, str]:
        """To whom, with copies to whom, whom to call."""
        return {name: self.cleaned_data[name] for name in ("addressee_text", "cc", "contact")}

    @property
    def chosen(self) -> dict[str, Organisation]:
        """The 承办单位 as an addressee, where one was chosen."""
        unit = self.cleaned_data.get("unit")
        return {UNIT: unit} if unit else {}

    @property
    def facts(self) -> dict[str, Any]:
        return {fact.key: self.cleaned_data[f"fact_{fact.key}"] for fact in self.kind.facts}


def _field(fact: Fact, *, required: bool) -> forms.Field:
    common = {"label": fact.label, "required": required, "help_text": fact.help_text}
    match fact.kind:
        case "date":
            return DateField(**common)
        case "money":
            return MoneyField(**common)
        case "int":
            return forms.IntegerField(min_value=0, **common)
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **common)
    return forms.CharField(max_length=200, **common)


class ReviseForm(forms.ModelForm):
    """The text of a draft. ``version`` notices that somebody else was faster."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reply_due_on = DateField(label="回复期限", required=False, help_text="正文里的日期要一并改")
    attachment_names = forms.CharField(label="附件名称", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="每行一个，不写序号")

    class Meta:
        model = Instrument
        fields = ("title", "addressee_text", "body", "cc", "contact")
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "body": forms.Textarea(attrs={"rows": 22})}
        help_texts = {
            "title": "需要分行时按回车",
            "body": "一行一段。“一、”开头排黑体，“（一）”开头到句号排楷体，其余排仿宋",
            "cc": "几个单位用逗号隔开，不写句号",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {
            "version": self.instance.version,
            "reply_due_on": self.instance.reply_due_on,
            "attachment_names": "\n".join(self.instance.attachments),
        }

    @property
    def changes(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("version")
        names = data.pop("attachment_names").splitlines()
        return {**data, "attachments": [name.strip() for name in names if name.strip()]}


class ServeForm(forms.Form):
    """How it got there."""

    method = forms.ChoiceField(label="送达方式", choices=ServiceMethod.choices, widget=forms.RadioSelect)
    served_on = DateField(label="送达日期")
    received_by = forms.CharField(label="签收人", max_length=80, required=False, help_text="留置送达写见证人，邮寄写回执上的收件人")
    receipt = UploadField(label="送达回证", kinds=UPLOADS, required=False, help_text="回证扫描件；张贴送达上传现场照片；公告送达自公告之日起满三十日视为送达")


class ReplyForm(forms.Form):
    """What the addressee answered."""

    replied_on = DateField(label="回复日期")
    text = forms.CharField(label="回复内容", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    attachment = UploadField(label="书面回复", kinds=PAPERS, required=False, help_text="盖章扫描件、照片或 Word 文档")


class WithdrawForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="撤回原因", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="文号保留并注明作废")


class ExportForm(forms.Form):
    """Which kind of file, and whether numbers stand in full; that needs a purpose and a second person."""

    form = forms.ChoiceField(label="格式", choices=ExportFormat.choices, initial=ExportFormat.XLSX, help_text="PDF 打印版最多 5000 条。")
    is_full = forms.BooleanField(label="导出完整号码（要第二人批准，24 小时内下载）", required=False)
    reason = forms.CharField(
        label="用途", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="导出完整号码时必填，审批人和审计员会看到。"
    )

    def __init__(self, *args, may_full: bool, full: bool, forms: tuple[ExportFormat, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(form.value, form.label) for form in forms]
        self.fields["form"].initial = forms[0]
        if may_full:
            self.fields["is_full"].initial = full
        else:
            del self.fields["is_full"], self.fields["reason"]

    def clean(self) -> dict:
        data = super().clean()
        data.setdefault("reason", "")
        return data


class SendBackForm(forms.Form):
    """What is to be changed."""

    reason = forms.CharField(label="退回意见", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="拟稿人据此修改")


class HoldForm(forms.Form):
    """Why a file must stay, and whether its whole project."""

    reason = forms.CharField(label="保全理由", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写明案号、审计或督查文件")
    whole_project = forms.BooleanField(label="同一项目的全部文件一并保全", required=False)

    def __init__(self, *args: Any, stored: StoredFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stored.project_id is None:
            self.fields["whole_project"].widget = forms.HiddenInput()


class TemplateForm(forms.Form):
    """A tenant's own words for one kind; unknown fields are named at once. Words can be tried before they have a document."""

    heading = forms.CharField(label="标题", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="需要分行时按回车")
    body = forms.CharField(label="正文", max_length=20000, widget=forms.Textarea(attrs={"rows": 22}), help_text="一行一段；字段全部为空的一行自动省去")
    source = forms.CharField(label="依据文件", max_length=200, help_text="文号或领导小组会议纪要")
    valid_from = DateField(label="启用日期")

    def __init__(self, *args: Any, kind: InstrumentKind, tried_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if tried_only:
            self.fields["source"].required = self.fields["valid_from"].required = False

    def clean_heading(self) -> str:
        return self._checked("heading")

    def clean_body(self) -> str:
        return self._checked("body")

    def _checked(self, name: str) -> str:
        try:
            placeholders.check(self.cleaned_data[name], self.kind)
        except Refused as refusal:
            raise forms.ValidationError(refusal.reason, code=refusal.code) from refusal
        return self.cleaned_data[name]
