"""What the search of the top bar finds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.dashboard.search import search


@page("dashboard.search")
def search_page(request: HttpRequest) -> HttpResponse:
    """One hit opens at once; several are listed; none says what can be searched for."""
    text = request.GET.get("q", "")[:80]
    found = search(text, request.actor)
    if len(found) == 1:
        return redirect(found[0].url)
    return render(request, "dashboard/search.html", {"text": text, "found": found})
