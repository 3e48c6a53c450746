"""The matrix of rights as people read it: who may do what, and why; by role for a tenant, or for one person."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.enums import ENTERPRISE, Effect, Role
from portal.accounts.models import Membership, RightAdjustment
from portal.accounts.rights import Verb, verbs
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Cell:
    """One role and one verb: has it or not, and the document when a tenant decided so."""

    role: Role
    has: bool
    by: RightAdjustment | None = None

    @property
    def words(self) -> str:
        """What the cell says besides its mark."""
        if self.by is None:
            return "有" if self.has else "—"
        return "增加" if self.has else "收回"


@dataclass(frozen=True)
class Line:
    """One verb with a cell for each role."""

    verb: Verb
    cells: tuple[Cell, ...]

    @property
    def changed(self) -> list[RightAdjustment]:
        return [cell.by for cell in self.cells if cell.by is not None]

    @property
    def is_of_system(self) -> bool:
        return not self.verb.roles


@dataclass(frozen=True)
class Room:
    """The verbs of one room."""

    name: str
    lines: tuple[Line, ...]


def in_force(region: Region | None, on: dt.date) -> dict[tuple[str, str], RightAdjustment]:
    """(role, verb) -> the adjustment that holds in a region; the nearest tenant wins. One query."""
    if region is None:
        return {}
    rows = RightAdjustment.objects.in_force(on).filter(region_id__in=region.ancestor_ids).select_related("region", "proposed_by", "confirmed_by")
    return {(row.role, row.verb): row for row in sorted(rows, key=lambda row: (len(row.region.path), row.pk))}


def matrix(region: Region | None, on: dt.date, *, text: str = "", room: str = "", role: str = "") -> list[Room]:
    """All verbs room by room, narrowed by words of label, reason or name, by room, and to what one role has."""
    changed = in_force(region, on)
    lines = [_line(verb, changed) for verb in verbs()]
    wanted = [line for line in lines if _matches(line, text.strip(), room, role)]
    names = list(dict.fromkeys(line.verb.room for line in wanted))
    return [Room(name, tuple(line for line in wanted if line.verb.room == name)) for name in names]


def _line(verb: Verb, changed: dict[tuple[str, str], RightAdjustment]) -> Line:
    return Line(verb, tuple(_cell(verb, role, changed.get((role, verb.name))) for role in Role))


def _cell(verb: Verb, role: Role, by: RightAdjustment | None) -> Cell:
    by_code = role in verb.roles
    if by is None or (by.effect == Effect.GIVE) == by_code:
        return Cell(role, by_code)
    return Cell(role, not by_code, by)


def _matches(line: Line, text: str, room: str, role: str) -> bool:
    said = f"{line.verb.label}{line.verb.why}{line.verb.name}"
    has = any(cell.role == role and cell.has for cell in line.cells) if role else True
    return has and (not room or line.verb.room == room) and (not text or text in said)


@dataclass(frozen=True)
class Own:
    """One verb a person has, or no longer has, with the reason in words."""

    verb: Verb
    has: bool
    why: str


def rights_of(actor: Actor, region: Region | None, on: dt.date) -> list[tuple[str, list[Own]]]:
    """Room -> what the actor may do and why, and what his tenant took from his role. One query."""
    changed = in_force(region, on) if actor.role not in ENTERPRISE else {}
    found: dict[str, list[Own]] = {}
    for verb in verbs():
        own = _own(actor, verb, changed.get((actor.role, verb.name)))
        if own is not None:
            found.setdefault(verb.room, []).append(own)
    return list(found.items())


def _own(actor: Actor, verb: Verb, by: RightAdjustment | None) -> Own | None:
    if verb.name in actor.granted:
        return Own(verb, True, f"{by.region.name}依据“{by.document}”增加：{by.reason}" if by else "本租户增加")
    if actor.role not in verb.roles:
        return None
    if verb.name in actor.withdrawn:
        return Own(verb, False, f"{by.region.name}依据“{by.document}”收回：{by.reason}" if by else "本租户收回")
    return Own(verb, True, verb.why)


def who_is_touched(region: Region, role: str, on: dt.date) -> Iterable[Membership]:
    """The people whose rights a change would touch: the role's memberships of the region and below, in force on the day."""
    found = Membership.objects.valid_on(on).filter(role=role, user__is_active=True, region__path__startswith=region.path)
    return found.select_related("user", "organisation", "region").order_by("region__code", "user__name")
