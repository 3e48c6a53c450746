"""Parties and their shadow in tenancy, which gives enterprises and banks their scope. Shared by the acts of this room."""

import datetime as dt

from portal.tenancy.models import Organisation, Participation
from projects.enums import Part
from projects.models import Project, ProjectParty


def join(*, project: Project, organisation: Organisation, part: str, on: dt.date | None, **fields: object) -> ProjectParty:
    """A party enters: the row and its participation, or the row that is already there."""
    found = ProjectParty.objects.of(project).filter(organisation=organisation, part=part, left_on__isnull=True).first()
    if found is None:
        found = ProjectParty(project=project, region_id=project.region_id, organisation=organisation, part=part, entered_on=on, **fields)
        found.full_clean()
        found.save(force_insert=True)
    Participation.objects.update_or_create(organisation=organisation, project_id=project.pk, part=part, defaults={"since": found.entered_on, "until": None})
    return found


def leave(*, party: ProjectParty, on: dt.date) -> ProjectParty:
    """A party leaves; it keeps its view of the past."""
    party.left_on = on
    party.full_clean()
    party.save(update_fields=["left_on"])
    Participation.objects.filter(organisation_id=party.organisation_id, project_id=party.project_id, part=party.part).update(until=on)
    return party


def replace(*, project: Project, organisation: Organisation | None, part: Part, on: dt.date) -> None:
    """The one organisation of a part (owner, general contractor) is now another."""
    for party in ProjectParty.objects.of(project).filter(part=part, left_on__isnull=True):
        if organisation is None or party.organisation_id != organisation.pk:
            leave(party=party, on=max(on, party.entered_on or on))
    if organisation is not None:
        join(project=project, organisation=organisation, part=part, on=on)
