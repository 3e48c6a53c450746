"""A division gets another name or another code from a day on; the old ones stay as dated history."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.actions.tree import check_day, check_free, check_standing, checked_code, checked_document, checked_name, note_change
from portal.tenancy.enums import RegionChangeKind
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.scope import Actor


def rename_region(*, actor: Actor, region: Region, name: str, code: str, on: dt.date, document: str, today: dt.date) -> Region:
    """Name, code or both. A tenant of this region is called by the new name too; its rows are the region's and stay where they are."""
    document, name, code = checked_document(document), checked_name(name), checked_code(code, region.level)
    with transaction.atomic():
        region = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
        check_standing(region)
        check_day(region, on, today)
        renumbered, renamed = code != region.code, name != region.name
        if not (renumbered or renamed):
            raise Refused("名称和代码都没有变。", "same")
        if renumbered:
            check_free(code, region)
        more = {}
        if renumbered:
            more |= {"old_code": region.code, "new_code": code}
        if renamed:
            more |= {"old_name": region.name, "new_name": name}
            Jurisdiction.objects.filter(region=region, name=region.name).update(name=name)
        region.code, region.name = code, name
        region.full_clean()
        region.save()
        note_change(actor, region, RegionChangeKind.RENUMBERED if renumbered else RegionChangeKind.RENAMED, on=on, document=document, **more)
    return region
