"""Find or enter an organisation: one row per legal person, the same for every tenant."""

from collections.abc import Sequence

from django.db import transaction

from portal.audit.log import record
from portal.lib import uscc
from portal.lib.errors import Refused
from portal.lib.text import tidy
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


def register_organisation(
    *,
    actor: Actor,
    kind: str,
    name: str,
    code: str = "",
    region: Region | None = None,
    short_name: str = "",
    industries: Sequence[str] = (),
    is_state_owned: bool = False,
) -> Organisation:
    """The organisation of this credit code (enterprises, banks) or of this name in this region (organs); made if unknown.

    A code that is known under another name is refused: one of the two is mistyped, and the register decides which.
    """
    name, number = tidy(name), _number(code) if code else None
    if not name:
        raise Refused("单位名称没有填写。", "name")
    known = _known(kind, name, number, region)
    if known is not None:
        return known
    with transaction.atomic():
        made = Organisation(
            kind=kind,
            name=name,
            short_name=tidy(short_name),
            uscc=number,
            region=region,
            industries=list(industries),
            is_state_owned=is_state_owned,
        )
        made.full_clean()
        made.save()
        record(actor, "tenancy.register_organisation", made, region_id=region.pk if region else actor.region_id)
    return made


def _number(code: str) -> str:
    checked = uscc.check(code)
    if not checked.ok:
        raise Refused(checked.reason, "uscc")
    return checked.code


def _known(kind: str, name: str, number: str | None, region: Region | None) -> Organisation | None:
    if number is None:
        return Organisation.objects.filter(kind=kind, name=name, region=region).first()
    found = Organisation.objects.filter(uscc=number).first()
    if found is None:
        return None
    if found.name != name:
        raise Refused(f"统一社会信用代码 {number} 已登记为“{found.name}”，与“{name}”不是同一单位，请核对代码和名称。", "uscc_taken")
    if found.kind != kind:
        raise Refused(f"“{found.name}”已登记为{OrganisationKind(found.kind).label}，不能再登记为{OrganisationKind(kind).label}。", "kind_taken")
    return found
