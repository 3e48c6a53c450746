"""Which of this room's messages become messages to people."""

import datetime as dt

from django.urls import reverse

from portal.accounts.enums import Role
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.kinds import MessageKind, declare
from portal.notices.recipients import people_of_organisation, people_of_region
from portal.tenancy.scope import Actor

declare(
    MessageKind(
        "wagepay.opinion.objected",
        "监理有异议",
        "监理对{项目} {月份} {事项}有异议",
        "{意见}",
        {"项目": "样例安置房二期", "月份": "2026-01", "事项": "考勤", "意见": "架子班 12 日起未见人，考勤表仍记出勤。"},
    )
)


@announce("wagepay.opinion.objected")
def objected(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The county's inspectors and the general contractor learn what the supervisor found wrong."""
    found = message.payload
    people = people_of_region(message.region_id, (Role.INSPECTOR,), on) | people_of_organisation(found["firm"], (Role.CONTRACTOR,), on)
    values = {"项目": found["project"], "月份": found["month"], "事项": found["matter"], "意见": found["text"]}
    return Announcement(people, url=reverse("wage_month", args=[found["code"], found["month"]]), values=values)
