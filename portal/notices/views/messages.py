"""The message centre. Reading is noted by POST: a page that is only looked at changes nothing."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.lib import clock
from portal.notices.actions.read_notices import read_notices
from portal.notices.models import Notice

PER_PAGE = 30


@page("notices.own")
def message_list(request: HttpRequest) -> HttpResponse:
    own = Notice.objects.of(request.actor)
    only_unread = request.GET.get("show") == "unread"
    shown = Paginator(own.unread() if only_unread else own, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/message_list.html", {"page": shown, "only_unread": only_unread, "unread": own.unread().count()})


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
def message_read_all(request: HttpRequest) -> HttpResponse:
    read_notices(actor=request.actor, uids=None, at=clock.now())
    return redirect("message_list")
