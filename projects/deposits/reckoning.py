"""The sum of one or many projects on a day, from their rows and their tenants' figures."""

import datetime as dt

from portal.lib.errors import Refused
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.deposits.engine import Figures, assess
from projects.deposits.gather import Declared, works
from projects.deposits.work import Assessed, Work
from projects.models import Project

Answer = Assessed | Refused


def reckon(actor: Actor, project: Project, on: dt.date, *, told: Declared | None = None) -> tuple[Work, Assessed]:
    """One project; what cannot be reckoned is refused with what is missing."""
    policies = policy_sets([project.region], on)
    work = works(actor, [project], on, told={project.pk: told} if told else None)[project.pk]
    return work, assess(work, policies[project.region_id])


def answer(work: Work, figures: Figures) -> Answer:
    try:
        return assess(work, figures)
    except Refused as refusal:
        return refusal
