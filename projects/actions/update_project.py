"""Change the master data of a project."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import show
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.parties import replace
from projects.actions.region_of_project import check_place
from projects.actions.storing import change
from projects.actions.tokens import write_tokens
from projects.enums import Part
from projects.models import Project

# What the notice board on the site says (条例 第三十四条): a change makes the board stale.
BOARD_FIELDS = {"name", "owner", "general_contractor", "pay_day", "pay_month_offset", "wage_officer_name", "industry", "planned_end_on"}
FIXED = {"region", "code", "state", "version", "uid"}


def update_project(*, actor: Actor, project: Project, version: int, on: dt.date, at: dt.datetime, **changes: Any) -> Project:
    """Write the changed fields if nobody else changed the project since ``version`` was read.

    A new owner or general contractor replaces the old one among the parties from ``on``.
    """
    require(actor, "projects.update")
    if FIXED & set(changes):
        raise ValueError(f"{sorted(FIXED & set(changes))} are changed by their own acts")
    check_writable(actor, project)
    with transaction.atomic():
        locked = Project.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=project.pk)
        _check_version(locked, version, at)
        before = {name: getattr(locked, name) for name in changes}
        changed = [name for name, value in changes.items() if before[name] != value]
        if not changed:
            return locked
        _write(locked, {name: changes[name] for name in changed}, actor, on, at)
        record(actor, "projects.update", locked, detail={"changed": {name: [str(before[name] or ""), str(changes[name] or "")] for name in changed}})
    return locked


def _check_version(locked: Project, version: int, at: dt.datetime) -> None:
    if locked.version != version:
        when = show.instant(locked.changed_at, show.local_date(at))
        raise Refused(f"已由 {locked.changed_by} 于 {when} 修改。请核对他的改动后再保存。", "changed")


def _write(project: Project, changes: dict[str, Any], actor: Actor, on: dt.date, at: dt.datetime) -> None:
    for name, value in changes.items():
        setattr(project, name, value)
    check_place(actor=actor, region=project.region, township=project.township, industry=project.industry)
    if BOARD_FIELDS & set(changes):
        project.board_facts_changed_on = on
    project.version += 1
    project.changed_by, project.changed_at = actor.name, at
    change(project)
    if "name" in changes:
        write_tokens(project)
    for part in (Part.OWNER, Part.GENERAL_CONTRACTOR):
        if part.value in changes:
            replace(project=project, organisation=changes[part.value], part=part, on=on)
