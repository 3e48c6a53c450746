"""Record that an authority outside the portal was asked to do something, and by when it has to."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.external.enums import StepKind
from portal.external.models import ExternalStep
from portal.external.policies import LEVEL_OF, fits_level
from portal.external.subjects import Subject
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.calendars import work_calendar
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from portal.tenancy.terms import due_here


@dataclass(frozen=True)
class Asking:
    """What is asked, of whom, with which document; the term by its code or by the day the letter names."""

    kind: str
    title: str
    authority: str
    place: Region
    asked_on: dt.date
    asked_number: str = ""
    term_code: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def ask_external(*, actor: Actor, region: Region, asking: Asking, at: dt.datetime, subject: Subject | None = None) -> ExternalStep:
    """A level below the one the law or the tenant names can grant nothing."""
    require(actor, "external.record")
    if region.pk not in actor.scope.write_regions:
        raise Refused("只能登记本级的外部机关步骤。", "not_own")
    if asking.asked_on > at.date():
        raise Refused("去函日期不能晚于今天。", "future")
    if asking.due_on and asking.due_on < asking.asked_on:
        raise Refused("答复期限不能早于去函日期。", "due_before")
    policies = PolicySet(region, asking.asked_on)
    check_level(asking.kind, asking.place, policies)
    due_on, certain = _due(asking, policies)
    step = ExternalStep(
        region=region,
        kind=asking.kind,
        organisation=enrol_external(actor=actor, name=asking.authority, place=asking.place),
        title=sentence(asking.title),
        subject_type=subject.label if subject else "",
        subject_uid=subject.uid if subject else "",
        subject_name=subject.name[:200] if subject else "",
        project_id=subject.project_id if subject else None,
        asked_number=tidy(asking.asked_number),
        asked_on=asking.asked_on,
        term_code=asking.term_code,
        due_on=due_on,
        is_due_certain=certain,
        recorded_by=actor.name,
        recorded_at=at,
    )
    step.full_clean()
    step.save()
    record(actor, "external.ask", step, detail={"organisation": step.organisation.name, "due_on": due_on and due_on.isoformat(), "subject": step.subject_name})
    return step


def check_level(kind: str, place: Region, policies: PolicySet) -> None:
    """The tenant's figure says which level grants or keeps; the others are refused."""
    if kind not in LEVEL_OF:
        return
    found = policies[LEVEL_OF[StepKind(kind)]]
    if not fits_level(found.key.key, found.require(), place.level):
        words = dict(found.key.choices)[found.value]
        raise Refused(f"“{StepKind(kind).label}”由{words}办理（{found.source}），“{place.name}”是{place.get_level_display()}。", "level")


def enrol_external(*, actor: Actor, name: str, place: Region) -> Organisation:
    """The organ of this name at this place; entered as an external one when nobody knows it."""
    name = tidy(name)
    if not name:
        raise Refused("请写明机关名称。", "name")
    Region.objects.select_for_update().get(pk=place.pk)
    known = Organisation.objects.filter(region=place, name=name, kind__in=[OrganisationKind.EXTERNAL, OrganisationKind.AUTHORITY]).first()
    if known is not None:
        return known
    made = Organisation(kind=OrganisationKind.EXTERNAL, name=name, region=place)
    made.full_clean()
    made.save()
    record(actor, "external.enrol", made, region_id=place.pk)
    return made


def _due(asking: Asking, policies: PolicySet) -> tuple[dt.date | None, bool]:
    if not asking.term_code:
        return asking.due_on, True
    parts = due_here(asking.term_code, asking.asked_on, policies, work_calendar())
    if len(parts) != 1:
        raise Refused(f"{asking.term_code} 有几个部分，请选带字母的一项。", "term")
    found = parts[0][0]
    return found.due_on, found.certain
