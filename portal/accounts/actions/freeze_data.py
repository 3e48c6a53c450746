"""Stop full numbers and exports at once, end all sessions, and open them again."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from portal.accounts.enums import ENTERPRISE
from portal.accounts.models import Freeze, Membership, PortalSession
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

VERB = "accounts.freeze"


def freeze_data(*, actor: Actor, region: Region | None, reason: str, at: dt.datetime, ends_sessions: bool = True, keep: str = "") -> Freeze:
    """From the commit on no full number is shown and nothing is exported; other people's sessions are gone with their next click.

    ``region`` None is every tenant: the operator's act alone. ``keep`` is the session of the person who acts.
    """
    _check(actor, region)
    if not reason.strip():
        raise Refused("请写明停用的原因。", "reason")
    with transaction.atomic():
        freeze, fresh = Freeze.objects.get_or_create(
            region=region, ended_at=None, defaults={"reason": reason.strip()[:200], "begun_by": actor.name, "begun_at": at}
        )
        if not fresh:
            raise Refused(f"{freeze}已经停用，不必再次停用。", "frozen_already")
        freeze.sessions_ended = end_sessions(region, keep=keep) if ends_sessions else 0
        freeze.save(update_fields=["sessions_ended"])
        detail = {"reason": freeze.reason, "sessions": freeze.sessions_ended}
        record(actor, VERB, freeze, region_id=region.pk if region else None, detail=detail)
    return freeze


def lift_freeze(*, actor: Actor, freeze: Freeze, reason: str, at: dt.datetime) -> Freeze:
    """Open full numbers and exports again; the ended sessions stay ended."""
    _check(actor, freeze.region)
    if not reason.strip():
        raise Refused("请写明恢复的依据。", "reason")
    with transaction.atomic():
        changed = Freeze.objects.in_force().filter(pk=freeze.pk).update(ended_by=actor.name, ended_at=at, end_reason=reason.strip()[:200])
        if not changed:
            raise Refused("已经恢复，不必再次恢复。", "lifted_already")
        record(actor, "accounts.lift_freeze", freeze, region_id=freeze.region_id, detail={"reason": reason.strip()})
    freeze.refresh_from_db()
    return freeze


def end_sessions(region: Region | None, *, keep: str = "") -> int:
    """End every session that reaches the region: its officials', those above it that read it, and all enterprises'; how many."""
    sessions = PortalSession.objects.exclude(session_key=keep).filter(user_id__isnull=False)
    if region is not None:
        near = Q(region__path__startswith=region.path) | Q(region_id__in=region.ancestor_ids) | Q(role__in=ENTERPRISE)
        sessions = sessions.filter(membership_id__in=Membership.objects.filter(near).values("pk"))
    return sessions.delete()[0]


def _check(actor: Actor, region: Region | None) -> None:
    require(actor, VERB)
    if actor.role != SYSTEM_ROLE and (region is None or region.pk not in actor.scope.read_regions):
        raise Refused("只能停用或恢复本辖区的数据；全部租户由运维人员在服务器上办理。", "not_yours")
