"""The matrix of rights: for a tenant, and for oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.enums import Role
from portal.accounts.matrix import Room, matrix, rights_of
from portal.accounts.models import Membership, RightAdjustment
from portal.accounts.pages import page
from portal.accounts.rights import may, verbs
from portal.lib import clock
from portal.tenancy.models import Region


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:40] for name in ("text", "room", "role")}


def rooms_of(request: HttpRequest) -> tuple[Region | None, list[Room]]:
    region = Region.objects.filter(pk=request.actor.region_id).first()
    return region, matrix(region, clock.today(), **_asked(request))


@page("accounts.rights")
def rights_matrix(request: HttpRequest) -> HttpResponse:
    """Roles across, verbs down, with the reason of each line; changed cells say by which document."""
    region, rooms = rooms_of(request)
    context = {
        "region": region,
        "rooms": rooms,
        "roles": list(Role),
        "asked": _asked(request),
        "room_names": list(dict.fromkeys(verb.room for verb in verbs())),
        "waiting": RightAdjustment.objects.visible_to(request.actor).standing().filter(confirmed_at__isnull=True).count(),
        "may_adjust": may(request.actor, "accounts.adjust_rights"),
        "query": request.GET.urlencode(),
    }
    return render(request, "accounts/rights.html", context)


@page("accounts.own")
def own_rights(request: HttpRequest) -> HttpResponse:
    """What I may do under this post, and why; my other posts and who stands in for me."""
    actor, on = request.actor, clock.today()
    post = Membership.objects.select_related("user", "organisation", "region", "deputy_of__user").get(pk=actor.membership_id)
    deputies = post.deputies.filter(valid_to__gte=on).select_related("user")
    context = {"post": post, "rooms": rights_of(actor, post.region, on), "deputies": deputies}
    return render(request, "accounts/own_rights.html", context)
