"""What a place says on every board: the number of its labour inspection, and its authorities by industry."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Jurisdiction, Organisation, Region

INSPECTION = "12333"


@dataclass(frozen=True)
class Local:
    """Of one region on one day."""

    hotline: str = INSPECTION
    tenant: str = ""
    departments: dict[str, str] = field(default_factory=dict)  # industry -> name


def locals_of(regions: Sequence[Region], on: dt.date) -> dict[int, Local]:
    """By region, in three queries however many there are; an authority of the nearest node above serves where the county has none."""
    nodes = {pk for region in regions for pk in region.ancestor_ids}
    tenants = {found.region_id: found for found in Jurisdiction.objects.filter(region_id__in=nodes)}
    organs: dict[int, list[Organisation]] = {}
    authorities = Organisation.objects.standing().filter(kind=OrganisationKind.AUTHORITY, region_id__in=nodes).exclude(industries=[])
    for organ in authorities.prefetch_related("former_names").order_by("pk"):
        organs.setdefault(organ.region_id, []).append(organ)
    return {region.pk: _local(region, tenants, organs, on) for region in regions}


def _local(region: Region, tenants: dict[int, Jurisdiction], organs: dict[int, list[Organisation]], on: dt.date) -> Local:
    tenant = next((tenants[pk] for pk in reversed(region.ancestor_ids) if pk in tenants), None)
    departments: dict[str, str] = {}
    for pk in region.ancestor_ids:  # from the top down: the nearest one is written last
        for organ in reversed(organs.get(pk, [])):
            departments |= dict.fromkeys(organ.industries, organ.name_on(on))
    return Local((tenant.hotline if tenant else "") or INSPECTION, tenant.name if tenant else "", departments)
