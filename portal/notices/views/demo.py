"""What the demo would have sent by e-mail and text message."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.notices.actions.send_deliveries import CODE
from portal.notices.channels.screen import DEAD_END
from portal.notices.kinds import kind_of
from portal.notices.models import Delivery
from portal.notices.tables import state_words
from portal.tenancy.scope import Actor

SHOWN = 50


@page("notices.demo")
def sms_list(request: HttpRequest) -> HttpResponse:
    """The newest of all: the demonstration's people are fictitious, its codes must be found by whoever tries them."""
    if not settings.IS_DEMO:
        raise Http404
    rows = [{"row": row, "kind": kind_of(row.kind).label, "state": state_words(row)} for row in _own(request.actor)[:SHOWN]]
    return render(request, "notices/sms_list.html", {"rows": rows, "dead_end": DEAD_END})


def _own(actor: Actor) -> QuerySet:
    """What went to oneself, and what went out in the regions one reads: also in the demo no tenant sees another's."""
    mine = Q(notice__membership__user=actor.user_id) | Q(kind=CODE, to_name=actor.name)
    return Delivery.objects.filter(mine | Q(region_id__in=sorted(actor.scope.read_regions)))
