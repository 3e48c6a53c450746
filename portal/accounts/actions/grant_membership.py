"""Give a person a role in an organisation."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.models import Membership, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


def grant_membership(
    *,
    actor: Actor,
    user: User,
    role: str,
    organisation: Organisation,
    on: dt.date,
    region: Region | None = None,
    industries: Sequence[str] = (),
    townships: Sequence[Region] = (),
    title: str = "",
    until: dt.date | None = None,
) -> Membership:
    """A role from a day on. Government roles stand for a region the administrator keeps, enterprise roles for their enterprise."""
    require(actor, "accounts.manage")
    return new_membership(
        actor=actor, user=user, role=role, organisation=organisation, on=on, region=region,
        industries=industries, townships=townships, title=title, until=until,
    )  # fmt: skip


def new_membership(
    *,
    actor: Actor,
    user: User,
    role: str,
    organisation: Organisation,
    on: dt.date,
    region: Region | None,
    industries: Sequence[str] = (),
    townships: Sequence[Region] = (),
    title: str = "",
    until: dt.date | None = None,
) -> Membership:
    """The membership itself, also for the first administrator, whose right is his token.

    三员分离 (GB/T 22239 8.1.4.2-d) is a constraint of the database; its sentence is what is refused here.
    """
    _check_place(actor, role, organisation, region)
    check_townships(role, region, townships)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        made = Membership(
            user=user, role=role, organisation=organisation, region=region, industries=list(industries),
            townships=[township.pk for township in townships], title=title, valid_from=on, valid_to=until,
        )  # fmt: skip
        _check_once(made)
        try:
            made.full_clean()
        except ValidationError as fault:
            raise Refused("".join(fault.messages), "membership") from None
        made.save()
        record(actor, "accounts.grant", made, detail={"user": user.username, "role": role, "organisation": organisation.name})
    return made


def _check_place(actor: Actor, role: str, organisation: Organisation, region: Region | None) -> None:
    if role in ENTERPRISE:
        if organisation.kind not in (OrganisationKind.ENTERPRISE, OrganisationKind.BANK) or region is not None:
            raise Refused("企业和银行的角色要选企业或银行，不选辖区。", "place")
        if (role == Role.BANK) != (organisation.kind == OrganisationKind.BANK):
            raise Refused("开户银行的角色只给银行，银行也只能是这个角色。", "place")
        return
    if role == Role.OPERATOR:
        # He keeps the public registers of all tenants and sees none of their rows, hence no region.
        if actor.role != SYSTEM_ROLE or region is not None or organisation.kind != OrganisationKind.EXTERNAL:
            raise Refused("平台运维只能在服务器上用 manage.py add_operator 建立。", "operator")
        return
    if region is None or organisation.kind != OrganisationKind.AUTHORITY:
        raise Refused("政府部门的角色要选机关单位和辖区。", "place")
    if region.pk not in actor.scope.read_regions:
        raise Refused(f"“{region.name}”不在您管理的辖区内。", "not_yours")


def check_townships(role: str, region: Region | None, townships: Sequence[Region]) -> None:
    if role == Role.GRID and not townships:
        raise Refused("网格员要写明负责的乡镇街道。", "townships")
    for township in townships:
        if township.level != RegionLevel.TOWNSHIP or region is None or region.pk not in township.ancestor_ids:
            raise Refused(f"“{township.name}”不是“{region.name if region else ''}”的乡镇街道。", "townships")


def _check_once(made: Membership) -> None:
    """The same post is not given for days on which the person has it already; the person is locked by the caller."""
    same = Membership.objects.filter(user=made.user, role=made.role, organisation=made.organisation, region=made.region, deputy_of__isnull=True)
    overlapping = same.exclude(valid_to__lt=made.valid_from)
    if made.valid_to is not None:
        overlapping = overlapping.exclude(valid_from__gt=made.valid_to)
    if overlapping.exists():
        raise Refused("这个人在这段时间已有同样的任职。", "twice")
