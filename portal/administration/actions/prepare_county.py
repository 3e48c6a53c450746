"""What a newly opened tenant starts with: its departments with their duties, its townships, a link for its first administrator."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from portal.accounts.actions.create_first_admin import invite_first_admin
from portal.accounts.rights import require
from portal.administration.data import usual_departments
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actions.add_region import add_region
from portal.tenancy.actions.register_organisation import Particulars, register_organisation
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Jurisdiction, Organisation, Region
from portal.tenancy.scope import Actor


def full_name(region: Region) -> str:
    """Districts are called by their city (阳泉市城区), counties by themselves."""
    return region.name if region.name.endswith(("县", "市")) or region.parent is None else f"{region.parent.name}{region.name}"


def department_name(region: Region, name: str) -> str:
    return f"{full_name(region)}{name}"


def missing_departments(region: Region) -> list[dict[str, str]]:
    """The usual departments nobody has entered for the region yet."""
    known = set(Organisation.objects.authorities_of(region).values_list("name", flat=True))
    return [row for row in usual_departments() if department_name(region, row["name"]) not in known]


def add_departments(*, actor: Actor, region: Region, names: Sequence[str]) -> list[Organisation]:
    """Enter the chosen ones with industries and duties; what is there already is left alone."""
    require(actor, "tenancy.open")
    with transaction.atomic():
        return [
            register_organisation(
                actor=actor,
                kind=OrganisationKind.AUTHORITY,
                name=department_name(region, row["name"]),
                particulars=Particulars(
                    short_name=row["short"], region=region, industries=row["industries"].split(), duties=row["duties"], duties_source=row["source"]
                ),
            )
            for row in missing_departments(region)
            if row["name"] in names
        ]


def add_townships(*, actor: Actor, region: Region, lines: str, document: str, on: dt.date) -> list[Region]:
    """One township a line, code and name; every faulty line is told and then none is saved."""
    require(actor, "tenancy.open")
    faults: list[str] = []
    made: list[Region] = []
    with transaction.atomic():
        for number, line in enumerate(lines.splitlines(), 1):
            if not line.strip():
                continue
            try:
                made.append(_township(actor, region, line, document, on))
            except Refused as refusal:
                faults.append(f"第 {number} 行：{refusal.reason}")
        if faults:
            raise Refused("".join(faults[:10]), "lines")
    return made


def _township(actor: Actor, region: Region, line: str, document: str, on: dt.date) -> Region:
    code, _, name = line.replace("\t", " ").replace(",", " ").replace("，", " ").strip().partition(" ")
    if not name.strip():
        raise Refused(f"“{line.strip()}”应是代码、空格、名称。", "line")
    if code[:6] != region.code:
        raise Refused(f"“{code}”不以 {region.code} 开头。", "code")
    with transaction.atomic():
        return add_region(actor=actor, parent=region, code=code, name=name, level=RegionLevel.TOWNSHIP, document=document, valid_from=None, on=on)


def invite_administrator(*, actor: Actor, jurisdiction: Jurisdiction) -> str:
    """The token of the one-time link; that it was made is recorded, the token is not."""
    require(actor, "tenancy.open")
    token = invite_first_admin(jurisdiction=jurisdiction)
    record(actor, "accounts.invite_first_admin", jurisdiction, region_id=jurisdiction.region_id)
    return token
