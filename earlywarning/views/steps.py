"""The moves of a warning as pages: each is a form that works alone, and a panel on the warning's page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from earlywarning.actions import handle
from earlywarning.enums import EventKind
from earlywarning.forms import ClearForm, DecideForm, DisposeForm, VerifyForm
from earlywarning.models import EarlyWarning, WarningEvent
from earlywarning.worker_words import words_of
from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.lib import clock
from portal.lib.forms import ReasonForm
from portal.lib.trying import tried
from portal.tenancy.scope import Actor
from portal.workflow.door import Move, available, find

FORMS = {
    "verify": VerifyForm,
    "dispose": DisposeForm,
    "clear": ClearForm,
    "propose_false_alarm": ReasonForm,
    "confirm_false_alarm": DecideForm,
    "reopen": ReasonForm,
}
DONE = {
    "verify": "已核实，可以登记处置。",
    "dispose": "处置已登记。",
    "clear": "已销号，三日清零停止计时。",
    "propose_false_alarm": "已提出误报，等另一人复核。",
    "confirm_false_alarm": "复核意见已登记。",
    "reopen": "已重新打开，重新计时。",
}


def steps_of(warning: EarlyWarning, actor: Actor) -> list[Move]:
    """The possible moves that have a form; one's own false alarm waits for somebody else, an office above signs it and else only reads."""
    moves = [move for move in available(warning, actor) if move.verb in FORMS]
    if warning.region_id not in actor.scope.write_regions:
        moves = [move for move in moves if move.verb == "confirm_false_alarm" and actor.role == Role.OFFICE]
    if warning.proposed_by_id == actor.user_id:
        moves = [move for move in moves if move.verb != "confirm_false_alarm"]
    return moves


def form_of(warning: EarlyWarning, verb: str, actor: Actor, *given: object) -> Form:
    """The form of a move; whoever clears says that he heard the workers only where one of them denies it."""
    form = FORMS[verb](*given, initial={"on": clock.today()})
    if verb == "clear":
        form.take_words(words_of(warning, actor, clock.today()))
    return form


@page("earlywarning.list", obj=(EarlyWarning, "uid"))
def warning_step(request: HttpRequest, warning: EarlyWarning, verb: str) -> HttpResponse:
    """One move: GET shows its form, POST makes it."""
    if verb not in FORMS:
        raise Http404
    if not may(request.actor, find(EarlyWarning, verb).right):
        raise PermissionDenied
    form = form_of(warning, verb, request.actor, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _ACTS[verb](request, warning, form.cleaned_data)):
        messages.success(request, DONE[verb])
        return redirect("warning", uid=warning.uid)
    refused = form.is_bound and form.non_field_errors()
    last = WarningEvent.objects.visible_to(request.actor).filter(warning=warning, kind=EventKind.MOVED).first() if refused else None
    context = {"warning": warning, "form": form, "step": find(EarlyWarning, verb), "last": last}
    return render(request, "earlywarning/warning_step.html", context)


def proof_file(request: HttpRequest, warning: EarlyWarning, upload):
    if upload is None:
        return None
    return receive_file(actor=request.actor, upload=upload, name=upload.name, kind="warning_proof", region_id=warning.region_id, at=clock.now())


def _verify(request, warning, data):
    handle.verify_warning(warning, actor=request.actor, at=clock.now(), note=data["note"])


def _dispose(request, warning, data):
    handle.dispose_warning(
        warning,
        actor=request.actor,
        at=clock.now(),
        kind=data["kind"],
        on=data["on"],
        due_on=data["due_on"],
        note=data["note"],
        file=proof_file(request, warning, data["file"]),
    )


def _clear(request, warning, data):
    proof = proof_file(request, warning, data["proof"])
    handle.clear_warning(warning, actor=request.actor, at=clock.now(), note=data["note"], proof=proof, is_heard=data.get("is_heard", False))


def _propose(request, warning, data):
    handle.propose_false_alarm(warning, actor=request.actor, at=clock.now(), reason=data["reason"])


def _decide(request, warning, data):
    handle.decide_false_alarm(warning, actor=request.actor, at=clock.now(), agree=data["agree"] == "yes", note=data["reason"])


def _reopen(request, warning, data):
    handle.reopen_warning(warning, actor=request.actor, at=clock.now(), reason=data["reason"])


_ACTS: dict[str, Callable] = {
    "verify": _verify,
    "dispose": _dispose,
    "clear": _clear,
    "propose_false_alarm": _propose,
    "confirm_false_alarm": _decide,
    "reopen": _reopen,
}
