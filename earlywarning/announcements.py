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
from portal.notices.kinds import MessageKind, declare
from portal.notices.recipients import people_above, people_of_organisation, people_of_region
from portal.tenancy.scope import Actor
from projects.models import Project

HANDLING = (Role.INSPECTOR,)
PROJECT = {"项目": "样例花园一期"}
WARNING = {"预警": "专户余额不够发本月工资", **PROJECT}

declare(
    MessageKind("earlywarning.opened", "新增预警", "新增预警 {合计} 条：{分级}", "数据截至 {截至}", {"合计": "3", "分级": "红 1、黄 2", "截至": "2026-01-15"}),
    MessageKind(
        "earlywarning.opened_on_project", "项目有新预警", "{项目}有新预警：{预警}", "共 {条数} 条，请按整改清单办理", {**WARNING, "条数": "2"}, mandatory=True
    ),
    MessageKind("earlywarning.assigned", "预警交办", "{交办人}交您承办：{预警}", "{项目}", {**WARNING, "交办人": "张三"}, mandatory=True),
    MessageKind("earlywarning.earlywarning.propose_false_alarm", "误报待复核", "误报待复核：{预警}", "{项目}", WARNING),
    MessageKind(
        "clearance.escalated",
        "逾期升级",
        "{要求}：{事项}",
        "{说明}",
        {"要求": "发督办函", "事项": "10 月工资没有发", "说明": "样例花园一期 · 期限 2026-01-15"},
        mandatory=True,
        urgent=True,
    ),
)


@announce("earlywarning.opened")
def opened(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A scan opened warnings in a county: its inspectors get one message with the counts, not one for each."""
    found = message.payload
    counts = "、".join(f"{words} {found[level]}" for level, words in (("red", "红"), ("yellow", "黄"), ("blue", "蓝")) if found[level])
    total = found["red"] + found["yellow"] + found["blue"]
    values = {"合计": total, "分级": counts, "截至": found["on"]}
    return Announcement(people_of_region(message.region_id, HANDLING, on), url=reverse("warning_list"), values=values)


@announce("earlywarning.opened_on_project")
def opened_on_project(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The general contractor's wage officers learn of red and yellow warnings on their project, with the worst one's title."""
    project = Project.objects.visible_to(actor).filter(pk=message.payload["project"]).first()
    if project is None or project.general_contractor_id is None:
        return None
    people = people_of_organisation(project.general_contractor_id, (Role.CONTRACTOR,), on)
    values = {"项目": project.name, "预警": message.payload["title"], "条数": message.payload["count"]}
    return Announcement(people, url=reverse("warning_list"), values=values)


@announce("earlywarning.assigned")
def assigned(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The inspector learns what he answers for."""
    warning = EarlyWarning.objects.visible_to(actor).filter(uid=message.payload["warning"]).select_related("project").first()
    if warning is None:
        return None
    people = Membership.objects.valid_on(on).filter(pk=message.payload["membership"])
    values = {"交办人": message.payload["by"], "预警": warning.title, "项目": warning.project.name}
    return Announcement(people, url=reverse("warning", args=[warning.uid]), values=values)


@announce("earlywarning.earlywarning.propose_false_alarm")
def false_alarm_proposed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Somebody else must confirm it: everybody of the county who may, but the one who proposed it."""
    warning = EarlyWarning.objects.visible_to(actor).select_related("project").get(pk=message.payload["pk"])
    people = people_of_region(warning.region_id, (Role.INSPECTOR, Role.OFFICE), on).exclude(user=warning.proposed_by_id)
    return Announcement(people, url=reverse("warning", args=[warning.uid]), values={"预警": warning.title, "项目": warning.project.name})


@announce("clearance.escalated")
def escalated(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A rung of the ladder: whoever the tenant's ladder names gets the matter with what he must do."""
    found = message.payload
    url = reverse("warning" if found["kind"] == ClearanceKind.WARNING else "lead", args=[found["subject"]])
    text = " · ".join(part for part in (found["project"], f"期限 {found['due_on']}") if part)
    return Announcement(_owners(message, on), url=url, values={"要求": found["action"], "事项": found["title"], "说明": text})


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
