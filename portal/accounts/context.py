"""What the shell of every page shows: who, where, the menu."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal import __version__
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.interface import menu
from portal.interface.shell import Place, Shell, figures
from portal.tenancy.scope import current_actor


def shell(request: HttpRequest) -> dict:
    """The frame is drawn only by whole pages: a part that htmx fetches never asks for it, so it costs nothing there."""
    return {"actor": getattr(request, "actor", None), "shell": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Shell:
    """The actor, his memberships and his menu; counts only where a scope is open (error pages query nothing)."""
    actor = getattr(request, "actor", None)
    fixed = {"version": __version__, "is_demo": settings.IS_DEMO, "demo_date": settings.PORTAL_DATE.isoformat() if settings.PORTAL_DATE else ""}
    if actor is None:
        return Shell(**fixed)
    match = request.resolver_match
    counted = current_actor() is not None
    return Shell(
        actor=actor,
        role=Role(actor.role).label,
        organiser=actor.organisation_name,
        places=[_place(m, actor.membership_id) for m in request.memberships],
        menu=menu.sections(actor, path=request.path, url_name=match.url_name if match else "", counted=counted),
        **(figures(actor) if counted else {}),
        **fixed,
    )


def _place(membership: Membership, current_id: int | None) -> Place:
    return Place(
        uid=str(membership.pk),
        label=membership.region.name if membership.region else membership.organisation.short_name or membership.organisation.name,
        note=membership.get_role_display(),
        is_current=membership.pk == current_id,
    )
