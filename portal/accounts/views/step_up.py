"""Prove again who one is, before a sensitive act."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from portal.accounts import second_factor
from portal.accounts import step_up as proving
from portal.accounts.actions.prove_second_factor import prove_second_factor
from portal.accounts.enums import Sensitive
from portal.accounts.forms import StepUpForm
from portal.accounts.locks import door_of
from portal.accounts.pages import page
from portal.accounts.sessions import DOUBTS
from portal.audit.log import record


@page("accounts.own")
def step_up_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The password, or a code of the phone; as many wrong ones as lock a sign-in end the session, because it may have been taken over."""
    if kind not in Sensitive:
        raise Http404
    factor = second_factor.factor_of(request.user)
    target = request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    form = StepUpForm(request.POST or None, has_factor=factor is not None)
    if request.method == "POST" and form.is_valid():
        if _is_proved(request, form.cleaned_data["password"], has_factor=factor is not None):
            proving.remember(request, kind, timezone.now())
            record(request.actor, "accounts.step_up", request.user, detail={"kind": kind})
            return _handed_out(request, target) if kind == Sensitive.EXPORT else redirect(target)
        record(request.actor, "accounts.step_up", request.user, detail={"kind": kind}, succeeded=False)
        most = door_of(request).failures
        request.session[DOUBTS] = request.session.get(DOUBTS, 0) + 1
        if request.session[DOUBTS] >= most:
            logout(request)
            messages.error(request, f"连续 {most} 次没有确认身份，已退出登录。")
            return redirect("login")
        form.add_error("password", f"不对，还可以再试 {most - request.session[DOUBTS]} 次。")
    minutes = request.account_policy.step_up_minutes
    return render(request, "accounts/step_up.html", {"form": form, "what": Sensitive(kind).label, "minutes": minutes})


def _handed_out(request: HttpRequest, target: str) -> HttpResponse:
    """A file that comes down leaves the page standing that led to it: that must not be the one that asks for the password."""
    folder = urlsplit(target).path.rstrip("/").rpartition("/")[0] + "/"
    response = render(request, "accounts/step_up_done.html", {"target": target, "back": folder if _is_page(folder) else "/"})
    response.headers["Refresh"] = f"0; url={iri_to_uri(target)}"
    return response


def _is_page(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def _is_proved(request: HttpRequest, given: str, *, has_factor: bool) -> bool:
    if has_factor and len(given) == second_factor.DIGITS and given.isdecimal():
        return prove_second_factor(actor=request.actor, user=request.user, code=given, at=timezone.now()).taken
    return request.user.check_password(given)
