"""Parties and their shadow in tenancy, which gives enterprises and banks their scope. Shared by the acts of this room."""

import datetime as dt

from portal.tenancy.models import Organisation, Participation
from projects.actions.storing import change, insert
from projects.enums import Part
from projects.models import Project, ProjectParty


def join(*, project: Project, organisation: Organisation, part: str, on: dt.date | None, **fields: object) -> ProjectParty:
    """A party enters: the row and its participation, or the row that is already there."""
    found = ProjectParty.objects.of(project).filter(organisation=organisation, part=part, left_on__isnull=True).first()
    if found is not None:
        return found
    return enter(ProjectParty(project=project, region_id=project.region_id, organisation=organisation, part=part, entered_on=on, **fields))


def enter(party: ProjectParty) -> ProjectParty:
    """Write a party that is not there yet."""
    insert(party)
    shadow = Participation(organisation_id=party.organisation_id, project_id=party.project_id, part=party.part, since=party.entered_on)
    Participation.objects.bulk_create([shadow], update_conflicts=True, unique_fields=["organisation", "project_id", "part"], update_fields=["since", "until"])
    return party


def leave(*, party: ProjectParty, on: dt.date) -> ProjectParty:
    """A party leaves; it keeps its view of the past."""
    party.left_on = on
    change(party, "left_on")
    Participation.objects.filter(organisation_id=party.organisation_id, project_id=party.project_id, part=party.part).update(until=on)
    return party


def replace(*, project: Project, organisation: Organisation | None, part: Part, on: dt.date) -> None:
    """The one organisation of a part (owner, general contractor) is now another."""
    for party in ProjectParty.objects.of(project).filter(part=part, left_on__isnull=True):
        if organisation is None or party.organisation_id != organisation.pk:
            leave(party=party, on=max(on, party.entered_on or on))
    if organisation is not None:
        join(project=project, organisation=organisation, part=part, on=on)
