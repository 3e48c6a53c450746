"""To whom an instrument goes: which registered unit a typed name is, and which units the tenant's policy names."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from portal.documents.kinds import ADDRESSEES, UNIT, InstrumentKind
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import PolicySet

HANDLING_UNIT = "instruments.handling_unit"


@dataclass(frozen=True)
class Addressed:
    """The first unit, the further ones by id (西青's slip goes to street and department), and all of them in words."""

    unit: Organisation | None
    others: list[int]
    text: str


def addressed_to(spec: InstrumentKind, part: str, addressees: Mapping[str, Organisation | None], typed: str) -> Addressed:
    """``part`` may join several by +; what the officer typed goes first. A unit nobody registered is refused by its part."""
    wanted = part.split("+")
    units = [addressees.get(name) for name in wanted]
    present = list(dict.fromkeys(unit for unit in units if unit is not None))
    text = "、".join(unit.name for unit in present)
    if typed and (typed != text or units[0] is None):
        return Addressed(unit_named(typed, present[0] if present else None), [], typed)
    if units[0] is None:
        raise Refused(f"{spec.title}按规定发给{ADDRESSEES.get(wanted[0], wanted[0])}，但没有登记这个单位，请补充后再拟稿，或直接填写主送单位。", "no_addressee")
    return Addressed(present[0], [unit.pk for unit in present[1:]], text)


def refuse_own(organ: Organisation, to: Addressed) -> None:
    """No organ writes to itself: such a paper would be numbered, served and overdue on the very desk it came from."""
    if organ == to.unit or organ.pk in to.others or organ.name in to.text.split("、"):
        raise Refused(f"“{organ.name}”就是发文机关，文书不能发给自己，请改主送单位；由本单位办理的，直接在案件、线索里办。", "own_organ")


def default_text(part: str, addressees: Mapping[str, Organisation | None]) -> str:
    """The units of a part in words, for the form that drafts; empty where none is registered."""
    return "、".join(dict.fromkeys(unit.name for name in part.split("+") if (unit := addressees.get(name))))


def unit_named(text: str, known: Organisation | None = None) -> Organisation | None:
    """The unit of exactly this name: the one already known, else the only one registered under it.

    A name nobody or several bear leaves the letter without a unit on the portal: it is then served on paper, never to a
    wrong receiver.
    """
    if known is not None and text == known.name:
        return known
    found = list(Organisation.objects.bearing(text)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Choice:
    """The authorities from which a letter's 承办单位 is chosen, and the one that stands chosen at first."""

    units: QuerySet[Organisation]
    unit: Organisation | None


def choice_of_unit(part: str, region: Region, on: dt.date, handled_by: str = "", *, unit: str | None = None, sender: int | None = None) -> Choice | None:
    """Nothing for a letter that goes to no 承办单位. First stands the tenant's own default (or ``unit`` in its place), else who handles the file.

    The ``sender`` is not offered: nobody urges himself by letter.
    """
    if UNIT not in part.split("+"):
        return None
    near = Q(region__path__startswith=region.path) | Q(region_id__in=region.ancestor_ids)
    units = Organisation.objects.standing().filter(near, kind=OrganisationKind.AUTHORITY).select_related("region").order_by("region__path", "name_key")
    units = units.exclude(pk=sender) if sender else units
    name = (PolicySet(region, on, prefix="instruments.")[HANDLING_UNIT].value if unit is None else unit) or handled_by
    known = unit_named(name) if name else None
    return Choice(units, units.filter(pk=known.pk).first() if known else None)
