"""One page for every act on a deposit: the form, what it does, and back to where it was asked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.lib.trying import tried
from portal.workflow.door import why_not
from projects.models import Project


def act_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    title: str,
    verb: str,
    done: str,
    back: str,
    text: str = "",
    kind: str = "btn-primary",
    follow: bool = False,
) -> HttpResponse:
    """GET asks; a POST acts and goes back, or shows the form with what is wrong. ``follow``: go to the page of what was made."""
    if request.method == "POST" and form.is_valid():
        made = tried(form, act)
        if made is not None:
            messages.success(request, done)
            return redirect(made if follow else back)
    context = {"form": form, "title": title, "verb": verb, "back": back, "text": text, "kind": kind, "uploads": form.is_multipart()}
    return render(request, "projects/deposits/act.html", context, status=422 if form.errors else 200)


def given(request: HttpRequest) -> tuple[Any, Any]:
    """What was posted, for a form; nothing on a GET, so that it is empty and not wrong."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def project_of(request: HttpRequest, pk: int) -> Project:
    """The project of a row that was found, with what its pages print."""
    found = Project.objects.visible_to(request.actor).select_related("region", "general_contractor", "owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def closed(request: HttpRequest, row: Any, verb: str) -> HttpResponse | None:
    """Back to the row's page where the move is not open to this person now, with the reason; nothing where it is."""
    step = next((move for move in row.moves if move.verb == verb), None)
    if step is None:
        raise Http404
    reason = why_not(row, step, request.actor)
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(row)
