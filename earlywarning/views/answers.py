"""What is said about one warning: taken up, justified, decided, asked of the workers; what was ordered is checked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from earlywarning.actions.acknowledge import acknowledge_warning
from earlywarning.actions.ask_workers import ask_workers
from earlywarning.actions.check_disposal import check_disposal
from earlywarning.actions.justify import decide_justification, justify_until, justify_warning
from earlywarning.enums import WarningLane
from earlywarning.forms import CheckForm, DecideJustificationForm, JustifyForm
from earlywarning.models import Disposal, EarlyWarning, Justification
from earlywarning.questions import MOST, concerned_by
from earlywarning.worker_words import words_of
from portal.accounts.pages import page
from portal.documents.actions.receive_file import receive_file
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from portal.tenancy.models import TenantModel


def own(request: HttpRequest, row: TenantModel) -> None:
    """Only the county itself acts on its rows; a level above reads."""
    if row.region_id not in request.actor.scope.write_regions:
        raise PermissionDenied


@page("earlywarning.verify", obj=(EarlyWarning, "uid"))
def warning_acknowledge(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    """响应: one press, also on a phone."""
    own(request, warning)
    back = reverse("warning", args=[warning.uid])
    if request.method == "POST":
        acknowledge_warning(warning, actor=request.actor, at=clock.now())
        messages.success(request, "已响应，接下来核实。")
        return redirect(back)
    return confirm(request, "响应这条预警？", text="表示您已看到并着手核实，时间写入经过。", verb="响应", back=back, kind="btn-primary")


@page("earlywarning.justify", obj=(EarlyWarning, "uid"))
def warning_justify(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    """The firm's side, with its evidence."""
    form = JustifyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _justify(request, warning, form.cleaned_data)):
        messages.success(request, "申辩已提交，监察员复核后通知您。")
        return redirect("warning", uid=warning.uid)
    until = justify_until(warning, clock.today())
    return render(request, "earlywarning/justify.html", {"warning": warning, "form": form, "until": until, "is_late": clock.today() > until})


def _justify(request: HttpRequest, warning: EarlyWarning, data: dict) -> Justification:
    at, upload = clock.now(), data["file"]
    file = upload and receive_file(
        actor=request.actor, upload=upload, name=upload.name, kind="warning_proof", region_id=warning.region_id, at=at, project_id=warning.project_id
    )
    return justify_warning(warning, actor=request.actor, at=at, text=data["text"], file=file or None)


@page("earlywarning.verify", obj=(Justification, "uid"))
def justification_decide(request: HttpRequest, said: Justification) -> HttpResponse:
    """成立 or 不成立; workers who contradict stand beside it."""
    own(request, said)
    if said.warning.lane == WarningLane.DUTY:
        return redirect("duty_decide", uid=said.uid)
    form = DecideJustificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _decide(request, said, form.cleaned_data)):
        messages.success(request, "复核意见已登记，企业会收到通知。")
        return redirect("warning", uid=said.warning.uid)
    context = {"said": said, "warning": said.warning, "words": words_of(said.warning, request.actor, clock.today()), "form": form}
    return render(request, "earlywarning/justification.html", context)


def _decide(request: HttpRequest, said: Justification, data: dict) -> Justification:
    given = {"accept": data["accept"] == "yes", "opinion": data["reason"], "clear": data["clear"]}
    return decide_justification(said, actor=request.actor, at=clock.now(), **given)


@page("earlywarning.verify", obj=(EarlyWarning, "uid"))
def warning_ask(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    """Ask the workers concerned by text message; who was not asked at one press is offered at the next."""
    own(request, warning)
    back, on = reverse("warning", args=[warning.uid]), clock.today()
    if request.method == "POST":
        count = ask_workers(warning, actor=request.actor, at=clock.now())
        left = len(concerned_by(warning, request.actor, on).unasked)
        messages.success(request, f"已向 {count} 名工友核实，{f'还有 {left} 名没有问，可以接着问' if left else '涉及的都问到了'}；答复列在本页。")
        return redirect(back)
    found = concerned_by(warning, request.actor, on)
    if not found.unasked:
        return redirect(back)
    whole = f"按工资表和考勤，涉及 {len(found.people)} 人，已问 {found.asked} 人，还有 {len(found.unasked)} 人没有问。"
    part = f"一次最多 {MOST} 人：这次问 {len(found.next)} 人，其余 {found.left} 人下一次问。" if found.left else ""
    month = "" if warning.month else "每人问他最近一个该发没发清的月份。"
    text = f"{whole}{part}{month}短信不写单位和金额，请他们在本人查询页点“已收到”或“没收到或不够”。"
    return confirm(request, f"向 {len(found.next)} 名工友核实？", text=text, verb="发短信核实", back=back, kind="btn-primary")


@page("earlywarning.dispose", obj=(Disposal, "uid"))
def disposal_check(request: HttpRequest, disposal: Disposal) -> HttpResponse:
    """复查 of what was ordered."""
    own(request, disposal)
    form = CheckForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: check_disposal(disposal, actor=request.actor, at=clock.now(), **form.cleaned_data)):
            messages.success(request, "复查已登记。")
            return redirect("warning", uid=disposal.warning.uid)
    return render(request, "earlywarning/check.html", {"disposal": disposal, "warning": disposal.warning, "form": form})
