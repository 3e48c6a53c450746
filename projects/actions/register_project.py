"""Open the file of a project."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.parties import enter
from projects.actions.region_of_project import check_place
from projects.actions.storing import insert
from projects.actions.tokens import write_tokens
from projects.enums import Part, ProjectState
from projects.models import Project, ProjectParty, SiteState
from projects.queries.next_number import next_number


def register_project(*, actor: Actor, region: Region, on: dt.date, at: dt.datetime, **fields: Any) -> Project:
    """Give the project its code (``140321-2026-0001``, without gaps), write its parties and its first site state.

    Facts are never refused because they are unlawful (a project without permit or contract is registered and lit);
    refused is only what is no fact: a region one does not answer for, a double entry, dates in the wrong order.
    """
    require(actor, "projects.register")
    check_place(actor=actor, region=region, township=fields.get("township"), industry=fields.get("industry"))
    fields.setdefault("state", ProjectState.UNDER_CONSTRUCTION if fields.get("started_on") and fields["started_on"] <= on else ProjectState.PREPARING)
    with transaction.atomic():
        project = Project(region=region, registered_on=on, board_facts_changed_on=on, changed_by=actor.name, changed_at=at, **fields)
        project.code = f"{region.code}-{on.year}-{next_number(region.pk, on.year):04d}"
        insert(project)
        _write_parties(project)
        _write_first_state(project, actor, on, at)
        write_tokens(project, fresh=True)
        record(actor, "projects.register", project, detail={"code": project.code})
    return project


def _write_parties(project: Project) -> None:
    since = project.contract_signed_on or project.started_on
    for part, organisation in ((Part.OWNER, project.owner), (Part.GENERAL_CONTRACTOR, project.general_contractor)):
        if organisation is not None:
            enter(ProjectParty(project=project, region_id=project.region_id, organisation=organisation, part=part, entered_on=since))


def _write_first_state(project: Project, actor: Actor, on: dt.date, at: dt.datetime) -> None:
    SiteState(
        project=project,
        region_id=project.region_id,
        state=project.state,
        since=_since(project, on),
        reason="建档时登记",
        recorded_by=actor.name,
        recorded_at=at,
    ).save(force_insert=True)


def _since(project: Project, on: dt.date) -> dt.date:
    """From when the first state holds: as far back as the project's own dates tell."""
    known = {ProjectState.COMPLETED_UNSETTLED: project.completed_on, ProjectState.PREPARING: project.contract_signed_on}
    return min(known.get(project.state) or project.started_on or on, on)
