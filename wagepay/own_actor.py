"""Which scope a worker's visit opens: his own rows of one county, and the names of the sites he worked on."""

import datetime as dt

from portal.lib import crypto
from portal.tenancy.actors import own_actor
from portal.tenancy.scope import Actor, acting
from wagepay.models import Engagement, OwnVisit


def key_index(key: str) -> bytes:
    """The key lies in the browser; the table holds a keyed hash of it."""
    return crypto.blind("secret", f"own visit {key}")


def visit_of(key: str, at: dt.datetime) -> OwnVisit | None:
    """The visit that is open under this key now; its end is absolute, whatever is done meanwhile."""
    if not key:
        return None
    return OwnVisit.objects.filter(key_index=key_index(key), ended_at__isnull=True, ends_at__gt=at).first()


def actor_of(visit: OwnVisit) -> Actor:
    """The sites are read under the person's own scope first: no row of anybody else is asked for."""
    person = bytes(visit.person)
    alone = own_actor(visit.region_id, person)
    with acting(alone):
        # Not in the rows' own order, which joins the sites that are not open yet.
        projects = frozenset(Engagement.objects.visible_to(alone).order_by().values_list("project_id", flat=True))
    return own_actor(visit.region_id, person, projects)


def registered_of(visit: OwnVisit) -> Engagement | None:
    """As whom he stands on the roster: the newest row that has a phone."""
    alone = own_actor(visit.region_id, bytes(visit.person))
    with acting(alone):
        return Engagement.objects.visible_to(alone).filter(phone_index__isnull=False).order_by("-changed_at", "-pk").first()
