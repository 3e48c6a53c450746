"""The page behind the one-time token."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from portal.accounts.actions.create_first_admin import create_first_admin, read_invitation
from portal.accounts.forms import FirstAdminForm
from portal.accounts.passwords import rules_in_words
from portal.accounts.policies import AccountPolicy
from portal.lib import clock
from portal.lib.errors import Refused


@never_cache
def first_admin_page(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name and a password; a token that is used up, old or forged finds nothing here."""
    try:
        invitation = read_invitation(token)
    except Refused as refusal:
        raise Http404(refusal.reason) from None
    rules = rules_in_words(AccountPolicy.of(invitation.jurisdiction.region, on=clock.today()))
    form = FirstAdminForm(request.POST or None, rules=rules)
    if request.method == "POST" and form.is_valid():
        fields = {key: form.cleaned_data[key] for key in ("username", "name", "password")}
        try:
            create_first_admin(token=token, **fields, on=clock.today(), at=clock.now())
            messages.success(request, "账号已建立，请登录。")
            return redirect("login")
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "accounts/first_admin.html", {"form": form, "jurisdiction": invitation.jurisdiction})
