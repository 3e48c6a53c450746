"""领导包案: name the leader who answers for a case."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from cases.actions.locked import locked_case
from cases.models import Case, LeaderInCharge
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.storing import insert


def leaders_for(region: Region, on: dt.date) -> QuerySet[Membership]:
    """Leaders in office of the case's node and of those above it; a city's leader may take a county's case."""
    found = Membership.objects.valid_on(on).filter(role=Role.LEADER, user__is_active=True, deputy_of__isnull=True, region_id__in=region.ancestor_ids)
    return found.select_related("user", "organisation").order_by("region__path", "user__name")


@transaction.atomic
def put_in_charge(case: Case, *, actor: Actor, leader: Membership, document: str, on: dt.date) -> LeaderInCharge:
    """The leader sees this case from now on; the one before him no longer does. Both posts stay on record."""
    require(actor, "cases.assign_leader")
    case = locked_case(case)
    if not leaders_for(case.region, on).filter(pk=leader.pk).exists():
        raise Refused("包案领导要是本辖区或上级在任的分管领导。", "leader")
    if not sentence(document):
        raise Refused("请写明包案的依据（文件或会议）。", "document")
    standing = LeaderInCharge.objects.writable_by(actor).filter(case=case, until__isnull=True)
    before = standing.select_related("leader").first()
    if before is not None and before.leader_id == leader.user_id:
        raise Refused(f"{leader.user.name}已经在包这个案件。", "same")
    standing.update(until=on)
    made = LeaderInCharge(
        region_id=case.region_id, case=case, leader=leader.user, title=leader.title or leader.organisation.name, since=on, document=sentence(document),
        recorded_by=actor.name,
    )  # fmt: skip
    insert(made)
    entry = record(actor, "cases.put_in_charge", case, detail={"note": f"{leader.user.name} {made.title}", "reason": made.document})
    outbox.post("cases.case.leader", str(entry.uid), {"number": case.number, "membership": leader.pk, "title": case.title}, case.region_id)
    return made
