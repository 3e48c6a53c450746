"""Name the labour inspector who answers for a project."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.models import Project


def inspectors_of(region: Region, on: dt.date) -> QuerySet:
    """Who may be named: inspectors of the region itself or of a node above it."""
    memberships = Membership.objects.valid_on(on).filter(role=Role.INSPECTOR, region_id__in=region.ancestor_ids, user__is_active=True)
    return User.objects.filter(pk__in=memberships.values("user_id")).order_by("name")


def assign_inspector(*, actor: Actor, project: Project, inspector: User | None, on: dt.date) -> Project:
    """Write the name; ``None`` takes it away."""
    require(actor, "projects.assign")
    check_writable(actor, project)
    if inspector is not None and not inspectors_of(project.region, on).filter(pk=inspector.pk).exists():
        raise Refused(f"{inspector.name}不是“{project.region.name}”的劳动保障监察员。", "inspector")
    with transaction.atomic():
        locked = Project.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=project.pk)
        before = locked.inspector
        locked.inspector = inspector
        locked.save(update_fields=["inspector"])
        record(actor, "projects.assign_inspector", locked, detail={"from": before.name if before else "", "to": inspector.name if inspector else ""})
    return locked
