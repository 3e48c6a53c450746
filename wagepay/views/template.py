"""The payroll template of a month, filled with the roster: a recorded export of full numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.exports import XLSX, attachment
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.make_template import make_template
from wagepay.forms import TemplateForm
from wagepay.intake.employers import employers_of
from wagepay.pay_months import wage_month
from wagepay.views.asked import month_of, posted_files


@page("wagepay.submit", obj=(Project, "code"))
def wage_template(request: HttpRequest, project: Project) -> HttpResponse:
    """GET asks for which employer and month, POST records the export and hands the workbook out."""
    actor = request.actor
    month = month_of(request.GET["month"]) if request.GET.get("month") else wage_month(clock.today())
    initial = {"source": "last"} if request.GET.get("source") == "last" else {}
    employers = employers_of(actor, project)
    if not employers:
        raise Http404
    form = TemplateForm(*posted_files(request), employers=employers, month=month, initial=initial)
    if request.method == "POST" and form.is_valid():
        month = form.cleaned_data["month"]
        last = form.cleaned_data["source"] == "last"
        content = tried(form, lambda: _make(request, project, form), "pieces" if form.cleaned_data["pieces"] else "source")
        if content:
            response = HttpResponse(content, content_type=XLSX)
            response.headers["Content-Disposition"] = attachment(f"{project.name} {month:%Y-%m} 工资表{'' if last else '模板'}.xlsx")
            return response
    return render(request, "wagepay/template.html", {"project": project, "form": form})


def _make(request: HttpRequest, project: Project, form: TemplateForm) -> bytes:
    data = form.cleaned_data
    pieces = read_workbook(data["pieces"].read(), data["pieces"].name) if data["pieces"] else None
    from_last = data["source"] == "last"
    return make_template(actor=request.actor, project=project, employer=data["employer"], month=data["month"], from_last=from_last, pieces=pieces)
