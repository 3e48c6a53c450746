"""Keep and forget a list's filters; both lead back to the list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts.actions.save_view import forget_view, save_view
from portal.accounts.models import SavedView
from portal.accounts.pages import page
from portal.accounts.saved_views import LISTS


@require_POST
@page("accounts.own")
def view_save(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("page", "")
    if wanted not in LISTS:
        raise Http404
    kept = save_view(actor=request.actor, page=wanted, name=request.POST.get("name", ""), query=request.POST.get("query", ""))
    messages.success(request, f"已保存为“{kept.name}”。")
    return redirect(f"{reverse(wanted)}?{kept.query}" if kept.query else wanted)


@require_POST
@page("accounts.own")
def view_forget(request: HttpRequest, uid: str) -> HttpResponse:
    found = SavedView.objects.filter(uid=uid, membership_id=request.actor.membership_id).first()
    if found is None:
        raise Http404
    forget_view(actor=request.actor, view=found)
    messages.success(request, f"已删除“{found.name}”。")
    return redirect(found.page)
