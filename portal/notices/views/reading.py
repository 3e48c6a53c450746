"""An official notice as its recipients see it: opened by the key that only their own message holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.pages import page
from portal.documents import storage
from portal.documents.downloads import file_response, recorded
from portal.documents.gate import blocked
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.notices.actions.confirm_official_notice import confirm_official_notice
from portal.notices.models import Notice, OfficialNotice
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting


@contextmanager
def _opened(actor: Actor, key: int) -> Iterator[tuple[OfficialNotice, Notice]]:
    """The official notice and the actor's own message of it; 404 for everybody it was not sent to."""
    notice = Notice.objects.of(actor).of_official_notice(key).first()
    if notice is None:
        raise Http404
    reader = replace(actor, scope=replace(actor.scope, intake_projects=frozenset([key])))
    with acting(reader):
        found = OfficialNotice.objects.visible_to(reader).filter(reading_key=key).select_related("region").first()
        if found is None:
            raise Http404
        yield found, notice


@page("notices.own")
def official_notice_read(request: HttpRequest, key: int) -> HttpResponse:
    with _opened(request.actor, key) as (official_notice, notice):
        return render(request, "notices/official_notice_read.html", {"official_notice": official_notice, "notice": notice})


@require_POST
@page("notices.own")
def official_notice_confirm(request: HttpRequest, key: int) -> HttpResponse:
    with _opened(request.actor, key) as (official_notice, _):
        confirm_official_notice(official_notice, actor=request.actor, at=clock.now())
        messages.success(request, "已签收。" if official_notice.needs_receipt else "已标为已读。")
    return redirect("official_notice_read", key=key)


@recorded
@require_safe
@page("notices.own")
def official_notice_attachment(request: HttpRequest, key: int) -> HttpResponse:
    """The recipient's own message is what opens the file; whether it may be handed out is the file room's rule."""
    with _opened(request.actor, key) as (official_notice, _):
        if official_notice.attachment_id is None:
            raise Http404
    with acting(system_actor(official_notice.region)) as keeper:
        stored = StoredFile.objects.visible_to(keeper).get(pk=official_notice.attachment_id)
    reason = blocked(stored, request.actor, clock.today())
    if reason:
        return render(request, "documents/file_blocked.html", {"stored": stored, "reason": reason}, status=409)
    response = file_response(storage.pieces(stored.sha256), stored.name, stored.media_type)
    response.handed_out = ("notices.attachment", official_notice)
    return response
