"""What the shell of every page shows: who, where, the menu."""

from django.conf import settings
from django.http import HttpRequest

from portal import __version__
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.interface import menu
from portal.interface.shell import Place, Shell
from portal.tenancy.scope import current_actor


def shell(request: HttpRequest) -> dict:
    """The actor, his memberships and his menu; counts only where a scope is open (error pages query nothing)."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"shell": Shell(version=__version__, is_demo=settings.IS_DEMO)}
    match = request.resolver_match
    return {
        "actor": actor,
        "shell": Shell(
            actor=actor,
            role=Role(actor.role).label,
            organiser=actor.organisation_name,
            places=[_place(m, actor.membership_id) for m in request.memberships],
            menu=menu.sections(actor, path=request.path, url_name=match.url_name if match else "", counted=current_actor() is not None),
            version=__version__,
            is_demo=settings.IS_DEMO,
        ),
    }


def _place(membership: Membership, current_id: int | None) -> Place:
    return Place(
        uid=str(membership.pk),
        label=membership.region.name if membership.region else membership.organisation.short_name or membership.organisation.name,
        note=membership.get_role_display(),
        is_current=membership.pk == current_id,
    )
