"""Forms of the papers that prove a duty, of the notice board and of the people it names."""

from typing import Any

from django import forms

from portal.lib.forms import DateField, MoneyField, PlainCharField, UploadField
from projects.actions.keep_contacts import Contact
from projects.board.poster import SIZES
from projects.models import Project, ProjectParty
from projects.proof_kinds import ASKED

PICTURES = (".jpg", ".jpeg", ".png")
PAPERS = (".pdf", *PICTURES)
OTHER = "other"


class ProofForm(forms.Form):
    """Asks for what the kind of paper has."""

    issuer = forms.CharField(label="出具单位", max_length=120)
    number = PlainCharField(label="文号或编号", max_length=80)
    amount = MoneyField(label="金额（元）")
    signed_on = DateField(label="签订或出具日期")
    expires_on = DateField(label="有效期至")
    period_from = DateField(label="周期起")
    period_to = DateField(label="周期止")
    upload = UploadField(label="扫描件", kinds=PAPERS, required=False, help_text="pdf、jpg、png。")
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = ASKED[kind]
        for name in ("issuer", "number", "amount", "expires_on", "period_from", "period_to"):
            if name not in asked.fields:
                del self.fields[name]
            else:
                self.fields[name].required = name in asked.required
        if "issuer" in self.fields:
            self.fields["issuer"].label = asked.issuer
        self.fields["amount"].label = asked.amount


class BoardForm(forms.Form):
    """Where, since when, and the photograph that proves it."""

    place = forms.ChoiceField(label="位置")
    other_place = forms.CharField(label="其他位置", max_length=60, required=False, help_text="上面没有的位置写在这里。")
    posted_on = DateField(label="张贴日期")
    photo = UploadField(
        label="照片", kinds=PICTURES, max_bytes=20 * 1024 * 1024, required=False, help_text="把整块牌和二维码拍清楚，平台读出二维码就不用再核对。"
    )
    photographed_on = DateField(label="拍摄日期", required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*((place, place) for place in places), (OTHER, "其他位置")]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        other = (data.pop("other_place", "") or "").strip()
        if data.get("place") == OTHER:
            if not other:
                self.add_error("other_place", "请写明位置。")
            data["place"] = other
        if data.get("photographed_on") and not data.get("photo") and "photo" not in self.errors:
            self.add_error("photo", "填了拍摄日期，请附上照片。")
        return data


class PrintForm(forms.Form):
    """Which board to print."""

    place = forms.ChoiceField(label="位置")
    size = forms.ChoiceField(label="幅面", choices=[(size, f"{size}（{wide} × {high} 毫米）") for size, (wide, high) in SIZES.items()])

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place, place) for place in places]


class ContactsForm(forms.Form):
    """The wage officer and one contact of each party on site; an empty number keeps the one that is stored."""

    def __init__(self, *args: Any, project: Project, parties: list[ProjectParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        self._pair("officer", "劳资专管员", project.wage_officer_name, project.wage_officer_phone)
        for party in parties:
            self._pair(f"party_{party.pk}", f"{party.organisation.name}（{party.get_part_display()}）联系人", party.contact_name, party.contact_phone)

    def _pair(self, name: str, label: str, person: str, phone: Any) -> None:
        self.fields[f"{name}_name"] = forms.CharField(label=label, max_length=60, required=False, initial=person)
        hint = f"现为 {phone}，不改的不填。" if phone else ""
        telephone = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        self.fields[f"{name}_phone"] = PlainCharField(label="电话", max_length=20, required=False, widget=telephone, help_text=hint)

    def contact(self, name: str) -> Contact:
        return Contact(self.cleaned_data[f"{name}_name"].strip(), self.cleaned_data[f"{name}_phone"].strip())

    @property
    def officer(self) -> Contact:
        return self.contact("officer")

    @property
    def of_parties(self) -> dict[int, Contact]:
        return {party.pk: self.contact(f"party_{party.pk}") for party in self.parties}
