"""Dated changes of the contract."""

from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.lib import clock
from projects.actions.change_contract import change_contract
from projects.forms.changes import ContractChangeForm
from projects.models import ContractChange, Project
from projects.views.acts import act_page


@page("projects.update", obj=(Project, "code"))
def contract_change(request: HttpRequest, project: Project) -> HttpResponse:
    """What stands now is filled in; what is typed over is the change."""
    found = Project.objects.visible_to(request.actor).select_related("owner", "general_contractor").get(pk=project.pk)
    form = ContractChangeForm(request.POST or None, request.FILES or None, project=found, actor=request.actor, initial={"effective_on": clock.today()})

    def act(data: dict) -> ContractChange:
        given = {name: data[name] for name in ("version", "effective_on", "document_number", "reason")}
        return change_contract(actor=request.actor, project=found, on=clock.today(), at=clock.now(), upload=data["file"], **given, **form.terms())

    text = "只改有变化的几项。填错了要更正的，用“修改资料”；合同真正变了的，在这里登记。"
    return act_page(
        request, project, form, act, title="登记合同变更", verb="登记变更", done="已登记合同变更。", text=text, back=f"{project.get_absolute_url()}#changes"
    )
