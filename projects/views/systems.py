"""All checklists of one project: each line with its lamps, its elements, and the shortest way to green."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects.act_links import link_of
from projects.checklists import Checklist, in_use
from projects.models import Project, ProjectProof
from projects.models.base import stands_for_own_people_only
from projects.proof_kinds import ProofKind
from projects.systems import Judged, SystemRow, gather
from projects.systems.lamps import OK
from projects.systems.remedies import Step, next_green, plan

MONEY = ("account_", "deposit_", "labour_cost", "labour_terms", "payment_guarantee", "guarantee_valid", "funds", "settlement")


@page("projects.view", obj=(Project, "code"))
def project_systems(request: HttpRequest, project: Project) -> HttpResponse:
    actor, on = request.actor, clock.today()
    found = Project.objects.visible_to(actor).select_related("region", "owner", "general_contractor").get(pk=project.pk)
    judged = Judged(gather(found, on))
    lists = [(checklist, rows_for(actor, found, checklist, judged)) for checklist in in_use(judged.evidence.policies)]
    rows = [row for _, listed in lists for row in listed]
    steps = plan(rows)
    writable = is_writable(actor, found)
    context = {
        "project": found,
        "on": on,
        "lists": [(checklist, listed, done_of(listed)) for checklist, listed in lists],
        "steps": [(step, link_of(actor, found, step.act, step.target) if writable else "") for step in steps],
        "coming": next_green(rows, steps)[:3],
        "proofs": ProjectProof.objects.visible_to(actor).filter(project=found).select_related("file").order_by("-signed_on", "-pk"),
        "kinds": ProofKind.choices if writable and may(actor, "projects.record_proof") else (),
    }
    return render(request, "projects/systems.html", context)


def is_writable(actor: Actor, project: Project) -> bool:
    own = project.region_id in actor.scope.write_regions or project.pk in actor.scope.write_projects
    return own and not stands_for_own_people_only(actor, project.pk)


def rows_for(actor: Actor, project: Project, checklist: Checklist, judged: Judged) -> list[SystemRow]:
    """Lines about the general contractor's and the owner's money are no business of a firm there for its own people alone."""
    shown = [item for item in checklist.items if not stands_for_own_people_only(actor, project.pk) or not any(e.code.startswith(MONEY) for e in item.elements)]
    return [judged.row(item) for item in shown]


def done_of(rows: list[SystemRow]) -> int:
    """How many lines are green altogether."""
    return sum(1 for row in rows if row.established.mark in (OK, "none") and row.operating.mark in (OK, "none") and not row.missing)


def steps_for(actor: Actor, project: Project, rows: list[SystemRow]) -> list[tuple[Step, str]]:
    """The plan with the page of each step this actor may take."""
    writable = is_writable(actor, project)
    return [(step, link_of(actor, project, step.act, step.target) if writable else "") for step in plan(rows)]
