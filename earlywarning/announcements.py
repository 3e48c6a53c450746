"""Which of this room's messages become messages to people."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from earlywarning.enums import ClearanceKind
from earlywarning.models import EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.recipients import people_above, people_of_organisation, people_of_region
from portal.tenancy.scope import Actor
from projects.models import Project

HANDLING = (Role.INSPECTOR,)


@announce("earlywarning.opened")
def opened(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A scan opened warnings in a county: its inspectors get one message with the counts, not one for each."""
    found = message.payload
    counts = "、".join(f"{words} {found[level]}" for level, words in (("red", "红"), ("yellow", "黄"), ("blue", "蓝")) if found[level])
    total = found["red"] + found["yellow"] + found["blue"]
    return Announcement(people_of_region(message.region_id, HANDLING, on), f"新增预警 {total} 条：{counts}", f"数据截至 {found['on']}", reverse("warning_list"))


@announce("earlywarning.opened_on_project")
def opened_on_project(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The general contractor's wage officers learn of red and yellow warnings on their project, with the worst one's title."""
    project = Project.objects.visible_to(actor).filter(pk=message.payload["project"]).first()
    if project is None or project.general_contractor_id is None:
        return None
    people = people_of_organisation(project.general_contractor_id, (Role.CONTRACTOR,), on)
    return Announcement(
        people, f"{project.name}有新预警：{message.payload['title']}", f"共 {message.payload['count']} 条，请按整改清单办理", reverse("warning_list")
    )


@announce("earlywarning.assigned")
def assigned(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The inspector learns what he answers for."""
    warning = EarlyWarning.objects.visible_to(actor).filter(uid=message.payload["warning"]).select_related("project").first()
    if warning is None:
        return None
    people = Membership.objects.valid_on(on).filter(pk=message.payload["membership"])
    return Announcement(people, f"{message.payload['by']}交您承办：{warning.title}", warning.project.name, reverse("warning", args=[warning.uid]))


@announce("earlywarning.earlywarning.propose_false_alarm")
def false_alarm_proposed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Somebody else must confirm it: everybody of the county who may, but the one who proposed it."""
    warning = EarlyWarning.objects.visible_to(actor).select_related("project").get(pk=message.payload["pk"])
    people = people_of_region(warning.region_id, (Role.INSPECTOR, Role.OFFICE), on).exclude(user=warning.proposed_by_id)
    return Announcement(people, f"误报待复核：{warning.title}", warning.project.name, reverse("warning", args=[warning.uid]))


@announce("clearance.escalated")
def escalated(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A rung of the ladder: whoever the tenant's ladder names gets the matter with what he must do."""
    found = message.payload
    url = reverse("warning" if found["kind"] == ClearanceKind.WARNING else "lead", args=[found["subject"]])
    text = " · ".join(part for part in (found["project"], f"期限 {found['due_on']}") if part)
    return Announcement(_owners(message, on), f"{found['action']}：{found['title']}", text, url)


def _owners(message: OutboxMessage, on: dt.date) -> QuerySet[Membership]:
    """The ladder names owners in words: the leading group, its office, else the inspectors of the county (the one in charge, if any)."""
    owner = message.payload["owner"]
    if "办公室" in owner:
        return people_above(message.region_id, (Role.OFFICE,), on)
    if "领导" in owner:
        return people_above(message.region_id, (Role.OFFICE, Role.LEADER), on)
    people = people_of_region(message.region_id, HANDLING, on)
    assignee = message.payload["assignee"]
    own = people.filter(user=assignee) if assignee and "负责人" not in owner else people
    return own if own.exists() else people
