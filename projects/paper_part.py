"""The dossier's panels of papers and of changes of the contract."""

import datetime as dt
from typing import Any

from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from projects.dossier import DossierPart
from projects.enums_accounts import PaperKind
from projects.models import ContractChange, Project, ProjectPaper
from projects.models.base import stands_for_own_people_only
from projects.project_forms import PRINTED

SHOWN = 12


def papers_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """The papers in force; whoever stands for his own people alone has no business with them."""
    if stands_for_own_people_only(actor, project.pk):
        return None
    writes = project.region_id in actor.scope.write_regions or project.pk in actor.scope.write_projects
    return {
        "papers": ProjectPaper.objects.visible_to(actor).filter(project=project).in_force().select_related("file")[:SHOWN],
        "may_keep": writes and may(actor, "projects.keep_paper"),
        "forms": [(PaperKind.START_COMMITMENT.value, PRINTED[PaperKind.START_COMMITMENT.value])],
    }


def changes_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """The contract is between owner and contractor."""
    if stands_for_own_people_only(actor, project.pk):
        return None
    others = Project.objects.visible_to(actor).filter(programme_name=project.programme_name).exclude(pk=project.pk)[:SHOWN] if project.programme_name else ()
    return {
        "changes": ContractChange.objects.visible_to(actor).filter(project=project)[:SHOWN],
        "may_change": project.region_id in actor.scope.write_regions and may(actor, "projects.update"),
        "may_move": may(actor, "projects.transfer"),
        "may_join": project.region_id in actor.scope.write_regions and may(actor, "projects.join"),
        "siblings": others,
    }


def letters_part(actor: Actor, project: Project, on: dt.date) -> dict[str, Any] | None:
    """Letters and decisions about the project that the reader may open: an official those of his region, an enterprise those sent to it."""
    if not may(actor, "documents.list"):
        return None
    rows = Instrument.objects.visible_to(actor).of_project(project.pk).order_by("-issued_on", "-pk")
    return {"letters": rows[:SHOWN]}


PARTS = (
    DossierPart(62, "文书", "projects/_letters.html", letters_part, "letters"),
    DossierPart(65, "合同变更", "projects/_changes.html", changes_part, "changes"),
    DossierPart(70, "项目材料", "projects/_papers.html", papers_part, "papers"),
)
