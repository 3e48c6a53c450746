"""The second step of signing in, binding a phone, and one's own page about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts import pending, second_factor
from portal.accounts.actions.make_recovery_codes import make_recovery_codes
from portal.accounts.actions.offer_second_factor import offer_second_factor
from portal.accounts.actions.prove_second_factor import confirm_second_factor, prove_second_factor
from portal.accounts.actions.remove_second_factor import remove_own_second_factor
from portal.accounts.actions.sign_in import memberships_for_sign_in, sign_in
from portal.accounts.actors import actor_for
from portal.accounts.forms import CodeForm
from portal.accounts.models import PortalSession, RecoveryCode, SecondFactor, User
from portal.accounts.pages import page
from portal.accounts.sessions import SECOND
from portal.lib import clock
from portal.lib.confirm import confirm


@never_cache
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Asks for a code of the phone or of the paper; opened by a password given in this browser minutes ago."""
    user = pending.person(request, timezone.now())
    if user is None or second_factor.factor_of(user) is None:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = prove_second_factor(actor=_himself(user), user=user, code=form.cleaned_data["code"], at=timezone.now())
        if proof.taken:
            target = pending.target(request)
            pending.end(request)
            sign_in(request, user, on=clock.today(), at=timezone.now(), second=True)
            if proof.by_recovery:
                messages.warning(request, f"这次用的是恢复码，还剩 {proof.codes_left} 个。手机找不到了，请尽快联系管理员重置。")
            return redirect(target)
        form.add_error("code", proof.words)
    return render(request, "accounts/second_factor.html", {"form": form, "name": user.name})


@never_cache
def enrol_page(request: HttpRequest) -> HttpResponse:
    """Binding before the first page opens, for whom it is demanded."""
    user = pending.person(request, timezone.now())
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=True).first() if user else None
    if factor is None:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = confirm_second_factor(actor=_himself(user), user=user, code=form.cleaned_data["code"], at=timezone.now())
        if proof.taken:
            target = pending.target(request)
            pending.end(request)
            codes = make_recovery_codes(actor=_himself(user), user=user)
            sign_in(request, user, on=clock.today(), at=timezone.now(), second=True)
            return render(request, "accounts/recovery_codes_login.html", {"codes": codes, "target": target})
        form.add_error("code", proof.words)
    return render(request, "accounts/enrol.html", {"form": form} | _drawn(factor))


@page("accounts.own", step_up="keys")
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Whether it is on, how many codes are left; while it is being bound, the picture and the first code."""
    factor = SecondFactor.objects.filter(user=request.user).first()
    is_on = factor is not None and factor.confirmed_at is not None
    form = CodeForm(request.POST or None)
    if request.method == "POST" and factor is not None and not is_on and form.is_valid():
        proof = confirm_second_factor(actor=request.actor, user=request.user, code=form.cleaned_data["code"], at=timezone.now())
        if proof.taken:
            PortalSession.objects.filter(user_id=request.user.pk).exclude(session_key=request.session.session_key).delete()
            request.session[SECOND] = timezone.now().isoformat()
            return _codes(request)
        form.add_error("code", proof.words)
    context = {
        "factor": factor,
        "is_on": is_on,
        "left": RecoveryCode.objects.filter(user=request.user, used_at__isnull=True).count(),
        "is_demanded": second_factor.is_demanded(request.memberships),
        "form": form,
    }
    return render(request, "accounts/own_second_factor.html", context | (_drawn(factor) if factor is not None and not is_on else {}))


@require_POST
@page("accounts.own", step_up="keys")
def start_second_factor(request: HttpRequest) -> HttpResponse:
    offer_second_factor(user=request.user, at=timezone.now())
    return redirect("own_second_factor")


@page("accounts.own", step_up="keys")
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The earlier codes die, the new ones are shown this once."""
    if second_factor.factor_of(request.user) is None:
        return redirect("own_second_factor")
    if request.method == "POST":
        return _codes(request)
    return confirm(
        request, "重新生成恢复码？", text="原来的恢复码全部作废，新的只显示一次。", verb="重新生成", back="/account/second-factor/", kind="btn-primary"
    )


@page("accounts.own", step_up="keys")
def stop_second_factor(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        remove_own_second_factor(actor=request.actor, user=request.user)
        messages.success(request, "已停用二次验证，以后登录只要密码。")
        return redirect("own_second_factor")
    return confirm(request, "停用二次验证？", text="停用后只凭密码就能登录，恢复码一并作废。", verb="停用", back="/account/second-factor/")


def _codes(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/recovery_codes.html", {"codes": make_recovery_codes(actor=request.actor, user=request.user)})


def _drawn(factor: SecondFactor) -> dict[str, str]:
    return {"picture": second_factor.picture_of(factor), "spelled": second_factor.spelled(factor), "issuer": second_factor.ISSUER}


def _himself(user: User):
    """The actor of the entries: the person under his first role."""
    return actor_for(memberships_for_sign_in(user, clock.today())[0])
