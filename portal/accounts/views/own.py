"""A person's own sessions, password and memberships."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.accounts.actions.switch_membership import switch_membership
from portal.accounts.forms import PasswordForm
from portal.accounts.models import PortalSession
from portal.accounts.pages import page
from portal.accounts.passwords import has_expired, rules_in_words, set_password
from portal.accounts.policies import policy_of
from portal.audit.log import record
from portal.lib import clock


@page("accounts.own")
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this session lives on, the others die with the old hash."""
    rules = rules_in_words(policy_of(request.user, on=clock.today()))
    form = PasswordForm(request.POST or None, user=request.user, at=clock.now(), rules=rules)
    if request.method == "POST" and form.is_valid():
        set_password(request.user, form.cleaned_data["new"], at=clock.now())
        update_session_auth_hash(request, request.user)
        record(request.actor, "accounts.change_password", request.user)
        messages.success(request, "密码已改，其他地方的登录已失效。")
        return redirect("desk")
    return render(request, "accounts/password_change.html", {"form": form, "expired": has_expired(request.user, clock.now(), request.account_policy)})


@page("accounts.own")
def session_list(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = PortalSession.objects.filter(user_id=request.user.pk).order_by("-seen_at")
    return render(request, "accounts/sessions.html", {"rows": rows, "own": request.session.session_key})


@require_POST
@page("accounts.own")
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions."""
    own = PortalSession.objects.filter(user_id=request.user.pk)
    found = next((row for row in own if row.tag == request.POST.get("key", "")), None)
    if found is None:
        raise Http404
    found.delete()
    record(request.actor, "accounts.end_session", request.user)
    messages.success(request, "已结束那次登录。")
    return redirect("session_list")


@require_POST
@page("accounts.own")
def change_membership(request: HttpRequest) -> HttpResponse:
    """Switch to another of one's memberships and start at its desk."""
    value = request.POST.get("membership", "")
    if not value.isdecimal():
        raise Http404
    switch_membership(request, int(value), on=clock.today())
    return redirect("desk")
