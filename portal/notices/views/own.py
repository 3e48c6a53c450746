"""Where a person wants to be reached, and for what."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.actions.confirm_contact import confirm_contact
from portal.notices.actions.notify import when
from portal.notices.actions.remove_contact import remove_contact
from portal.notices.actions.request_code import request_code
from portal.notices.actions.set_preferences import set_preferences
from portal.notices.channels import is_offered
from portal.notices.enums import ChannelKey, When
from portal.notices.forms import AddressForm, CodeForm, choices_of
from portal.notices.kinds import declared
from portal.notices.models import Contact, Preference


def _offered() -> list[str]:
    return [key for key in ChannelKey.values if is_offered(key)]


@page("notices.own")
def message_settings(request: HttpRequest) -> HttpResponse:
    """One's addresses, and a table of kinds by ways; POST keeps the choices."""
    channels = _offered()
    if request.method == "POST":
        set_preferences(actor=request.actor, chosen=choices_of(request.POST, declared(), channels))
        messages.success(request, "已保存，从下一条消息起生效。")
        return redirect("message_settings")
    contacts = {contact.channel: contact for contact in Contact.objects.filter(user=request.actor.user_id)}
    chosen = {(p.kind, p.channel): p.when for p in Preference.objects.filter(user=request.actor.user_id)}
    context = {
        "ways": [{"key": key, "label": ChannelKey(key).label, "contact": contacts.get(key)} for key in channels],
        "rows": [_row(kind, channels, chosen) for kind in sorted(declared(), key=lambda kind: kind.label)],
    }
    return render(request, "notices/settings.html", context)


def _row(kind, channels: list[str], chosen: dict[tuple[str, str], str]) -> dict:
    """One kind with, for each way, what may be chosen and what holds."""
    cells = []
    for channel in channels:
        holds = when(kind, channel, chosen.get((kind.kind, channel)))
        offered = [choice for choice in When if choice != When.NEVER or kind.may_be_silenced(channel)]
        cells.append({"name": f"{kind.kind}|{channel}", "label": ChannelKey(channel).label, "options": [(c.value, c.label, c == holds) for c in offered]})
    return {"label": kind.label, "is_mandatory": kind.mandatory, "cells": cells}


def _known(channel: str) -> str:
    if channel not in _offered():
        raise Http404
    return channel


@require_POST
@page("notices.own")
def contact_code(request: HttpRequest, channel: str) -> HttpResponse:
    """Give an address and get a code there."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写地址。", "empty")
    contact = request_code(actor=request.actor, channel=_known(channel), address=form.cleaned_data["address"], at=clock.now())
    messages.success(request, f"验证码已发往 {contact.pending}，10 分钟内填写。")
    return redirect("message_settings")


@require_POST
@page("notices.own")
def contact_confirm(request: HttpRequest, channel: str) -> HttpResponse:
    """Give the code back. A wrong one is caught here: what was counted of it must stay."""
    form = CodeForm(request.POST)
    try:
        code = form.cleaned_data["code"] if form.is_valid() else ""
        confirm_contact(actor=request.actor, channel=_known(channel), code=code, at=clock.now())
        messages.success(request, "已确认，以后的消息也发到这里。")
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("message_settings")


@require_POST
@page("notices.own")
def contact_remove(request: HttpRequest, channel: str) -> HttpResponse:
    remove_contact(actor=request.actor, channel=_known(channel))
    messages.success(request, "已删除，不再往那里发消息。")
    return redirect("message_settings")
