"""The saved questions of a list page, for its view to hand to the template (``parts/_saved.html``)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.models import SavedView

LISTS = frozenset({"project_list"})  # pages that offer it; their addresses take no arguments


@dataclass(frozen=True)
class Saved:
    """One question: its name, its address, whether it is the one on screen."""

    name: str
    url: str
    uid: str
    is_on: bool


def saved_of(request: HttpRequest, page: str) -> list[Saved]:
    """One query, whatever the list."""
    address, here = reverse(page), request.GET.copy()
    here.pop("page", None)
    rows = SavedView.objects.filter(membership_id=request.actor.membership_id, page=page)
    return [Saved(row.name, f"{address}?{row.query}" if row.query else address, str(row.uid), row.query == here.urlencode()) for row in rows]
