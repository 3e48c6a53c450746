"""The message centre. Reading is noted by POST: a page that is only looked at changes nothing."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.lib import clock
from portal.notices.actions.read_notices import read_notices
from portal.notices.kinds import kind_of
from portal.notices.models import Notice

PER_PAGE = 30
MOST_OF_A_SEARCH = 60


@page("notices.own")
def message_list(request: HttpRequest) -> HttpResponse:
    own = Notice.objects.of(request.actor)
    asked = {"show": request.GET.get("show", ""), "kind": request.GET.get("kind", ""), "q": request.GET.get("q", "").strip()[:MOST_OF_A_SEARCH]}
    shown = Paginator(_narrowed(own, asked), PER_PAGE).get_page(request.GET.get("page"))
    for notice in shown:
        notice.label = kind_of(notice.kind).label
    context = {
        "page": shown,
        "asked": asked,
        "only_unread": asked["show"] == "unread",
        "is_narrowed": any(asked.values()),
        "kinds": _kinds(own),
        "unread": own.unread().count(),
    }
    return render(request, "notices/message_list.html", context)


def _narrowed(own: QuerySet, asked: dict[str, str]) -> QuerySet:
    found = own.unread() if asked["show"] == "unread" else own
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if asked["q"]:
        found = found.filter(Q(title__icontains=asked["q"]) | Q(text__icontains=asked["q"]))
    return found


def _kinds(own: QuerySet) -> list[tuple[str, str]]:
    """The kinds a person has messages of, in words."""
    kinds = own.order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, kind_of(kind).label) for kind in kinds), key=lambda pair: pair[1])


@require_POST
@page("notices.own")
def message_open(request: HttpRequest, uid: str) -> HttpResponse:
    """Note the reading and go where the message points."""
    notice = Notice.objects.of(request.actor).filter(uid=uid).first()
    if notice is None:
        raise Http404
    read_notices(actor=request.actor, uids=[notice.uid], at=clock.now())
    safe = notice.url and url_has_allowed_host_and_scheme(notice.url, {request.get_host()})
    return redirect(notice.url if safe else "message_list")


@require_POST
@page("notices.own")
def message_read(request: HttpRequest) -> HttpResponse:
    """The ticked ones are read."""
    count = read_notices(actor=request.actor, uids=_uids(request), at=clock.now())
    messages.success(request, f"{count} 条已标为已读。" if count else "没有勾选未读的消息。")
    return _back(request)


@require_POST
@page("notices.own")
def message_read_all(request: HttpRequest) -> HttpResponse:
    read_notices(actor=request.actor, uids=None, at=clock.now())
    return _back(request)


def _uids(request: HttpRequest) -> list[str]:
    """Only what looks like one of ours; anything else names no row."""
    return [uid for uid in request.POST.getlist("pick") if len(uid) == 36 and set(uid) <= set("0123456789abcdef-")]


def _back(request: HttpRequest) -> HttpResponse:
    """To the same part of the list."""
    asked = request.POST.get("back", "")
    return redirect(f"{reverse('message_list')}{asked}" if asked.startswith("?") else "message_list")


@page("notices.own")
def digest(request: HttpRequest, day: str) -> HttpResponse:
    """All that one morning's digest said was due."""
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    notice = Notice.objects.of(request.actor).filter(digest_on=on).first()
    if notice is None:
        raise Http404
    return render(request, "notices/digest.html", {"notice": notice})
