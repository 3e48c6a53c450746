"""Papers that prove a duty: recorded by owner, contractor or authority, taken back with a reason."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.forms import ReasonForm
from projects.actions.record_proof import record_proof
from projects.actions.withdraw_proof import withdraw_proof
from projects.forms import ProofForm
from projects.models import Project, ProjectProof
from projects.proof_kinds import ASKED, ProofKind
from projects.views.acts import act_page


@page("projects.record_proof", obj=(Project, "code"))
def proof_new(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    if kind not in ASKED:
        raise Http404
    form = ProofForm(request.POST or None, request.FILES or None, kind=kind, initial={"signed_on": clock.today()})
    label, asked = ProofKind(kind).label, ASKED[kind]

    def act(data: dict[str, Any]) -> None:
        record_proof(actor=request.actor, project=project, kind=kind, at=clock.now(), on=clock.today(), **data)

    text = f"{asked.hint}依据：{asked.law}。"
    return act_page(request, project, form, act, title=f"登记{label}", verb="登记", done=f"已登记{label}。", text=text)


@page("projects.record_proof", obj=(Project, "code"))
def proof_withdraw(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    proof = ProjectProof.objects.visible_to(request.actor).filter(project=project, uid=uid).select_related("project").first()
    if proof is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        withdraw_proof(actor=request.actor, proof=proof, reason=data["reason"], on=clock.today())

    label = proof.get_kind_display()
    text = "登记错了或已更换的撤回；原件和原因留在记录里，相应的灯重新核对。"
    return act_page(request, project, form, act, title=f"撤回{label}？", verb="撤回", done=f"已撤回{label}。", text=text, kind="btn-warnred")
