"""责任项目 as part of what a person hands to his successor."""

import datetime as dt

from django.db.models import Count

from portal.accounts.handover import Portfolio, Thing
from portal.accounts.models import User
from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.actions.storing import change, insert
from projects.enums import Post
from projects.models import InspectionFinding, Project, Responsibility


def _own(actor: Actor, user_id: int):
    return Project.objects.visible_to(actor).filter(inspector=user_id).order_by("code")


def things(actor: Actor, user_id: int) -> list[Thing]:
    """The projects whose inspector he is, finished ones too: they may still owe."""
    return [Thing(f"{row.code} {row.name}", row.get_state_display(), row.planned_end_on) for row in _own(actor, user_id)]


def move(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """The successor's name on each."""
    found = list(_own(actor, giver.pk).select_for_update(of=("self",)))
    Project.objects.writable_by(actor).filter(pk__in=[row.pk for row in found]).update(inspector=receiver)
    for row in found:
        record(actor, "projects.assign_inspector", row, detail={"from": giver.name, "to": receiver.name, "reason": "工作移交"})
    return len(found)


def _grid(actor: Actor, user_id: int):
    return Project.objects.visible_to(actor).filter(grid_officer=user_id).order_by("code")


def grid_things(actor: Actor, user_id: int) -> list[Thing]:
    """A grid officer's sites, with the problems there that are still to be put right."""
    open_ones = dict(
        InspectionFinding.objects.visible_to(actor).uncleared().order_by().values("project").annotate(n=Count("pk")).values_list("project", "n")
    )  # fmt: skip
    rows = _grid(actor, user_id)
    return [Thing(f"{row.code} {row.name}", f"{row.get_state_display()}，未销号问题 {open_ones.get(row.pk, 0)} 个", row.planned_end_on) for row in rows]


def move_grid(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """The successor sees the sites from now on; in the chain of responsibility he follows the one who leaves."""
    found = list(_grid(actor, giver.pk).select_for_update(of=("self",)))
    Project.objects.writable_by(actor).filter(pk__in=[row.pk for row in found]).update(grid_officer=receiver)
    for row in found:
        for held in Responsibility.objects.writable_by(actor).filter(project=row, post=Post.GRID_OFFICER, until__isnull=True):
            held.until = max(at.date(), held.since)
            change(held, "until")
        town = row.township.name if row.township else ""
        insert(
            Responsibility(
                project=row, region_id=row.region_id, post=Post.GRID_OFFICER, name=receiver.name, organisation_name=town, title="网格员", since=at.date()
            )
        )
        record(actor, "projects.assign_grid_officer", row, detail={"from": giver.name, "to": receiver.name, "reason": "工作移交"})
    return len(found)


PORTFOLIOS = (Portfolio(10, "责任项目", things, move), Portfolio(12, "网格项目", grid_things, move_grid))
