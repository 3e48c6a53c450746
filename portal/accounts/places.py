"""From what an administrator types to the organisation, region and townships of a role; the same for form and import."""

from dataclasses import dataclass, field

from portal.accounts.enums import ENTERPRISE, Role
from portal.lib.errors import Refused
from portal.lib.text import compact, tidy
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Place:
    """What ``grant_membership`` asks for."""

    organisation: Organisation
    region: Region | None = None
    townships: list[Region] = field(default_factory=list)


class NotFound(Refused):
    """``column`` says which of the typed texts does not fit."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason, column)
        self.column = column


def find_place(actor: Actor, *, role: str, organisation: str, region: Region | None, townships: str = "") -> Place:
    """Authorities by name in their region; enterprises and banks by credit code or full name, and without a region."""
    if role in ENTERPRISE:
        return Place(_enterprise(organisation, bank=role == Role.BANK))
    if region is None:
        raise NotFound("region", "政府部门的角色要写明辖区。")
    return Place(_authority(organisation, region), region, [_township(name, region) for name in _names(townships)])


def find_region(actor: Actor, text: str) -> Region | None:
    """A region of the administrator's by code or by name; nothing for an empty text."""
    wanted = compact(text)
    if not wanted:
        return None
    own = Region.objects.filter(pk__in=actor.scope.read_regions).exclude(level=RegionLevel.TOWNSHIP)
    found = list(own.filter(code=wanted.upper())) or list(own.filter(name=wanted))
    if len(found) != 1:
        raise NotFound("region", f"您管理的辖区里没有“{wanted}”，请写全称或区划代码。" if not found else f"有 {len(found)} 个“{wanted}”，请写区划代码。")
    return found[0]


def _authority(text: str, region: Region) -> Organisation:
    name = tidy(text)
    found = Organisation.objects.authorities_of(region).filter(name=name).first()
    if found is None:
        raise NotFound("organisation", f"{region.name}没有名为“{name}”的机关单位，请写全称。")
    return found


def _enterprise(text: str, *, bank: bool) -> Organisation:
    kind, word = (OrganisationKind.BANK, "银行") if bank else (OrganisationKind.ENTERPRISE, "企业")
    wanted = tidy(text)
    rows = Organisation.objects.filter(kind=kind)
    found = list(rows.filter(uscc=compact(wanted).upper())[:1]) or list(rows.filter(name=wanted)[:2])
    if len(found) != 1:
        raise NotFound("organisation", f"没有登记名为“{wanted}”的{word}，请写全称或统一社会信用代码。" if not found else f"有几家“{wanted}”，请写信用代码。")
    return found[0]


def _township(name: str, region: Region) -> Region:
    found = Region.objects.subtree(region).townships().filter(name=name).first()
    if found is None:
        raise NotFound("townships", f"{region.name}没有名为“{name}”的乡镇街道。")
    return found


def _names(text: str) -> list[str]:
    return [name for name in tidy(text).replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if name]
