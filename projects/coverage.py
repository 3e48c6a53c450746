"""The coverage of a place: each line of a checklist against each county or township, and the squares of its map."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.checklists import CHECKLISTS, Checklist, in_use
from projects.queries.coverage import ALL, COUNTY, TOWNSHIP, Share, shares, squares
from projects.systems.mechanism import ASPECTS, Item

EMPTY: dict[str, Share] = {}
MOST_SQUARES = 400  # of one place; a square more could not be told from its neighbour


@dataclass(frozen=True)
class Cell:
    """One lamp of one place: the share, and the projects that are not green."""

    place: str
    share: Share | None
    url: str


@dataclass(frozen=True)
class Line:
    """One lamp of one line of the checklist, over all places."""

    title: str
    law: str
    aspect: str
    key: str
    total: Cell
    cells: tuple[Cell, ...]


def places_of(actor: Actor) -> tuple[list[Region], str]:
    """What stands in the columns: the counties the actor reads, or the townships of his only one."""
    counties = list(Region.objects.filter(pk__in=actor.scope.read_regions).counties().order_by("code"))
    if len(counties) != 1:
        return counties, COUNTY
    townships = Region.objects.filter(parent=counties[0], level=RegionLevel.TOWNSHIP).standing().order_by("code")
    return list(townships), TOWNSHIP


def lists_of(actor: Actor, on: dt.date) -> list[Checklist]:
    """The checklists of the actor's place; the national ones where he has none."""
    region = Region.objects.filter(pk=actor.region_id).first() if actor.region_id else None
    return in_use(PolicySet(region, on)) if region else [CHECKLISTS["five"], CHECKLISTS["further"]]


def lamp_keys(checklist: Checklist) -> list[tuple[Item, str, str]]:
    """Each lamp of the list with its item and aspect; an item has a lamp of an aspect when an element asks for it."""
    return [
        (item, aspect, checklist.lamp_key(item, aspect))
        for item in checklist.items
        for aspect in ASPECTS
        if any(element.aspect == aspect for element in item.elements)
    ]


def coverage(actor: Actor, checklist: Checklist, places: Sequence[Region], by: str) -> list[Line]:
    """Every lamp against every place; ``Region`` ids outside the actor's scope are never asked for."""
    lamps = lamp_keys(checklist)
    found = shares(actor, sorted(actor.scope.read_regions), [key for _, _, key in lamps], by=by)
    return [
        Line(
            item.title,
            item.law,
            ASPECTS[aspect],
            key,
            _cell("合计", found.get(ALL, EMPTY), key, {}),
            tuple(_cell(place.name, found.get(place.pk, EMPTY), key, {by: place.pk}) for place in places),
        )
        for item, aspect, key in lamps
    ]


def _cell(place: str, lamps: dict[str, Share], key: str, where: dict[str, int]) -> Cell:
    share = lamps.get(key)
    url = f"{reverse('project_list')}?{urlencode({'state': 'unfinished', 'lamp': key, **where})}" if share and share.lacking else ""
    return Cell(place, share, url)


@dataclass(frozen=True)
class Square:
    """One project on the map: its worst lamp of the checklist, and its page."""

    name: str
    url: str
    mark: str


@dataclass(frozen=True)
class Tile:
    """One place on the map."""

    region: Region
    url: str
    squares: tuple[Square, ...] = ()
    projects: int = 0
    green: int = 0

    @property
    def left_out(self) -> int:
        return self.projects - len(self.squares)


def tiles(actor: Actor, checklist: Checklist, places: Sequence[Region], by: str) -> list[Tile]:
    """A square for each unfinished project, worst first; no outline of a place is drawn, hence no map has to be bought."""
    keys = [key for _, _, key in lamp_keys(checklist)]
    found: dict[int, list[tuple]] = {}
    for row in squares(actor, sorted(actor.scope.read_regions), keys, by=by, most=MOST_SQUARES):
        found.setdefault(row[0], []).append(row)
    address = f"{reverse('project_list')}?state=unfinished&{by}="
    return [_tile(place, f"{address}{place.pk}", found.get(place.pk, [])) for place in places]


def _tile(place: Region, url: str, rows: Sequence[tuple]) -> Tile:
    if not rows:
        return Tile(place, url)
    shown = tuple(Square(name, reverse("project", args=[code]), mark) for _, code, name, mark, _, _ in rows)
    return Tile(place, url, shown, rows[0][4], rows[0][5])
