"""Open the file of a project."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.cleaning import clean
from projects.actions.parties import join
from projects.actions.region_of_project import check_place
from projects.actions.tokens import write_tokens
from projects.enums import Part, ProjectState
from projects.models import Project, ProjectCounter, SiteState


def register_project(*, actor: Actor, region: Region, on: dt.date, at: dt.datetime, **fields: Any) -> Project:
    """Give the project its code, write its parties and its first site state.

    Facts are never refused because they are unlawful (a project without permit or contract is registered and lit);
    refused is only what is no fact: a region one does not answer for, a double entry, dates in the wrong order.
    """
    require(actor, "projects.register")
    check_place(actor=actor, region=region, township=fields.get("township"), industry=fields.get("industry"))
    fields.setdefault("state", ProjectState.UNDER_CONSTRUCTION if fields.get("started_on") and fields["started_on"] <= on else ProjectState.PREPARING)
    with transaction.atomic():
        project = Project(region=region, registered_on=on, board_facts_changed_on=on, changed_by=actor.name, changed_at=at, **fields)
        project.code = "0"
        clean(project, exclude=("code",))
        project.code = next_code(actor, region, on.year)
        project.save(force_insert=True)
        _write_parties(project)
        _write_first_state(project, actor, on, at)
        write_tokens(project)
        record(actor, "projects.register", project, detail={"code": project.code})
    return project


def next_code(actor: Actor, region: Region, year: int) -> str:
    """``140321-2026-0001``: the counter row stays locked until the registration commits, so no number is lost."""
    ProjectCounter.objects.bulk_create([ProjectCounter(region=region, year=year)], ignore_conflicts=True)
    counter = ProjectCounter.objects.writable_by(actor).select_for_update().get(region=region, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{region.code}-{year}-{counter.last:04d}"


def _write_parties(project: Project) -> None:
    since = project.contract_signed_on or project.started_on
    if project.owner is not None:
        join(project=project, organisation=project.owner, part=Part.OWNER, on=since)
    if project.general_contractor is not None:
        join(project=project, organisation=project.general_contractor, part=Part.GENERAL_CONTRACTOR, on=since)


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
