"""核定: reckon what a project has to store, and keep the answer with everything it rested on."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.money import text
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.deposits.gather import Declared, declared_from
from projects.deposits.keeping import keeping
from projects.deposits.reckoning import reckon
from projects.models import DepositAssessment, Project, WageSecurityDeposit


def assess_deposit(*, actor: Actor, project: Project, on: dt.date, at: dt.datetime, told: Declared | None = None) -> DepositAssessment:
    """The newest assessment sets the required sum of what is stored now; earlier ones stay as they were.

    Without ``told`` what the officer found out the last time still holds.
    """
    require(actor, "projects.assess_deposit")
    if on > at.date():
        raise Refused("核定日期不能晚于今天。", "future")
    with transaction.atomic(), keeping(actor, project, on) as keeper:
        told = told or known_about(keeper, project, on)
        _, answer = reckon(keeper, project, on, told=told)
        facts = answer.as_dict()
        made = DepositAssessment(
            project=project,
            region_id=project.region_id,
            on=on,
            required=answer.required,
            base=answer.base,
            rate=answer.rate,
            is_exempt=answer.exempt,
            is_waived=answer.waived,
            is_cash_only=answer.cash_only,
            steps=facts["steps"],
            passed_over=facts["passed_over"],
            figures=answer.figures,
            declared=told.as_dict(),
            assessed_by=actor.name,
            organ_name=actor.organisation_name,
            assessed_at=at,
        )
        insert(made)
        WageSecurityDeposit.objects.of(project).current().exclude(form="exempt").update(required_amount=answer.required)
        record(keeper, "projects.assess_deposit", project, detail={"amount": text(answer.required), "on": on.isoformat()})
    return made


def known_about(actor: Actor, project: Project, on: dt.date) -> Declared:
    """What the officer found out for the newest assessment."""
    last = newest_assessment(actor, project, on)
    return declared_from(last.declared) if last else Declared()


def newest_assessment(actor: Actor, project: Project, on: dt.date) -> DepositAssessment | None:
    return DepositAssessment.objects.visible_to(actor).filter(project=project, on__lte=on).order_by("-on", "-id").first()
