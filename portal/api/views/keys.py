"""The administrator's pages of machines' keys."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.api.actions.issue_key import Issued, issue_key, revoke_key, rotate_key
from portal.api.forms import KeyForm, RevokeForm, RotateForm
from portal.api.grants import label_of
from portal.api.models import ApiKey
from portal.api.tables import key_columns
from portal.audit.models import Entry
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Organisation, Region

MOST_ENTRIES = 50


def key_table(request: HttpRequest) -> Table:
    """The tenant's keys; never a secret. Its export stands where files leave the portal (documents)."""
    rows = ApiKey.objects.visible_to(request.actor).select_related("organisation", "region")
    empty = Empty("没有接口密钥", "考勤设备、银行系统要接入时，在这里签发。", reverse("api_key_new"), "签发密钥")
    exports = (("导出", reverse("api_key_export")),)
    return Table(request, rows, key_columns(clock.now()), order=("-id",), title="接口密钥", note="密钥只在签发时显示一次", empty=empty, exports=exports)


@page("api.keys")
def api_key_list(request: HttpRequest) -> HttpResponse:
    return part_or_page(request, "api/key_list.html", "parts/_table.html", {"table": key_table(request)})


@page("api.keys", step_up="keys")
def api_key_new(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST issues and shows the secret once."""
    regions = Region.objects.filter(pk__in=request.actor.scope.read_regions).exclude(level="township").order_by("path")
    organisations = Organisation.objects.filter(Q(kind__in=["enterprise", "bank"]) | Q(kind="authority", region__in=request.actor.scope.read_regions))
    form = KeyForm(request.POST if request.method == "POST" else None, regions=regions, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        asked, at = form.cleaned_data, clock.now()
        fields = {name: asked[name] for name in ("name", "organisation", "region", "verbs", "projects")}
        issued = tried(form, lambda: issue_key(actor=request.actor, at=at, expires_at=at + dt.timedelta(days=asked["days"]), **fields))
        if issued is not None:
            return _shown_once(request, issued)
    return render(request, "api/key_form.html", {"form": form}, status=422 if form.errors else 200)


@page("api.keys")
def api_key(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One key: its scope, its use, what was done with it; never its secret."""
    key, at = _key(request, uid), clock.now()
    entries = Entry.objects.filter(object_type=ApiKey._meta.label, object_uid=str(key.uid)).order_by("-id")[:MOST_ENTRIES]
    words = {"api.issue_key": "签发", "api.rotate_key": "更换后签发", "api.revoke_key": "吊销"}
    context = {
        "key": key,
        "state": key.state(at),
        "is_usable": key.state(at) == "有效",
        "verbs": [label_of(verb) for verb in key.verbs],
        "entries": [{"title": words.get(e.verb, e.verb), "at": e.at, "who": e.actor_name, "note": e.detail.get("reason", ""), "level": ""} for e in entries],
    }
    return render(request, "api/key.html", context)


@page("api.keys", step_up="keys")
def api_key_rotate(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """GET asks for the overlap, POST changes and shows the new secret once."""
    key = _key(request, uid)

    def act(form: RotateForm) -> HttpResponse:
        return _shown_once(request, rotate_key(actor=request.actor, key=key, at=clock.now(), overlap=dt.timedelta(hours=form.cleaned_data["hours"])))

    text = "签发一把范围相同的新密钥；旧密钥在并行时间内继续可用，之后自动停用。"
    return _asked(request, key, RotateForm, f"更换密钥 {key.code}？", text, "更换", act)


@page("api.keys", step_up="keys")
def api_key_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    key = _key(request, uid)

    def act(form: RevokeForm) -> HttpResponse:
        revoke_key(actor=request.actor, key=key, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, f"{key.code} 已吊销，立即失效。")
        return redirect("api_key", uid=key.uid)

    return _asked(request, key, RevokeForm, f"吊销密钥 {key.code}？", "吊销后立即失效，不能恢复；需要时重新签发。", "吊销", act)


def _asked(request: HttpRequest, key: ApiKey, form_class: type, title: str, text: str, verb: str, act: Callable) -> HttpResponse:
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return act(form)
    return confirm(request, title, text=text, verb=verb, back=reverse("api_key", args=[key.uid]), form=form)


def _shown_once(request: HttpRequest, issued: Issued) -> HttpResponse:
    return render(request, "api/key_issued.html", {"key": issued.key, "secret": issued.secret})


def _key(request: HttpRequest, uid: uuid.UUID) -> ApiKey:
    found = ApiKey.objects.visible_to(request.actor).filter(uid=uid).select_related("organisation", "region", "replaces").first()
    if found is None:
        raise Http404
    return found
