"""/t/<code>/: the sender follows his matter by the code of the confirmation page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import gate, progress_codes
from cases.actions.answer_progress import answer_progress
from cases.enums import AnswerKind
from cases.forms.complaint import CodeForm, SupplementForm
from cases.models import Lead, ProgressCode, WorkerAnswer
from cases.progress_page import progress_page
from cases.views.public import hotline_of, say, too_many, too_many_pictures, who
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import intake_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting

THANKS = {
    AnswerKind.PAID: "记下了：钱已收到。谢谢您告诉我们。",
    AnswerKind.UNPAID: "记下了：没收到。监察员会看到，继续催。",
    AnswerKind.MORE: "补充的材料收到了，监察员会看到。",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress_entry(request: HttpRequest) -> HttpResponse:
    """/t/: type the code."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if form.is_valid():
        at = clock.now()
        if gate.WRONG_CODES.is_spent(who(request), at):
            return too_many(request)
        typed = form.cleaned_data["code"]
        if progress_codes.find(typed) is not None:
            return redirect("progress", code=progress_codes.plain(typed))
        gate.WRONG_CODES.spend(who(request), at)
        form.add_error("code", "没有这个查询码，请对照截屏再看一遍，一共 10 位。")
    return render(request, "cases/progress_entry.html", {"form": form, "hotline": hotline_of(None)}, status=422 if form.errors else 200)


def _opened(request: HttpRequest, code: str, at: dt.datetime) -> ProgressCode | HttpResponse:
    """The row of a right code; else the page that says so. Wrong codes are counted, and too many close the door for a while."""
    if gate.WRONG_CODES.is_spent(who(request), at):
        return too_many(request)
    found = progress_codes.find(code)
    if found is None:
        gate.WRONG_CODES.spend(who(request), at)
        return say(request, "没有这个查询码", "请对照提交时的截屏再看一遍，一共 10 位。查询码丢了，可以带身份证到监察窗口补。", status=404)
    return found


def _actor(opened: ProgressCode) -> Actor:
    return intake_actor(opened.region_id, opened.intake_key)


@never_cache
@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """His own matter; the scope shows this lead and its answers, no other row of the county."""
    at = clock.now()
    opened = _opened(request, code, at)
    if isinstance(opened, HttpResponse):
        return opened
    actor = _actor(opened)
    with acting(actor):
        lead = Lead.objects.visible_to(actor).get(uid=opened.lead_uid)
        answers = list(WorkerAnswer.objects.visible_to(actor).filter(lead=lead)[:10])
    context = {
        "lead": lead,
        "page": progress_page(lead, at.date()),
        "answers": answers,
        "said": next((answer for answer in answers if answer.kind != AnswerKind.MORE), None),
        "code": progress_codes.shown(progress_codes.plain(code)),
        "url_code": progress_codes.plain(code),
        "hotline": hotline_of(Region.objects.filter(pk=opened.region_id).first()),
        "thanks": THANKS.get(request.GET.get("said", "")),
    }
    return render(request, "cases/progress.html", context)


@require_POST
def progress_answer(request: HttpRequest, code: str) -> HttpResponse:
    """钱已收到 or 没收到."""
    kind = request.POST.get("kind", "")
    if kind not in (AnswerKind.PAID, AnswerKind.UNPAID):
        return say(request, "没有提交成功", "请回到上一页，点“钱已收到”或“没收到”。", status=400)
    return _said(request, code, AnswerKind(kind))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress_more(request: HttpRequest, code: str) -> HttpResponse:
    """补充材料."""
    form = SupplementForm(request.POST, request.FILES) if request.method == "POST" else SupplementForm()
    if form.is_valid() and not too_many_pictures(request, form, clock.now()):
        try:
            return _said(request, code, AnswerKind.MORE, note=form.cleaned_data["note"], pictures=form.cleaned_data["pictures"])
        except Refused as refusal:
            form.add_error("pictures" if form.cleaned_data["pictures"] else None, refusal.reason)
    opened = _opened(request, code, clock.now())
    if isinstance(opened, HttpResponse):
        return opened
    context = {"form": form, "url_code": progress_codes.plain(code)}
    return render(request, "cases/progress_more.html", context, status=422 if form.errors else 200)


def _said(request: HttpRequest, code: str, kind: AnswerKind, **material) -> HttpResponse:
    at = clock.now()
    opened = _opened(request, code, at)
    if isinstance(opened, HttpResponse):
        return opened
    if not gate.SAYING.spend(who(request), at):
        return too_many(request)
    actor = _actor(opened)
    try:
        with acting(actor):
            lead = Lead.objects.visible_to(actor).get(uid=opened.lead_uid)
            answer_progress(actor=actor, lead=lead, kind=kind, at=at, **material)
    except Refused as refusal:
        if kind == AnswerKind.MORE:
            raise
        return say(request, "没有记下", refusal.reason, status=409)
    return redirect(f"{reverse('progress', args=[progress_codes.plain(code)])}?said={kind}")
