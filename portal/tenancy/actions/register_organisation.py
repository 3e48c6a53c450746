"""Enter an organisation of any kind; a wrong check sign of its credit code is a warning somebody confirms, never a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.audit.log import record
from portal.lib import uscc as codes
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor

LEGAL_PERSONS = (OrganisationKind.ENTERPRISE, OrganisationKind.BANK)


@dataclass(frozen=True)
class Particulars:
    """What the register holds of an organisation besides its kind and its name."""

    short_name: str = ""
    uscc: str = ""
    region: Region | None = None
    industries: Sequence[str] = ()
    is_state_owned: bool = False
    parent: Organisation | None = None
    duties: str = ""
    duties_source: str = ""


def register_organisation(*, actor: Actor, kind: str, name: str, particulars: Particulars, confirmed: bool = False) -> Organisation:
    """A new row of the public register. One code is one row; authorities are known by name and region."""
    name = tidy(name)
    if not name:
        raise Refused("单位名称没有填写。", "name")
    with transaction.atomic():
        made = Organisation(kind=kind, name=name)
        _fill(made, actor, particulars, confirmed)
        _check_new(made)
        save_checked(made)
        record(
            actor,
            "tenancy.register_organisation",
            made,
            region_id=made.region_id,
            detail={"kind": kind, "uscc": made.uscc, "confirmed": made.uscc_confirmed_by},
        )
    return made


def update_organisation(*, actor: Actor, organisation: Organisation, particulars: Particulars, confirmed: bool = False) -> Organisation:
    """Change anything but the kind and the name, which has an act of its own."""
    with transaction.atomic():
        found = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        before = {name: str(getattr(found, name)) for name in _NAMES}
        _fill(found, actor, particulars, confirmed)
        if found.uscc and Organisation.objects.filter(uscc=found.uscc).exclude(pk=found.pk).exists():
            raise Refused(f"统一社会信用代码 {found.uscc} 已登记在另一个单位名下，同一家请用“合并”。", "uscc_taken")
        save_checked(found)
        after = {name: str(getattr(found, name)) for name in _NAMES}
        changed = {name: [before[name], after[name]] for name in _NAMES if before[name] != after[name]}
        record(actor, "tenancy.update_organisation", found, region_id=found.region_id, detail={"changed": changed})
    return found


_NAMES = ("short_name", "uscc", "region_id", "industries", "is_state_owned", "parent_id", "duties", "duties_source")


def _fill(found: Organisation, actor: Actor, particulars: Particulars, confirmed: bool) -> None:
    code = _checked_code(found.kind, particulars.uscc)
    warning = codes.check(code).warning if code else ""
    if warning and not confirmed and found.uscc != code:
        raise Refused(warning + "请勾选“已对照营业执照核对”后再登记。", "uscc_check")
    if not warning:
        found.uscc_confirmed_by = ""
    elif confirmed:
        found.uscc_confirmed_by = actor.name
    found.uscc = code or None
    found.short_name, found.region, found.industries = tidy(particulars.short_name), particulars.region, list(particulars.industries)
    found.is_state_owned, found.parent = particulars.is_state_owned, particulars.parent
    found.duties, found.duties_source = particulars.duties.strip(), sentence(particulars.duties_source)
    _check_parent(found)


def _checked_code(kind: str, raw: str) -> str:
    if not raw.strip() and kind not in LEGAL_PERSONS:
        return ""
    check = codes.check(raw)
    if not check.ok:
        raise Refused(check.reason, "uscc")
    return check.code


def _check_parent(found: Organisation) -> None:
    parent = found.parent
    if parent is None:
        return
    if parent.kind != found.kind:
        raise Refused(f"上级单位“{parent.name}”是{parent.get_kind_display()}，与本单位的类别不同。", "parent")
    above = parent
    while above is not None:
        if above.pk and above.pk == found.pk:
            raise Refused("上级单位不能是自己或自己的下级。", "parent")
        above = above.parent
    if found.duties and not found.duties_source:
        raise Refused("写了职责，还要写依据文件。", "duties_source")


def _check_new(made: Organisation) -> None:
    if made.duties and not made.duties_source:
        raise Refused("写了职责，还要写依据文件。", "duties_source")
    known = Organisation.objects.filter(uscc=made.uscc).first() if made.uscc else None
    if known:
        raise Refused(f"统一社会信用代码 {made.uscc} 已登记为“{known.name}”。", "uscc_taken")
    if made.kind == OrganisationKind.AUTHORITY and made.region is None:
        raise Refused("机关单位要选所在辖区。", "region")
    if not made.uscc and Organisation.objects.standing().filter(kind=made.kind, name=made.name, region=made.region).exists():
        raise Refused(f"“{made.name}”已经登记过。", "known")


def save_checked(row: Organisation) -> None:
    """Save a row the model accepts, or refuse in its words."""
    try:
        row.full_clean()
    except ValidationError as fault:
        raise Refused("".join(fault.messages), "organisation") from None
    row.save()
