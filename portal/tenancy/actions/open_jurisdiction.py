"""Open a tenant: its leading group, the office that prints its documents, its letterhead."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Jurisdiction, Organisation, Region
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Opening:
    """What a tenant tells about itself. ``prefixes``: kind of document -> 发文代字, "*" for all others."""

    leading_group: str
    office: str
    office_short: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    letterhead: dict[str, str] = field(default_factory=dict)
    hotline: str = ""


def open_jurisdiction(*, actor: Actor, region: Region, opening: Opening, on: dt.date) -> Jurisdiction:
    """A city, county or functional zone becomes a tenant; a region is opened once."""
    if region.level not in (RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.ZONE):
        raise Refused(f"“{region.name}”是{region.get_level_display()}，只有地市、县区和功能区可以开通。", "level")
    if Jurisdiction.objects.filter(region=region).exists():
        raise Refused(f"“{region.name}”已经开通。", "open")
    with transaction.atomic():
        office = Organisation(
            kind=OrganisationKind.AUTHORITY,
            name=opening.office,
            short_name=opening.office_short,
            region=region,
            document_prefixes=opening.prefixes,
            letterhead=opening.letterhead,
        )
        office.full_clean()
        office.save()
        opened = Jurisdiction(region=region, name=region.name, leading_group=opening.leading_group, office=office, hotline=opening.hotline, opened_on=on)
        opened.full_clean()
        opened.save()
        record(actor, "tenancy.open", opened, region_id=region.pk)
    return opened
