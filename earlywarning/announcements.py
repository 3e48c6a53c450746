"""Which of this room's messages become messages to people."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from earlywarning.enums import WarningLevel
from earlywarning.item_links import page_of
from earlywarning.models import DutyShift, EarlyWarning, Justification
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
RISEN = {**WARNING, "级别": "红色", "条数": "2"}

declare(
    MessageKind("earlywarning.opened", "新增预警", "新增预警 {合计} 条：{分级}", "数据截至 {截至}", {"合计": "3", "分级": "红 1、黄 2", "截至": "2026-01-15"}),
    MessageKind(
        "earlywarning.opened_on_project", "项目有新预警", "{项目}有新预警：{预警}", "共 {条数} 条，请按整改清单办理", {**WARNING, "条数": "2"}, mandatory=True
    ),
    MessageKind(
        "earlywarning.opened_for_departments", "主管行业有新预警", "{项目}有新预警：{预警}", "共 {条数} 条，请督促主管行业的单位整改", {**WARNING, "条数": "2"}
    ),
    MessageKind("earlywarning.risen_on_project", "项目预警升级", "{项目}的预警升为{级别}：{预警}", "共 {条数} 条，请按整改清单办理", RISEN, mandatory=True),
    MessageKind("earlywarning.risen_for_officials", "预警升级", "{项目}的预警升为{级别}：{预警}", "共 {条数} 条，红色的请尽快响应", RISEN),
    MessageKind(
        "earlywarning.unanswered", "红色预警没有响应", "红色预警 {小时} 小时没有响应：{预警}", "{项目}", {**WARNING, "小时": "24"}, mandatory=True, urgent=True
    ),
    MessageKind("earlywarning.reported", "有人上报预警", "{上报}：{预警}", "{项目}", {**WARNING, "上报": "省级监控预警平台"}),
    MessageKind("earlywarning.justified", "企业申辩待复核", "{企业}对预警提出申辩：{预警}", "{项目}", {**WARNING, "企业": "样例建筑公司"}),
    MessageKind("earlywarning.duty_explained", "督办事项有说明", "{单位}说明督办事项：{预警}", "{项目}", {**WARNING, "单位": "样例县住建局"}),
    MessageKind(
        "earlywarning.duty_decided",
        "督办说明复核结果",
        "说明{结果}：{预警}",
        "{意见}",
        {**WARNING, "结果": "成立", "意见": "请于下月五日前办结"},
        mandatory=True,
    ),
    MessageKind(
        "earlywarning.justification_decided",
        "申辩复核结果",
        "申辩{结果}：{预警}",
        "{意见}",
        {**WARNING, "结果": "成立", "意见": "回单与流水一致"},
        mandatory=True,
    ),
    MessageKind("earlywarning.look_back_due", "回头看到期", "该回头看了：{预警}", "{项目}", WARNING),
    MessageKind("earlywarning.ask_worker", "向工友核实工资"),
    MessageKind(
        "clearance.hours",
        "按小时清零的事项",
        "{要求}：{事项}",
        "{说明}",
        {"要求": "电话通知值班人员", "事项": "疑似使用童工", "说明": "样例花园一期 · 已过 1 小时"},
        mandatory=True,
        urgent=True,
    ),
    MessageKind("earlywarning.assigned", "预警交办", "{交办人}交您承办：{预警}", "{项目}", {**WARNING, "交办人": "张三"}, mandatory=True),
    MessageKind("earlywarning.earlywarning.reopen", "预警重新打开", "预警重新打开：{预警}", "{项目}，时限重新起算", WARNING, mandatory=True),
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


@announce("earlywarning.opened_on_project", "earlywarning.risen_on_project")
def told_on_project(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The general contractor's wage officers learn of red and yellow warnings on their project, a subcontractor's of those about its own sheets."""
    project = Project.objects.visible_to(actor).filter(pk=message.payload["project"]).first()
    firm = message.payload.get("firm") or (project and project.general_contractor_id)
    if not project or firm is None:
        return None
    return _on_project(message, project, people_of_organisation(firm, (Role.CONTRACTOR, Role.SUBCONTRACTOR), on))


@announce("earlywarning.opened_for_departments", "earlywarning.risen_for_officials")
def told_to_departments(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The other half of 双派: the industry's department of the county and the grid officers of the project's township; of what grew its inspectors too."""
    project = Project.objects.visible_to(actor).filter(pk=message.payload["project"]).first()
    if project is None:
        return None
    departments = people_of_region(project.region_id, (Role.DEPARTMENT,), on).filter(organisation__industries__contains=[project.industry])
    grid = people_of_region(project.region_id, (Role.GRID,), on).filter(townships__contains=[project.township_id])
    # Of new ones the county's inspectors get one message with the counts.
    inspectors = people_of_region(project.region_id, HANDLING, on) if message.kind == "earlywarning.risen_for_officials" else ()
    return _on_project(message, project, [*inspectors, *departments, *(grid if project.township_id else ())])


def _on_project(message: OutboxMessage, project: Project, people: Iterable[Membership]) -> Announcement:
    """The worst one by name, and how many there are."""
    found = message.payload
    values = {"项目": project.name, "预警": found["title"], "条数": found["count"]}
    if "level" in found:
        values["级别"] = WarningLevel(found["level"]).label
    return Announcement(people, url=reverse("warning_list"), values=values)


def _warning(uid: str, actor: Actor) -> EarlyWarning | None:
    return EarlyWarning.objects.visible_to(actor).filter(uid=uid).select_related("project").first()


def _about(warning: EarlyWarning, people, **values: object) -> Announcement:
    return Announcement(people, url=reverse("warning", args=[warning.uid]), values={"预警": warning.conclusion, "项目": warning.project.name, **values})


@announce("earlywarning.unanswered")
def unanswered(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """Nobody took a red warning up in time: the county's inspectors and the offices above them."""
    warning = _warning(message.payload["warning"], actor)
    if warning is None:
        return None
    return _about(warning, people_above(warning.region_id, (Role.OFFICE, Role.INSPECTOR), on), 小时=message.payload["hours"])


@announce("earlywarning.reported")
def reported(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    warning = _warning(message.payload["warning"], actor)
    return warning and _about(warning, people_of_region(warning.region_id, HANDLING, on), 上报=message.payload["who"])


@announce("earlywarning.justified")
def justified(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """Who answers for the warning, else the county's inspectors."""
    warning = _warning(message.payload["warning"], actor)
    if warning is None:
        return None
    people = people_of_region(warning.region_id, HANDLING, on)
    own = people.filter(user=warning.assigned_to_id)
    return _about(warning, own if own.exists() else people, 企业=message.payload["who"])


@announce("earlywarning.justification_decided")
def justification_decided(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The firm learns how it was decided."""
    said = Justification.objects.visible_to(actor).filter(uid=message.payload["justification"]).select_related("warning__project").first()
    if said is None:
        return None
    people = people_of_organisation(said.organisation_id, (Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER), on)
    return _about(said.warning, people, 结果=said.get_state_display(), 意见=said.opinion)


@announce("earlywarning.duty_explained")
def duty_explained(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """Whoever may decide: the offices of the leading groups of the county and above it."""
    warning = _warning(message.payload["warning"], actor)
    return warning and _about(warning, people_above(warning.region_id, (Role.OFFICE,), on), 单位=message.payload["who"])


@announce("earlywarning.duty_decided")
def duty_decided(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The organ that explained itself."""
    said = Justification.objects.visible_to(actor).filter(uid=message.payload["justification"]).select_related("warning__project").first()
    if said is None:
        return None
    people = people_of_organisation(said.organisation_id, (Role.INSPECTOR, Role.OFFICE, Role.DEPARTMENT), on)
    return _about(said.warning, people, 结果=said.get_state_display(), 意见=said.opinion)


@announce("earlywarning.look_back_due")
def look_back_due(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    warning = _warning(message.payload["warning"], actor)
    return warning and _about(warning, people_of_region(warning.region_id, HANDLING, on))


@announce("clearance.hours")
def hours(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A rung counted in hours: whom the ladder names, and whoever is on duty that day, at night and on holidays too."""
    found = message.payload
    url = page_of(found["kind"], found["subject"])
    duty = DutyShift.objects.visible_to(actor).filter(region=message.region_id, day=found["on"]).values("user")
    people = {m.pk: m for m in (*_owners(message, on), *people_of_region(message.region_id, (Role.INSPECTOR, Role.OFFICE), on).filter(user__in=duty))}
    text = " · ".join(part for part in (found["project"], f"已过 {found['step']} 小时") if part)
    return Announcement(list(people.values()), url=url, values={"要求": found["action"], "事项": found["title"], "说明": text})


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
    """Somebody else must confirm it: everybody of the county who may, but the one who proposed it; where there is nobody, the offices above."""
    warning = EarlyWarning.objects.visible_to(actor).select_related("project").get(pk=message.payload["pk"])
    own = people_of_region(warning.region_id, (Role.INSPECTOR, Role.OFFICE), on).exclude(user=warning.proposed_by_id)
    people = own if own.exists() else people_above(warning.region_id, (Role.OFFICE,), on)
    return Announcement(people, url=reverse("warning", args=[warning.uid]), values={"预警": warning.title, "项目": warning.project.name})


@announce("clearance.escalated")
def escalated(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A rung of the ladder: whoever the tenant's ladder names gets the matter with what he must do."""
    found = message.payload
    url = page_of(found["kind"], found["subject"])
    text = " · ".join(part for part in (found["project"], f"期限 {found['due_on']}") if part)
    return Announcement(_owners(message, on), url=url, values={"要求": found["action"], "事项": found["title"], "说明": text})


@announce("earlywarning.earlywarning.reopen")
def reopened(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The firms that thought it over: the general contractor, and the subcontractor whose sheets it is about."""
    warning = EarlyWarning.objects.visible_to(actor).select_related("project").get(pk=message.payload["pk"])
    firms = {warning.project.general_contractor_id, warning.subcontractor_id} - {None}
    people = [who for firm in sorted(firms) for who in people_of_organisation(firm, (Role.CONTRACTOR, Role.SUBCONTRACTOR), on)]
    return _about(warning, people)


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
