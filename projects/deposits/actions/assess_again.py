"""重新核定: decide anew about several projects at once, from what the last decision about each knew."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.models import DepositAssessment, Project


def assess_again(*, actor: Actor, projects: Iterable[Project], on: dt.date, at: dt.datetime) -> list[DepositAssessment]:
    """All or none: the refusal names the project it is about."""
    made = []
    with transaction.atomic():
        for project in projects:
            try:
                made.append(assess_deposit(actor=actor, project=project, on=on, at=at))
            except Refused as refusal:
                raise Refused(f"{project.name}：{refusal.reason}", refusal.code) from refusal
    return made
