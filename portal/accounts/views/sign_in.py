"""Signing in and out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts import pending, second_factor
from portal.accounts.actions.offer_second_factor import offer_second_factor
from portal.accounts.actions.sign_in import memberships_for_sign_in, sign_in
from portal.accounts.actors import named_actor
from portal.accounts.forms import SignInForm
from portal.accounts.models import User
from portal.accounts.views.failures import locked_out
from portal.audit.log import record
from portal.lib import clock
from portal.lib.errors import Refused


@never_cache
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """The sign-in form; a person already signed in goes to his desk."""
    target = _target(request)
    if request.actor is not None:
        return redirect(target)
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST":
        if form.is_valid():
            try:
                return _let_in(request, form.user, target)
            except Refused as refusal:
                form.add_error(None, refusal.reason)
        elif form.was_tried:
            record(named_actor(form.cleaned_data["username"][:60]), "accounts.sign_in", succeeded=False)
    if getattr(request, "axes_locked_out", False):
        return locked_out(request)
    form.ask_again(timezone.now())
    return render(request, "accounts/login.html", {"form": form, "next": target, "is_demo": settings.IS_DEMO})


def _let_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """Where a second factor is in use or demanded, the password alone opens nothing but the page that asks for it."""
    memberships, at = memberships_for_sign_in(user, clock.today()), timezone.now()
    factor = second_factor.factor_of(user)
    if factor is None and not second_factor.is_demanded(memberships):
        sign_in(request, user, on=clock.today(), at=at)
        return redirect(target)
    pending.begin(request, user, target=target, at=at)
    if factor is None:
        offer_second_factor(user=user, at=at)
        return redirect("second_factor_enrol")
    return redirect("second_factor")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this machine."""
    if request.actor is not None:
        record(request.actor, "accounts.sign_out", region_id=request.actor.region_id)
    logout(request)
    messages.success(request, "已退出。")
    return redirect("login")


def _target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("desk")
