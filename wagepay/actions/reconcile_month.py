"""Hold a project's month against itself: attendance, payroll, bank."""

import datetime as dt

from portal.accounts.rights import require
from portal.tenancy.actors import system_actor
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor, acting
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.policies import MINIMUM_WAGE
from wagepay.queries.reconcile import Reconciliation, persons_on_two_sites, reconcile_people


def reconcile_month(*, actor: Actor, project: Project, month: dt.date, on: dt.date) -> Reconciliation:
    """The differences the actor may see: who is there for his own people alone, theirs.

    Whether somebody worked on another site the same day is asked under the county's scope and answered with this
    site's persons alone; what the other site is, nobody is told.
    """
    require(actor, "wagepay.people")
    with acting(system_actor(project.region)):
        two_sites = persons_on_two_sites(project.pk, month)
    minimum = PolicySet(project.region, on)[MINIMUM_WAGE].value
    own = actor.enterprise_id if stands_for_own_people_only(actor, project.pk) else None
    return reconcile_people(project.pk, month, on, minimum=minimum, two_sites=two_sites, employer_id=own)
