"""How many sites a township has, how many grid officers look after it and how many should."""

import datetime as dt
from collections import Counter

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.models import Project


def with_sites(townships: QuerySet[Region], actor: Actor) -> QuerySet[Region]:
    """With ``sites``: the unfinished projects of each."""
    sites = Project.objects.visible_to(actor).unfinished().filter(township=OuterRef("pk")).order_by().values("township").annotate(n=Count("pk")).values("n")
    return townships.annotate(sites=Coalesce(Subquery(sites), 0))


def officers_by_township(actor: Actor, on: dt.date) -> Counter[int]:
    posts = Membership.objects.valid_on(on).filter(role=Role.GRID, region__in=actor.scope.read_regions).values_list("townships", flat=True)
    return Counter(township for post in posts for township in post)


def needed(sites: int, most: int | None) -> int | None:
    """Officers for the sites at ``most`` each; ``None`` where no notice says how many."""
    return -(-sites // most) if most else None
