"""One page for each step of an instrument."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.documents import sniff
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.receive_file import receive_file
from portal.documents.actions.record_reply import record_reply
from portal.documents.actions.review_instrument import review_instrument
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.actions.seal_instrument import ask_for_seal, seal_by_hand
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.actions.submit_instrument import send_back, submit_instrument
from portal.documents.actions.withdraw_instrument import withdraw_instrument
from portal.documents.forms import ReplyForm, ReviseForm, SendBackForm, ServeForm, WithdrawForm
from portal.documents.models import Instrument, StoredFile
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried


@page("documents.draft", obj=(Instrument, "uid"))
def instrument_edit(request: HttpRequest, found: Instrument) -> HttpResponse:
    form = ReviseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        fresh = Instrument.objects.visible_to(request.actor).get(pk=found.pk)
        revise_draft(actor=request.actor, instrument=fresh, version=form.cleaned_data["version"], at=clock.now(), **form.changes)
        messages.success(request, "已保存。")
        return redirect(found)
    return render(request, "documents/instrument_form.html", {"form": form, "heading": "修改文稿", "law": "", "back": found.get_absolute_url()})


@page("documents.review", obj=(Instrument, "uid"))
def instrument_review(request: HttpRequest, found: Instrument) -> HttpResponse:
    text = "审核后文字再改要重新审核。"
    return _confirm(request, found, "审核通过这份文稿？", text, "审核通过", lambda: review_instrument(actor=request.actor, instrument=found, at=clock.now()))


@page("documents.draft", obj=(Instrument, "uid"))
def instrument_submit(request: HttpRequest, found: Instrument) -> HttpResponse:
    text = "交审核人审核；送审后文字再改，要重新送审。"
    return _confirm(request, found, "送审这份文稿？", text, "送审", lambda: submit_instrument(actor=request.actor, instrument=found, at=clock.now()))


@page("documents.review", obj=(Instrument, "uid"))
def instrument_send_back(request: HttpRequest, found: Instrument) -> HttpResponse:
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_back(actor=request.actor, instrument=found, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "已退回拟稿人。")
        return redirect(found)
    return confirm(request, "退回这份文稿？", text=f"拟稿人：{found.drafted_by}", verb="退回修改", back=found.get_absolute_url(), form=form)


@page("documents.seal", obj=(Instrument, "uid"))
def instrument_seal(request: HttpRequest, found: Instrument) -> HttpResponse:
    text = "再次请求电子印章服务，结果在本页显示。"
    return _confirm(request, found, "重新用印？", text, "重新用印", lambda: ask_for_seal(actor=request.actor, instrument=found, at=clock.now()))


@page("documents.seal", obj=(Instrument, "uid"))
def instrument_seal_by_hand(request: HttpRequest, found: Instrument) -> HttpResponse:
    text = "打印定稿后在纸上用印，再登记送达。电子印章服务以后的结果不再采用。"
    return _confirm(request, found, "改为手工用印？", text, "改为手工用印", lambda: seal_by_hand(actor=request.actor, instrument=found, at=clock.now()))


@page("documents.issue", obj=(Instrument, "uid"))
def instrument_issue(request: HttpRequest, found: Instrument) -> HttpResponse:
    text = f"发给“{found.addressee_text}”。签发后编文号、定稿，文字不能再改；确有错误只能撤回，文号作废保留。"
    return _confirm(
        request, found, f"签发这份{found.spec.title}？", text, "签发并编号", lambda: issue_instrument(actor=request.actor, instrument=found, at=clock.now())
    )


def _confirm(request: HttpRequest, found: Instrument, title: str, text: str, verb: str, act: Callable[[], Instrument]) -> HttpResponse:
    if request.method == "POST":
        done = act()
        messages.success(request, f"{done.get_state_display()}：{done.number or done.title}")
        return redirect(found)
    return confirm(request, title, text=text, verb=verb, back=found.get_absolute_url(), kind="btn-primary")


@page("documents.withdraw", obj=(Instrument, "uid"))
def instrument_withdraw(request: HttpRequest, found: Instrument) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_instrument(actor=request.actor, instrument=found, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "已撤回。")
        return redirect(found)
    return confirm(request, "撤回这份文书？", text="发出去的请另行告知收文单位。", verb="撤回", back=found.get_absolute_url(), form=form)


@page("documents.serve", obj=(Instrument, "uid"))
def instrument_serve(request: HttpRequest, found: Instrument) -> HttpResponse:
    form = ServeForm(request.POST or None, request.FILES or None, initial={"served_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: _serve(request, found, dict(form.cleaned_data))):
            messages.success(request, "已登记送达。")
            return redirect(found)
    return _form(request, found, form, "登记送达")


@page("documents.reply", obj=(Instrument, "uid"))
def instrument_reply(request: HttpRequest, found: Instrument) -> HttpResponse:
    form = ReplyForm(request.POST or None, request.FILES or None, initial={"replied_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: _reply(request, found, dict(form.cleaned_data))):
            messages.success(request, "已登记回复。")
            return redirect(found)
    return _form(request, found, form, "回复")


def _form(request: HttpRequest, found: Instrument, form: forms.Form, heading: str) -> HttpResponse:
    return render(request, "documents/instrument_form.html", {"form": form, "heading": f"{heading}：{found}", "law": "", "back": found.get_absolute_url()})


def _serve(request: HttpRequest, found: Instrument, data: dict) -> Instrument:
    receipt = _receive(request, found, data.pop("receipt"), "instrument_receipt", sniff.DOCUMENTS)
    return serve_instrument(actor=request.actor, instrument=found, receipt=receipt, at=clock.now(), **data)


def _reply(request: HttpRequest, found: Instrument, data: dict) -> Instrument:
    attachment = _receive(request, found, data.pop("attachment"), "instrument_reply", sniff.PAPERS)
    return record_reply(actor=request.actor, instrument=found, attachment=attachment, at=clock.now(), **data)


def _receive(request: HttpRequest, found: Instrument, upload, kind: str, allowed: tuple[str, ...]) -> StoredFile | None:
    if upload is None:
        return None
    return receive_file(actor=request.actor, upload=upload, name=upload.name, kind=kind, region_id=found.region_id, at=clock.now(), allowed=allowed)
