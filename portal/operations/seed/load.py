"""Fill the national tables and open a tenant as its notice describes it; repeating either changes nothing."""

import datetime as dt
from pathlib import Path

from portal.operations.seed.tenants import TenantSeed
from portal.tenancy import data
from portal.tenancy.actions.import_holidays import seed_holidays
from portal.tenancy.actions.import_regions import import_regions
from portal.tenancy.actions.open_jurisdiction import open_jurisdiction
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.policies import declared
from portal.tenancy.scope import Actor

REGIONS = Path(data.__file__).with_name("regions.csv")


def load_national(*, actor: Actor, on: dt.date) -> dict[str, dict[str, int]]:
    """Divisions and holidays, from the tables that ship with the portal; what an operator has entered since is never undone."""
    known = Region.objects.count()
    regions = {"created": 0, "updated": 0, "unchanged": known} if known else import_regions(actor=actor, content=REGIONS.read_bytes(), on=on).counts
    return {"regions": regions, "holidays": seed_holidays(actor=actor)}


def open_seeded(tenant: TenantSeed, *, actor: Actor, on: dt.date, at: dt.datetime) -> Jurisdiction:
    """The tenant with its office and the figures of its notice."""
    region = Region.objects.of_code(tenant.region, on)
    opened = Jurisdiction.objects.filter(region=region).first() or open_jurisdiction(actor=actor, region=region, opening=tenant.opening, on=on)
    known = declared()
    for figure in tenant.figures:
        if figure.key not in known:
            raise LookupError(f"the seed of {tenant.region} names the unknown policy {figure.key}")
        set_policy(
            actor=actor,
            region=region,
            key=figure.key,
            value=figure.value,
            valid_from=figure.valid_from,
            source=figure.source,
            certainty=figure.certainty,
            at=at,
        )
    return opened
