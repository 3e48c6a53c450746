"""Leads, cases and led cases as part of what a person hands to his successor."""

import datetime as dt

from django.db.models import Q

from cases.models import Case, Lead, LeaderInCharge
from earlywarning.enums import ClearanceKind
from earlywarning.models import ClearanceItem
from portal.accounts.enums import Role
from portal.accounts.handover import Portfolio, Thing
from portal.accounts.models import Membership, User
from portal.audit.log import record
from portal.tenancy.scope import Actor

WHY = "工作移交"


def _leads(actor: Actor, user_id: int):
    return Lead.objects.visible_to(actor).open().filter(first_contact=user_id).order_by("accept_due_on", "pk")


def lead_things(actor: Actor, user_id: int) -> list[Thing]:
    """The undecided and unanswered leads he took in; the sender is not named on the list."""
    rows = _leads(actor, user_id).select_related("project", "employer")
    return [
        Thing(f"{row.received_on} {row.get_channel_display()}：{row.against}", f"{row.people} 人 · {row.get_state_display()}", row.accept_due_on)
        for row in rows
    ]


def move_leads(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """The successor becomes the first contact, and answers for their clearance items."""
    found = list(_leads(actor, giver.pk).select_for_update(of=("self",)))
    Lead.objects.writable_by(actor).filter(pk__in=[row.pk for row in found]).update(first_contact=receiver)
    items = ClearanceItem.objects.writable_by(actor).filter(kind=ClearanceKind.LEAD, subject_uid__in=[row.uid for row in found])
    items.update(assignee=receiver.name)
    for row in found:
        record(actor, "cases.hand_over", row, detail={"note": f"{giver.name} → {receiver.name}", "reason": WHY})
    return len(found)


def _cases(actor: Actor, user_id: int):
    """Open or still owed: 不解决不销账 holds for the successor too."""
    return Case.objects.visible_to(actor).filter(Q(state="open") | Q(settled_on__isnull=True), officer=user_id).order_by("investigate_due_on", "pk")


def case_things(actor: Actor, user_id: int) -> list[Thing]:
    rows = _cases(actor, user_id)
    return [Thing(f"{row.number} {row.title}", "在办" if row.is_open else "已办结，未销账", row.investigate_due_on) for row in rows]


def move_cases(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    found = list(_cases(actor, giver.pk).select_for_update(of=("self",)))
    Case.objects.writable_by(actor).filter(pk__in=[row.pk for row in found]).update(officer=receiver)
    for row in found:
        record(actor, "cases.hand_over", row, detail={"note": f"承办人 {giver.name} → {receiver.name}", "reason": WHY})
    return len(found)


def _led(actor: Actor, user_id: int):
    return LeaderInCharge.objects.visible_to(actor).filter(leader=user_id, until__isnull=True).select_related("case").order_by("case__number")


def led_things(actor: Actor, user_id: int) -> list[Thing]:
    return [Thing(f"{row.case.number} {row.case.title}", f"{row.since} 起包案", row.case.investigate_due_on) for row in _led(actor, user_id)]


def move_led(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """The leader before him keeps his place on record, ended with this day."""
    found, title = list(_led(actor, giver.pk)), _title_of(receiver, at.date())
    for row in found:
        LeaderInCharge.objects.writable_by(actor).filter(pk=row.pk).update(until=at.date())
        after = LeaderInCharge(
            region_id=row.region_id, case=row.case, leader=receiver, title=title, since=at.date(), document=f"{WHY}：{giver.name}", recorded_by=actor.name
        )
        after.save(force_insert=True)
        record(actor, "cases.put_in_charge", row.case, detail={"note": f"{giver.name} → {receiver.name}", "reason": WHY})
    return len(found)


def _title_of(leader: User, on: dt.date) -> str:
    """As whom he leads from now on."""
    post = Membership.objects.valid_on(on).filter(role=Role.LEADER, user=leader).select_related("organisation").first()
    return (post.title or post.organisation.name) if post else ""


PORTFOLIOS = (
    Portfolio(30, "线索", lead_things, move_leads),
    Portfolio(40, "案件", case_things, move_cases),
    Portfolio(50, "包案案件", led_things, move_led),
)
