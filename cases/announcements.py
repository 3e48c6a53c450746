"""Which of this room's messages become messages to people."""

import datetime as dt

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.kinds import MessageKind, declare
from portal.notices.recipients import people_of_region
from portal.tenancy.scope import Actor

HANDLING = (Role.INSPECTOR,)

declare(
    MessageKind("cases.lead.received", "新线索", "收到新线索", "{被反映}", {"被反映": "样例建工集团有限公司"}, mandatory=True),
    MessageKind("cases.lead.answered_by_worker", "反映人答复"),
    MessageKind("cases.lead.accept_due", "线索受理到期", mandatory=True),
    MessageKind("cases.case.due_soon", "案件时限提醒", mandatory=True),
    MessageKind("cases.case.leader", "包案交办", mandatory=True),
    MessageKind("cases.case.instructed", "案件批示", mandatory=True),
)


def _link(message: OutboxMessage) -> str:
    return f"/leads/{message.payload['lead']}/"


@announce("cases.lead.received")
def received(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A lead came in: the inspectors of the region learn of it; its sender is not named."""
    return Announcement(people_of_region(message.region_id, HANDLING, on), url=_link(message), values={"被反映": message.payload["against"]})


@announce("cases.lead.answered_by_worker")
def answered(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The sender said something on his page."""
    words = {"paid": "反映人说钱已收到", "unpaid": "反映人说没收到", "more": "反映人补充了材料"}
    return Announcement(people_of_region(message.region_id, HANDLING, on), words[message.payload["kind"]], message.payload["about"], _link(message))


@announce("cases.lead.accept_due")
def accept_due(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """督办提醒: the term to accept ends today or is over."""
    return Announcement(people_of_region(message.region_id, HANDLING, on), message.payload["title"], message.payload["text"], _link(message))


@announce("cases.case.leader")
def put_in_charge(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The leader learns which case is his."""
    people = Membership.objects.valid_on(on).filter(pk=message.payload["membership"])
    return Announcement(people, f"请您包案：{message.payload['title']}", message.payload["number"], f"/cases/{message.payload['number']}/")


@announce("cases.case.instructed")
def instructed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The inspectors of the county learn what the leader ordered."""
    title = f"{message.payload['by']}批示了案件 {message.payload['number']}"
    return Announcement(people_of_region(message.region_id, HANDLING, on), title, message.payload["text"], f"/cases/{message.payload['number']}/")


@announce("cases.case.due_soon")
def case_due(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """督办提醒: the term of a case ends soon or is over."""
    url = f"/cases/{message.payload['number']}/"
    return Announcement(people_of_region(message.region_id, HANDLING, on), message.payload["title"], message.payload["text"], url)
