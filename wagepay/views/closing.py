"""结账 and 重新开账 of a project's month."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.close_month import close_month, points_open, points_to_explain, reopen_month
from wagepay.forms import ClosingForm, ReopeningForm
from wagepay.models import MonthClosing, ProjectMonth
from wagepay.views.asked import month_of, posted


@page("wagepay.close", obj=(Project, "code"))
def wage_close(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """GET asks and says what is still open, POST closes."""
    day, on = month_of(month), clock.today()
    form = ClosingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        closing = tried(form, lambda: close_month(actor=request.actor, project=project, month=day, on=on, at=clock.now(), note=note))
        if closing:
            messages.success(request, f"{day:%Y-%m} 已结账，回执 {closing.receipt_number}。")
            return redirect("wage_month", project.code, month)
    rows = list(ProjectMonth.objects.visible_to(request.actor).filter(project=project, month=day).select_related("employer"))
    waiting, odd = list(points_open(rows, day, on)), list(points_to_explain(rows))
    back = reverse("wage_month", args=[project.code, month])
    if waiting:
        found = None if request.method == "GET" else form
        return confirm(request, f"{day.year} 年 {day.month} 月还不能结账", verb="", back=back, text=f"{'；'.join(waiting)}。", form=found)
    text = "结账后这个月不再收工资表、考勤表和回单；要更正的，写明原因重新开账。"
    if odd:
        text += f"请在说明里写明：{'；'.join(odd)}。"
    return confirm(request, f"{day.year} 年 {day.month} 月结账？", verb="结账", back=back, text=text, form=form, kind="btn-primary")


@page("wagepay.reopen", obj=(MonthClosing, "uid"))
def wage_reopen(request: HttpRequest, closing: MonthClosing) -> HttpResponse:
    """GET asks for the reason, POST opens the month again."""
    form = ReopeningForm(posted(request))
    place = [closing.project.code, f"{closing.month:%Y-%m}"]
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: reopen_month(actor=request.actor, closing=closing, at=clock.now(), reason=reason)):
            messages.success(request, f"{closing.month:%Y-%m} 已重新开账，更正要引用回执 {closing.receipt_number}。")
            return redirect("wage_month", *place)
    text = f"回执 {closing.receipt_number} 作为痕迹留存，以后的更正引用它。"
    title = f"重新打开 {closing.month.year} 年 {closing.month.month} 月的账？"
    return confirm(request, title, verb="重新开账", back=reverse("wage_month", args=place), text=text, form=form)
