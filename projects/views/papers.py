"""Papers of the project's file: keep one, print the forms to sign, and the closing line."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.lib import clock
from projects.actions.keep_paper import keep_paper, kinds_of
from projects.closing_path import steps
from projects.enums_accounts import PaperKind
from projects.forms.accounts import PaperForm
from projects.models import Project, ProjectPaper
from projects.models.base import stands_for_own_people_only
from projects.project_forms import PRINTED, form_pdf
from projects.views.acts import act_page


@page("projects.keep_paper", obj=(Project, "code"))
def paper_new(request: HttpRequest, project: Project) -> HttpResponse:
    """One scan; what it is for may come in the address."""
    kinds = kinds_of(request.actor)
    wanted = request.GET.get("kind", "")
    form = PaperForm(request.POST or None, request.FILES or None, kinds=kinds, initial={"dated_on": clock.today(), "kind": wanted if wanted in kinds else ""})

    def act(data: dict[str, Any]) -> None:
        file = data.pop("file")
        keep_paper(actor=request.actor, project=project, upload=file, name=file.name, on=clock.today(), at=clock.now(), **data)

    back = f"{project.get_absolute_url()}#papers"
    return act_page(
        request, project, form, act, title="上传项目材料", verb="上传", done="已存入项目档案。", text="同一种材料再传的，原来那份留在记录里。", back=back
    )


@recorded
@page("projects.accounts", obj=(Project, "code"))
def paper_form(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The paper to print and sign."""
    if kind not in PRINTED or stands_for_own_people_only(request.actor, project.pk):
        raise Http404
    response = file_response(form_pdf(request.actor, project, kind, clock.today()), f"{PRINTED[kind]}.pdf", "application/pdf")
    response.noted = ("projects.print_form", {"name": PRINTED[kind], "project": project.code})
    return response


@page("projects.accounts", obj=(Project, "code"))
def closing_path(request: HttpRequest, project: Project) -> HttpResponse:
    """收尾 as one guided line."""
    if stands_for_own_people_only(request.actor, project.pk):
        raise Http404
    actor = request.actor
    context = {
        "project": project,
        "steps": steps(actor, project, clock.today(), clock.now()),
        "papers": ProjectPaper.objects.visible_to(actor)
        .filter(project=project, kind__in=(PaperKind.NO_ARREARS, PaperKind.CLOSING_NOTICE))
        .select_related("file"),
        "forms": [(kind, PRINTED[kind]) for kind in (PaperKind.CLOSING_NOTICE.value, PaperKind.NO_ARREARS.value)],
        "may_act": may(actor, "projects.keep_paper") and project.pk in Project.objects.writable_by(actor).values_list("pk", flat=True).filter(pk=project.pk),
    }
    return render(request, "projects/closing_path.html", context)
