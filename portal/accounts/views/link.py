"""The page behind an invitation or a reset: choose one's own password."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from portal.accounts.actions.use_link import find_link, use_link
from portal.accounts.forms import NewPasswordForm
from portal.accounts.passwords import rules_in_words
from portal.accounts.policies import policy_of
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.trying import tried


@never_cache
def link_page(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is used up, taken back, old or forged finds nothing here."""
    try:
        link = find_link(token, at=clock.now())
    except Refused as refusal:
        raise Http404(refusal.reason) from None
    rules = rules_in_words(policy_of(link.user, on=clock.today()))
    form = NewPasswordForm(request.POST or None, user=link.user, at=clock.now(), rules=rules)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: use_link(token=token, password=form.cleaned_data["new"], at=clock.now()), "new"):
            messages.success(request, "密码已设好，请登录。")
            return redirect("login")
    return render(request, "accounts/link.html", {"form": form, "link": link})
