"""What the register already knows of the things a ledger names, read in a few queries before the rows are judged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.lib.sheets.listing import Row
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.ledger.form import PARTIES
from projects.models import Project
from projects.words import plain

CITY_ITSELF = ("市本级", "市直", "本级")


@dataclass
class Known:
    """Regions and townships by name or code, organisations by code and by name, projects by code and by name."""

    root: Region
    regions: dict[str, Region] = field(default_factory=dict)
    townships: dict[tuple[int, str], Region] = field(default_factory=dict)
    by_uscc: dict[str, Organisation] = field(default_factory=dict)
    by_name: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, Project] = field(default_factory=dict)
    by_place: dict[tuple[int, str], list[Project]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_city(self) -> bool:
        return self.root.level == RegionLevel.CITY


def load(actor: Actor, root: Region, rows: Sequence[Row]) -> Known:
    """Everything the rows may refer to, as far as the actor may see it."""
    known = Known(root)
    for region in Region.objects.subtree(root):
        if region.level == RegionLevel.TOWNSHIP:
            known.townships[region.parent_id, plain(region.name)] = region
        else:
            known.regions |= {plain(region.name): region, plain(region.code): region}
    known.regions |= {plain(word): root for word in CITY_ITSELF}
    _organisations(known, rows)
    projects = Project.objects.visible_to(actor).in_regions([region.pk for region in known.regions.values()])
    for project in projects.select_related("region", "owner", "general_contractor", "township"):
        known.by_code[project.code.upper()] = project
        known.by_place[project.region_id, plain(project.name)].append(project)
    return known


def _organisations(known: Known, rows: Sequence[Row]) -> None:
    codes = {row.values[f"{prefix}_uscc"] for row in rows for prefix in PARTIES if f"{prefix}_uscc" in row.values}
    names = {row.values[f"{prefix}_name"] for row in rows for prefix in PARTIES if f"{prefix}_name" in row.values}
    for organisation in Organisation.objects.filter(uscc__in=codes):
        known.by_uscc[organisation.uscc] = organisation
    for organisation in Organisation.objects.filter(name__in=names):
        known.by_name[plain(organisation.name)].append(organisation)
