"""Hold a project's month against itself: attendance, payroll, bank."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from portal.accounts.rights import require
from portal.tenancy.actors import system_actor
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor, acting
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.enums import AnswerAbout
from wagepay.models import MonthAnswer
from wagepay.policies import MINIMUM_WAGE, SETTLEMENT_DAYS
from wagepay.queries.reconcile import Difference, Reconciliation, further_of, persons_on_two_sites, reconcile_people

OF_WORD = {AnswerAbout.PAID: "denied_paid", AnswerAbout.SHEET: "denied_sheet"}
ZERO = Decimal("0.00")


def reconcile_month(*, actor: Actor, project: Project, month: dt.date, on: dt.date) -> Reconciliation:
    """The differences the actor may see: who is there for his own people alone, theirs.

    Whether somebody worked on another site the same day is asked under the county's scope and answered with this
    site's persons alone; what the other site is, nobody is told.
    """
    require(actor, "wagepay.people")
    with acting(system_actor(project.region)):
        two_sites = persons_on_two_sites(project.pk, month)
    policies = PolicySet(project.region, on, prefix="wagepay.")
    own = actor.enterprise_id if stands_for_own_people_only(actor, project.pk) else None
    found = reconcile_people(project.pk, month, on, minimum=policies[MINIMUM_WAGE].value, two_sites=two_sites, employer_id=own)
    left_before = on - dt.timedelta(days=policies[SETTLEMENT_DAYS].value)
    further = further_of(project.pk, month, on, left_before=left_before, employer_id=own)
    return replace(found, further=[*_own_words(actor, project, month), *further])


def _own_words(actor: Actor, project: Project, month: dt.date) -> list[Difference]:
    """Who says himself that it is not so, his last word, as far as the actor may know it, with the figures he was shown."""
    said = MonthAnswer.objects.visible_to(actor).filter(project=project, month=month).standing()
    return [
        Difference(
            answer.employer_id, bytes(answer.person), OF_WORD[answer.about], answer.owed if answer.about == AnswerAbout.PAID else ZERO,
            answer.days, ZERO, answer.owed, answer.received,
        )
        for answer in said
        if not answer.agrees
    ]  # fmt: skip
