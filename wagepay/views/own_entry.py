"""/t/pay/: a worker proves his phone and sees his own months; no account, no script."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.client import address
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from wagepay.actions.ask_own_code import ask_own_code
from wagepay.actions.end_own_visit import end_own_visit
from wagepay.actions.open_own_visit import Opened, open_own_visit
from wagepay.models import OwnVisit
from wagepay.own_actor import visit_of
from wagepay.own_forms import CodeForm, PhoneForm
from wagepay.own_months import own_months
from wagepay.views.own_gate import cookie, give_key, hotline, own_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_pay(request: HttpRequest) -> HttpResponse:
    """The phone number; whoever has an open visit sees his months."""
    if request.method != "POST":
        if visit_of(request.COOKIES.get(cookie(), ""), clock.now()) is not None:
            sheet = _sheet(request)
            return redirect("own_sheet", uid=sheet) if sheet else _overview(request)
        return _ask(request, PhoneForm())
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, 422)
    try:
        uid = ask_own_code(phone=form.cleaned_data["phone"], address=address(request), at=clock.now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _ask(request, form, 429)
    sheet = _sheet(request)
    return redirect(f"{reverse('own_code', args=[uid])}{f'?s={sheet}' if sheet else ''}")


def _ask(request: HttpRequest, form: PhoneForm, status: int = 200) -> HttpResponse:
    return render(request, "wagepay/own/phone.html", {"form": form, "hotline": hotline(None)}, status=status)


def _sheet(request: HttpRequest) -> UUID | None:
    """The sheet a link asked about; anything that is no such number is ignored."""
    try:
        return UUID(request.GET.get("s", ""))
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_code(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The code. The page says the same for every number and for a request nobody made."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    opened = Opened()
    if form.is_valid():
        data = form.cleaned_data
        opened = open_own_visit(uid=str(uid), digits=data["code"], last4=data["last4"], region_id=data["region"], at=clock.now())
        if opened.visit is not None:
            sheet = _sheet(request)
            to = redirect("own_sheet", uid=sheet) if sheet else redirect("own_pay")
            return give_key(to, opened.visit, opened.key)
        form.add_error(None if opened.asks_last4 or opened.regions else "code", opened.reason)
    form.fields["region"].widget.choices = [(region.pk, region.name) for region in opened.regions]
    context = {"form": form, "asks_last4": opened.asks_last4, "regions": opened.regions, "hotline": hotline(None)}
    return render(request, "wagepay/own/code.html", context, status=422 if form.errors else 200)


@own_page
def _overview(request: HttpRequest, visit: OwnVisit) -> HttpResponse:
    months = own_months(request.own)
    region = Region.objects.get(pk=visit.region_id)
    context = {"months": months, "region": region, "ends_at": visit.ends_at, "hotline": hotline(region.pk)}
    return render(request, "wagepay/own/months.html", context)


@require_POST
@own_page
def own_leave(request: HttpRequest, visit: OwnVisit) -> HttpResponse:
    """On a borrowed phone nothing stays open."""
    end_own_visit(actor=request.own, visit=visit, at=clock.now())
    messages.success(request, "已退出。")
    response = redirect("own_pay")
    response.delete_cookie(cookie(), samesite="Lax")
    return response
