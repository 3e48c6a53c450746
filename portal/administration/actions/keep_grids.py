"""Open, change and close a grid; its officers are grid officers of its township."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.accounts.rights import require
from portal.administration.models import Grid
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def officers_of(township: Region, on: dt.date):
    """The grid officers who may look after a grid of the township."""
    return Membership.objects.valid_on(on).filter(role=Role.GRID, townships__contains=[township.pk]).select_related("user", "organisation")


def keep_grid(*, actor: Actor, township: Region, name: str, area: str, officers: Sequence[Membership], on: dt.date, grid: Grid | None = None) -> Grid:
    """A new grid, or other words and officers of an old one."""
    _check(actor, township)
    if township.level != RegionLevel.TOWNSHIP or township.is_closed:
        raise Refused(f"网格设在乡镇街道下，“{township.name}”不是。", "township")
    allowed = set(officers_of(township, on).values_list("pk", flat=True))
    strangers = [officer.user.name for officer in officers if officer.pk not in allowed]
    if strangers:
        raise Refused(f"{'、'.join(strangers)}不是“{township.name}”的网格员。", "officers")
    with transaction.atomic():
        kept = grid or Grid(township=township, opened_on=on)
        kept.name, kept.area = tidy(name), sentence(area)
        try:
            kept.full_clean()
        except ValidationError as fault:
            raise Refused("".join(fault.messages), "grid") from None
        kept.save()
        kept.officers.set(officers)
        record(actor, "administration.keep_grid", kept, region_id=township.parent_id, detail={"officers": [officer.user.name for officer in officers]})
    return kept


def close_grid(*, actor: Actor, grid: Grid, on: dt.date) -> Grid:
    """The grid ends; the officers keep their posts in the township."""
    _check(actor, grid.township)
    if grid.closed_on:
        raise Refused("这个网格已经撤销。", "closed")
    with transaction.atomic():
        grid.closed_on = on
        grid.save(update_fields=["closed_on"])
        record(actor, "administration.close_grid", grid, region_id=grid.township.parent_id)
    return grid


def _check(actor: Actor, township: Region) -> None:
    require(actor, "administration.keep_grids")
    if township.pk not in actor.scope.read_regions:
        raise Refused(f"“{township.name}”不在您的辖区内。", "not_yours")
