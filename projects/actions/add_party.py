"""An organisation begins to take part in a project."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.parties import join
from projects.enums import Part
from projects.models import Project, ProjectParty


def add_party(
    *,
    actor: Actor,
    project: Project,
    organisation: Organisation,
    part: str,
    on: dt.date | None = None,
    parent: ProjectParty | None = None,
    scope_of_work: str = "",
    contact_name: str = "",
    entrusted_agreement_on: dt.date | None = None,
) -> ProjectParty:
    """Write the party and its participation; a subcontractor hangs under the general contractor unless a parent is named."""
    require(actor, "projects.parties")
    check_writable(actor, project)
    if part in (Part.OWNER, Part.GENERAL_CONTRACTOR):
        raise Refused("建设单位和施工总承包单位请在项目资料里修改。", "part")
    if part == Part.SUBCONTRACTOR and parent is None:
        parent = ProjectParty.objects.of(project).filter(part=Part.GENERAL_CONTRACTOR, left_on__isnull=True).first()
    if parent is not None and parent.project_id != project.pk:
        raise Refused("发包方不在本项目的参建单位中。", "parent")
    if ProjectParty.objects.of(project).filter(organisation=organisation, part=part, left_on__isnull=True).exists():
        raise Refused(f"{organisation.name}已经以“{Part(part).label}”参建，不用再加。", "present")
    with transaction.atomic():
        party = join(
            project=project,
            organisation=organisation,
            part=part,
            on=on,
            parent=parent,
            scope_of_work=scope_of_work,
            contact_name=contact_name,
            entrusted_agreement_on=entrusted_agreement_on,
        )
        record(actor, "projects.add_party", project, detail={"organisation": organisation.name, "part": part, "on": str(on or "")})
    return party
