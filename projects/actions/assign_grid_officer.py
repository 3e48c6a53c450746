"""Give a site to a grid officer of its township; he then sees it, his colleagues no longer do."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.guard import check_writable
from projects.enums import Post
from projects.models import Project
from projects.policies import PROJECTS_PER_GRID


def grid_officers_of(project: Project, on: dt.date) -> QuerySet:
    """Who may be named: the grid officers in office in the site's township."""
    posts = Membership.objects.valid_on(on).filter(role=Role.GRID, region_id=project.region_id, townships__contains=[project.township_id or 0])
    return User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("name")


def load_of(actor: Actor, officer: User) -> int:
    """Sites under way that are his."""
    return Project.objects.visible_to(actor).unfinished().filter(grid_officer=officer).count()


def assign_grid_officer(*, actor: Actor, project: Project, officer: User | None, on: dt.date) -> Project:
    """Above the number a notice sets it is still done, and shown as overload: a site without anybody is worse."""
    require(actor, "projects.assign")
    check_writable(actor, project)
    if officer is not None and not grid_officers_of(project, on).filter(pk=officer.pk).exists():
        raise Refused(f"{officer.name}不是“{project.township.name if project.township else '本乡镇街道'}”的网格员。", "officer")
    with transaction.atomic():
        locked = Project.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=project.pk)
        before = locked.grid_officer
        locked.grid_officer = officer
        locked.save(update_fields=["grid_officer"])
        record(actor, "projects.assign_grid_officer", locked, detail={"from": before.name if before else "", "to": officer.name if officer else ""})
        if officer is not None:
            town = project.township.name if project.township else ""
            assign_responsibility(actor=actor, project=locked, post=Post.GRID_OFFICER, name=officer.name, since=on, organisation_name=town, title="网格员")
    return locked


def overload_of(actor: Actor, project: Project, officer: User, on: dt.date) -> int:
    """By how many sites he is over the tenant's number; 0 where no notice says so."""
    most = policy(project.region_id, PROJECTS_PER_GRID, on=on).require()
    return max(0, load_of(actor, officer) - most) if most else 0
