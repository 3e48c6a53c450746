"""Find or enter an organ of government; legal persons with a credit code are enrolled where they take part (projects/)."""

from collections.abc import Sequence

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import tidy
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


def register_organ(
    *, actor: Actor, name: str, region: Region, industries: Sequence[str] = (), short_name: str = "", duties: str = "", duties_source: str = ""
) -> Organisation:
    """The organ of this name in this region; entered when nobody knows it yet. With industries it is their department."""
    name = tidy(name)
    if not name:
        raise Refused("单位名称没有填写。", "name")
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        known = Organisation.objects.authorities_of(region).filter(name=name).first()
        if known is not None:
            return known
        made = Organisation(
            kind=OrganisationKind.AUTHORITY, name=name, short_name=tidy(short_name), region=region, industries=list(industries),
            duties=duties, duties_source=duties_source,
        )  # fmt: skip
        made.clean_fields(exclude={"region"})  # locked above; nothing else of an organ is unique but its new number
        made.save()
        record(actor, "tenancy.register_organ", made, region_id=region.pk)
    return made
