"""Register a person who was first met on a device or sheet; what is known of his days follows him."""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import PersonSource
from wagepay.intake.engage import engage
from wagepay.intake.terms import Terms
from wagepay.models import Engagement, WorkerMonth
from wagepay.queries.locks import lock_project
from wagepay.queries.single_days import move_days

SOURCE = "补办实名登记"


def register_person(*, actor: Actor, stranger: Engagement, terms: Terms, on: dt.date, at: dt.datetime) -> Engagement:
    """The terms are those of the roster. With another employer than the one assumed so far, the days move to that one."""
    require(actor, "wagepay.roster")
    project = stranger.project
    with transaction.atomic():
        lock_project(project.pk)
        if not Engagement.objects.writable_by(actor).filter(pk=stranger.pk).exists():
            raise Refused("这个人不归您登记。", "not_yours")
        if stranger.is_registered:
            raise Refused("这个人已经登记。", "registered")
        person = bytes(stranger.id_index)
        terms = replace(terms, person=person, id_number=stranger.id_number.plain(), registered_on=terms.registered_on or on)
        if terms.registered_on > on:
            raise Refused("登记日期不能晚于今天。", "future")
        months = set(WorkerMonth.objects.visible_to(actor).filter(project=project, person=person).values_list("month", flat=True))
        if terms.employer_id != stranger.employer_id:
            months |= _move(actor, stranger, terms.employer_id)
        engage(actor, project, [terms], at, PersonSource.ROSTER)
        refresh_months(project=project, months=months | {on.replace(day=1)}, on=on, source=SOURCE)
        registered = Engagement.objects.visible_to(actor).get(project=project, employer_id=terms.employer_id, id_index=person)
        record(actor, "wagepay.register_person", registered, detail={"name": mask_name(registered.name), "project": project.code})
    return registered


def _move(actor: Actor, stranger: Engagement, employer_id: int) -> set[dt.date]:
    """The row and its days go over to the true employer; it was only assumed so far."""
    if Engagement.objects.visible_to(actor).filter(project=stranger.project, employer_id=employer_id, id_index=bytes(stranger.id_index)).exists():
        raise Refused("这个人在该用工单位已有一条记录，请在那一条上登记。", "there")
    Engagement.objects.writable_by(actor).filter(pk=stranger.pk).update(employer_id=employer_id)
    return set(move_days(stranger.project_id, bytes(stranger.id_index), stranger.employer_id, employer_id))
