"""Who may act on a deposit: the county for its own rows, and from above the authority that keeps it by policy (65号文 第五条)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from portal.accounts.enums import ENTERPRISE
from portal.external.policies import KEEPER, fits_level
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor, acting
from projects.actions.guard import check_writable
from projects.actions.mark_lamps import mark_lamps
from projects.models import Project


@contextmanager
def keeping(actor: Actor, project: Project, on: dt.date) -> Iterator[Actor]:
    """The actor with the project's region among those he writes, where he is the keeper; else he must write it anyhow."""
    if keeps_from_above(actor, project, on):
        wider = replace(actor, scope=replace(actor.scope, write_regions=actor.scope.write_regions | {project.region_id}))
        with acting(wider):
            yield wider
            mark_lamps([project.pk])
    else:
        check_writable(actor, project)
        yield actor
        mark_lamps([project.pk])


def keeps_from_above(actor: Actor, project: Project, on: dt.date) -> bool:
    """A city whose counties' deposits it keeps; one's own region needs nothing more."""
    above = actor.region_id is not None and actor.region_id != project.region_id and project.region_id in actor.scope.read_regions
    if not above or actor.role in ENTERPRISE or project.region_id in actor.scope.write_regions:
        return False
    own = Region.objects.get(pk=actor.region_id)
    return fits_level(KEEPER, PolicySet(project.region, on, prefix="authority.")[KEEPER].require(), own.level)
