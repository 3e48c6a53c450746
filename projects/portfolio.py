"""责任项目 as part of what a person hands to his successor."""

import datetime as dt

from portal.accounts.handover import Portfolio, Thing
from portal.accounts.models import User
from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.models import Project


def _own(actor: Actor, user_id: int):
    return Project.objects.visible_to(actor).filter(inspector=user_id).order_by("code")


def things(actor: Actor, user_id: int) -> list[Thing]:
    """The projects whose inspector he is, finished ones too: they may still owe."""
    return [Thing(f"{row.code} {row.name}", row.get_state_display(), row.planned_end_on) for row in _own(actor, user_id)]


def move(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """The successor's name on each."""
    found = list(_own(actor, giver.pk).select_for_update(of=("self",)))
    Project.objects.writable_by(actor).filter(pk__in=[row.pk for row in found]).update(inspector=receiver)
    for row in found:
        record(actor, "projects.assign_inspector", row, detail={"from": giver.name, "to": receiver.name, "reason": "工作移交"})
    return len(found)


PORTFOLIO = Portfolio(10, "责任项目", things, move)
