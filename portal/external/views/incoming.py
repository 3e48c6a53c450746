"""收文登记: papers that authorities outside the portal sent, from the day they came to their answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.external.actions.close_incoming import answer_incoming, file_incoming, reopen_incoming, void_incoming
from portal.external.actions.register_incoming import register_incoming
from portal.external.forms import IncomingAnswerForm, IncomingForm
from portal.external.models import IncomingPaper
from portal.external.subjects import find_subject
from portal.external.tables import INCOMING_TONES, PAPERS, PaperFilter
from portal.external.views.subject import subject_of
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.workflow.door import available

# verb -> (label, act, what the confirmation says)
ENDINGS = {
    "file": ("阅存", file_incoming, "阅存后不再提醒答复，可以重新办理。"),
    "void": ("登记作废", void_incoming, "收文号保留并注明作废，不再使用。登记错了才作废。"),
    "reopen": ("重新办理", reopen_incoming, "回到待办，原来登记的办理结果留在操作记录里。"),
}


def _table(request: HttpRequest) -> Table:
    today = clock.today()
    return Table(
        request,
        IncomingPaper.objects.visible_to(request.actor).select_related("organisation", "region"),
        PAPERS,
        PaperFilter,
        order=("-received_on", "-pk"),
        title="收文登记",
        note="不在平台上的机关来的文，编收文号、盯答复期限",
        empty=Empty("没有登记来文", "收到不在平台上的机关的来文，在右上角登记；也可以从案件、项目页面登记。"),
        exports=(("导出", reverse("incoming_export")),),
        row_classes=lambda paper: "over" if paper.is_over(today) else "",
    )


@page("external.view")
def incoming_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _table(request), "may_record": may(request.actor, "external.record")}
    return part_or_page(request, "external/incoming_list.html", "parts/_table.html", context)


@recorded
@page("external.view")
def incoming_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "收文登记簿")


@page("external.record")
def incoming_new(request: HttpRequest) -> HttpResponse:
    """Enter a paper; about which case, project or letter it is comes with the address or is written by its number."""
    actor, today = request.actor, clock.today()
    subject, region = subject_of(request), Region.objects.get(pk=actor.region_id)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IncomingForm(*given, region=region, actor=actor, subject=subject, initial={"received_on": today, "handler": actor.name})
    if request.method == "POST" and form.is_valid():
        scan = form.cleaned_data["scan"]
        file = {"upload": scan, "upload_name": scan.name} if scan else {}
        paper = tried(form, lambda: register_incoming(actor=actor, region=region, received=form.received, subject=form.subject, at=clock.now(), **file))
        if paper is not None:
            messages.success(request, f"已登记，收文号 {paper.number}。")
            return redirect(paper)
    context = {"form": form, "subject": subject, "back": subject.url if subject else reverse("incoming_list")}
    return render(request, "external/incoming_new.html", context, status=422 if form.errors else 200)


@page("external.view", obj=(IncomingPaper, "uid"))
def incoming(request: HttpRequest, paper: IncomingPaper) -> HttpResponse:
    verbs = {move.verb for move in available(paper, request.actor)} if paper.region_id in request.actor.scope.write_regions else set()
    context = {
        "paper": paper,
        "subject": find_subject(request.actor, paper.subject_type, paper.subject_uid),
        "tone": INCOMING_TONES.get(paper.state, ""),
        "is_over": paper.is_over(clock.today()),
        "may_answer": "answer" in verbs,
        "others": [(verb, label) for verb, (label, _, _) in ENDINGS.items() if verb in verbs],
    }
    return render(request, "external/incoming.html", context)


@page("external.record", obj=(IncomingPaper, "uid"))
def incoming_answer(request: HttpRequest, paper: IncomingPaper) -> HttpResponse:
    form = IncomingAnswerForm(request.POST or None, initial={"answered_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: answer_incoming(actor=request.actor, paper=paper, at=clock.now(), **form.cleaned_data)) is not None:
            messages.success(request, "已登记答复。")
            return redirect(paper)
    return render(request, "external/incoming_answer.html", {"form": form, "paper": paper}, status=422 if form.errors else 200)


@page("external.record", obj=(IncomingPaper, "uid"))
def incoming_move(request: HttpRequest, paper: IncomingPaper, verb: str) -> HttpResponse:
    """File it, take its entry back, or deal with it again; each with a reason."""
    if verb not in ENDINGS or verb not in {move.verb for move in available(paper, request.actor)}:
        raise Http404
    label, act, text = ENDINGS[verb]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act(actor=request.actor, paper=paper, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, f"已{label}。")
        return redirect(paper)
    return confirm(request, f"{label}“{paper.title}”？", text=f"{paper.number}。{text}", verb=label, back=paper.get_absolute_url(), form=form)
