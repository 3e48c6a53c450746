"""Draft a letter about a special wage account, with what the file knows filled in."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.documents.addressee import default_text
from portal.documents.forms import DraftForm
from portal.documents.kinds import instrument_kind
from portal.lib import clock
from portal.lib.trying import tried
from portal.tenancy.policies import policy
from projects.actions.draft_account_letter import draft_account_letter
from projects.instruments import ACCOUNT, KINDS
from projects.letters import account_facts
from projects.models import AccountClosing, AccountFreeze, Project
from projects.views.accounts import found_account

WHOLE = "拟稿后文书写明完整账号，并记入日志：谁、何时、为什么看。"


@page("documents.draft", obj=(Project, "code"), step_up="reveal")
def account_letter(request: HttpRequest, project: Project, uid: str, kind: str) -> HttpResponse:
    if kind not in {spec.code for spec in KINDS}:
        raise Http404
    account, spec, on = found_account(request, project, uid), instrument_kind(kind), clock.today()
    freeze = AccountFreeze.objects.visible_to(request.actor).filter(account=account, thawed_on__isnull=True).first()
    closing = AccountClosing.objects.visible_to(request.actor).filter(account=account).first()
    part = policy(project.region_id, f"instruments.addressee.{kind}", on=on).require()
    known = {"bank": account.bank, "enterprise": project.general_contractor, "owner": project.owner}
    initial = {f"fact_{key}": value for key, value in account_facts(account, freeze, closing).items()} | {"addressee_text": default_text(part, known)}
    form = DraftForm(request.POST or None, kind=spec, initial=initial)
    form.fields[f"fact_{ACCOUNT}"] = forms.CharField(label="账号", initial=str(account.account_number), disabled=True, required=False, help_text=WHOLE)
    if request.method == "POST" and form.is_valid():
        given = {"kind": kind, "facts": form.facts} | form.texts
        draft = tried(form, lambda: draft_account_letter(actor=request.actor, account=account, at=clock.now(), **given))
        if draft is not None:
            return redirect(draft)
    context = {"form": form, "heading": f"拟{spec.title}：{project.name}", "law": spec.law, "back": account.get_absolute_url()}
    return render(request, "documents/instrument_form.html", context)
