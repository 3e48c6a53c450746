"""More inspectors where a county has more sites than one can look after: they share its sites."""

import datetime as dt
from math import ceil

from portal.accounts.actions.add_user import add_user
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.operations.demo.accounts import PASSWORD
from portal.operations.demo.jurisdictions import Place
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.actions.assign_inspector import assign_inspector
from projects.models import Project

SITES_EACH = 20  # about what a county of some sixty sites with three inspectors has


def share_the_sites(stage: Stage) -> None:
    """The first keeps every so many-th site; the small demonstration has nowhere as many as that."""
    for code in sorted(stage.land.places):
        place = stage.place(code)
        with acting(stage.inspector(code)) as actor:
            sites = list(Project.objects.visible_to(actor).filter(region=place.region).order_by("code"))
        needed = ceil(len(sites) / SITES_EACH)
        if needed > 1:
            colleagues = [_colleague(stage, place, number) for number in range(2, needed + 1)]
            with acting(stage.inspector(code)) as actor:
                for number, site in enumerate(sites):
                    if turn := number % needed:
                        assign_inspector(actor=actor, project=site, inspector=colleagues[turn - 1], on=stage.on)


def _colleague(stage: Stage, place: Place, number: int) -> User:
    with acting(system_actor()) as operator:
        at, since = stage.instant(stage.on, 8), stage.on - dt.timedelta(days=400)
        username = f"{place.region.code.lower()}-inspector{number}"
        user = add_user(actor=operator, username=username, name=stage.people.name(), password=PASSWORD, at=at, must_change=False)
        grant_membership(actor=operator, user=user, role=Role.INSPECTOR, organisation=place.bureau, on=since, region=place.region)
    return user
