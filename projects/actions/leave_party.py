"""An organisation stops taking part in a project."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.parties import leave
from projects.enums import Part
from projects.models import ProjectParty


def leave_party(*, actor: Actor, party: ProjectParty, on: dt.date) -> ProjectParty:
    """Date the exit; whoever it hired must have left before, so that nobody hangs in the air."""
    require(actor, "projects.parties")
    check_writable(actor, party.project)
    if party.left_on is not None:
        raise Refused(f"{party.organisation}已于 {party.left_on} 退场。", "left")
    if party.part in (Part.OWNER, Part.GENERAL_CONTRACTOR):
        raise Refused("建设单位和施工总承包单位请在项目资料里修改。", "part")
    if party.entered_on and on < party.entered_on:
        raise Refused(f"退场日期不能早于进场日期 {party.entered_on}。", "dates")
    if ProjectParty.objects.of(party.project).filter(parent=party, left_on__isnull=True).exists():
        raise Refused("它下面还有分包单位在场，请先办下级的退场。", "children")
    with transaction.atomic():
        leave(party=party, on=on)
        record(actor, "projects.leave_party", party.project, detail={"organisation": party.organisation.name, "part": party.part, "on": on.isoformat()})
    return party
