"""A legal person on a form: credit code and name, typed; the register knows whether it is new."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.lib import uscc
from portal.lib.forms import PlainCharField
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.enrol_organisation import enrol_organisation
from projects.words import same_name, title


def name_field(label: str, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=f"{label}名称", max_length=120, required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def code_field(label: str, *, required: bool = False) -> PlainCharField:
    return PlainCharField(
        label=f"{label}统一社会信用代码", max_length=24, required=required, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "num"})
    )


def check_pair(form: forms.Form, data: dict[str, Any], prefix: str, label: str) -> None:
    """Both or neither; the code well formed; a known code under another name is said before anything is saved."""
    name, code = title(data.get(f"{prefix}_name") or ""), uscc.normalise(data.get(f"{prefix}_uscc") or "")
    data[f"{prefix}_name"], data[f"{prefix}_uscc"] = name, code
    if not name and not code:
        return
    if not code:
        form.add_error(f"{prefix}_uscc", f"填写了{label}名称，还要填信用代码。")
        return
    check = uscc.check(code)
    if not check.ok:
        form.add_error(f"{prefix}_uscc", check.reason)
        return
    known = Organisation.objects.filter(uscc=code).first()
    if known is None and not name:
        form.add_error(f"{prefix}_name", f"这个信用代码还没有登记过，请填写{label}名称。")
    elif known is not None and name and not any(same_name(one, name) for one in (known.name, *known.former_names.values_list("name", flat=True))):
        form.add_error(f"{prefix}_name", f"这个信用代码登记的是“{known.name}”，请核对。")
    elif known is not None:
        data[f"{prefix}_name"] = known.name


def enrolled(actor: Actor, data: dict[str, Any], prefix: str, kind: str = OrganisationKind.ENTERPRISE) -> Organisation | None:
    """The organisation of a checked pair, entered in the register when it is new; None where the pair is empty."""
    code = data.get(f"{prefix}_uscc")
    return enrol_organisation(actor=actor, name=data[f"{prefix}_name"], uscc=code, kind=kind) if code else None


def points(share: Decimal | None) -> str | None:
    """A share of one in the per cent a form asks for, written as people write it: ``20``, ``12.5``."""
    return None if share is None else f"{(share * 100).normalize():f}"
