"""保证金核定单: the sum, every step with its article and source, the figures and what the officer found out."""

import uuid

from portal.documents.frames import frame
from portal.documents.letterhead import Letterhead
from portal.documents.pdf import render_pdf
from portal.documents.registry import Printed
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import DepositAssessment, DepositRefund, WageSecurityDeposit

RELATED = ("project__general_contractor", "project__owner", "region")
NOTICE = "农民工工资保证金返还公示"
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


def refund_notice_pdf(found: DepositRefund, deposit: WageSecurityDeposit, organ: str) -> bytes:
    """What hangs at the site and stands on the authority's page for thirty days; signed by whoever began the return."""
    project = deposit.project
    contractor = project.general_contractor.name_on(found.announced_on) if project.general_contractor else ""
    signer = organ if found.by_authority or not contractor else f"{contractor}（盖章）"
    context = frame(title=NOTICE, letterhead=Letterhead(signer, ""), dated=found.announced_on, signature=[signer])
    owner = project.owner.name_on(found.announced_on) if project.owner else ""
    facts = {"refund": found, "deposit": deposit, "project": project, "contractor": contractor, "owner": owner, "organ": organ}
    return render_pdf("documents/deposit_refund_notice.html", context | facts)


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
