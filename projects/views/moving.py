"""A project goes to another county; two files of one project become one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.trying import tried
from projects.actions.join_duplicate import join_duplicate
from projects.actions.transfer_project import rows_of, transfer_project
from projects.forms.moving import MergeForm, TransferForm
from projects.models import Project
from projects.views.acts import act_page


@page("projects.transfer", obj=(Project, "code"))
def project_transfer(request: HttpRequest, project: Project) -> HttpResponse:
    """What would go is counted first; the same sums are told afterwards."""
    found = Project.objects.visible_to(request.actor).select_related("region").get(pk=project.pk)
    form = TransferForm(request.POST or None, actor=request.actor, project=found)
    if request.method == "POST" and form.is_valid():
        given = {"target": form.cleaned_data["target"], "document": form.cleaned_data["document"]}
        done = tried(form, lambda: transfer_project(actor=request.actor, project=found, on=clock.today(), **given))
        if done is not None:
            messages.success(request, f"已移交到{given['target'].name}，随迁 {sum(done[1].values())} 行。请新辖区指定监察员和包保责任人。")
            return redirect(found)
    rows, obstacle = _counted(found)
    return render(request, "projects/transfer.html", {"project": found, "form": form, "rows": rows, "obstacle": obstacle})


def _counted(project: Project) -> tuple[list[tuple[str, int]], str]:
    """What would go, or the word that tells why it cannot."""
    try:
        return rows_of(project), ""
    except Refused as refusal:
        return [], refusal.reason


@page("projects.join", obj=(Project, "code"))
def project_join(request: HttpRequest, project: Project) -> HttpResponse:
    form = MergeForm(request.POST or None)

    def act(data: dict) -> object:
        duplicate = Project.objects.visible_to(request.actor).filter(code=data["code"].upper()).first()
        if duplicate is None:
            raise Refused(f"没有编码为“{data['code']}”的项目，或者不在您的权限范围内。", "code")
        return join_duplicate(actor=request.actor, kept=project, duplicate=duplicate, reason=data["reason"], on=clock.today(), at=clock.now())

    text = "重复的那个项目的全部资料转到本项目名下，原编码以后不再使用。两边有同一个月、同一天的数据时不能合并。"
    return act_page(request, project, form, act, title=f"把重复的项目并入“{project.name}”？", verb="并入", done="已并入。", text=text, kind="btn-warnred")
