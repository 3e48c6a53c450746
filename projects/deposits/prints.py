"""保证金核定单: the sum, every step with its article and source, the figures and what the officer found out."""

import uuid

from portal.documents.pdf import render_pdf
from portal.documents.registry import Printed
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import DepositAssessment

RELATED = ("project__general_contractor", "project__owner", "region")
TOLD = (("listed_on", "现列入严重失信名单"), ("arrears_elsewhere_on", "外地最近一次欠薪"), ("built_here_since", "在本地区承建起始"))


def assessment_pdf(found: DepositAssessment) -> bytes:
    project = found.project
    context = {
        "title": "农民工工资保证金核定单",
        "letterhead": None,
        "assessment": found,
        "project": project,
        "contractor": project.general_contractor.name_on(found.on) if project.general_contractor else "",
        "owner": project.owner.name_on(found.on) if project.owner else "",
        "figures": [figure | {"key": key} for key, figure in sorted(found.figures.items())],
        "told": told_lines(found),
    }
    return render_pdf("documents/deposit_assessment.html", context)


def told_lines(found: DepositAssessment) -> list[tuple[str, str]]:
    """What the officer found out where the portal has no data."""
    lines = [(label, found.declared.get(name) or "没有") for name, label in TOLD]
    return [*lines, ("核查说明", found.declared.get("note") or "—")]


def printed(actor: Actor, wanted: str) -> Printed:
    """For the command ``document``."""
    try:
        found = DepositAssessment.objects.visible_to(actor).select_related(*RELATED).filter(uid=uuid.UUID(wanted)).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused("没有这份保证金核定。", "no_assessment")
    return Printed("", assessment_pdf(found))
