"""The parts gallery: what the interface is made of, for those who look after the portal. Nothing on it comes from the database."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.interface.gallery import context, sample_job
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import wants_part


@page("operations.gallery")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part once; the running job of the page asks here and is over."""
    if wants_part(request):
        finished = {
            "job": sample_job("done", 97),
            "label": "核对工资表",
            "message": "97 行，5 处须改正",
            "url": request.path,
            "result_url": "#",
            "result_label": "看差错",
        }
        return render(request, "parts/_job.html", finished)
    messages.success(request, "已发警示函 阳城治欠警〔2026〕3 号")
    messages.error(request, "没有提交成功，网络中断。")
    return render(request, "operations/gallery.html", context(clock.now()))


@page("operations.gallery")
def gallery_confirm(request: HttpRequest) -> HttpResponse:
    """A confirmation page; it does nothing."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"已核销：{form.cleaned_data['reason']}")
        return redirect("gallery")
    text = "核销后三日清零停止计时，资金缺口 104.63 万元不会自动再报警，直到下一期数据。"
    return confirm(request, "核销这条红色预警？", text=text, verb="核销并报大队长", back=reverse("gallery"), form=form)
