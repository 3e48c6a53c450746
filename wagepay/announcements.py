"""Which of this room's messages become messages to people."""

import datetime as dt

from django.urls import reverse

from portal.accounts.enums import Role
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.kinds import MessageKind, declare
from portal.notices.recipients import people_of_organisation, people_of_region
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import Device, Engagement, MoneyReport

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


declare(
    MessageKind(
        "wagepay.device_silent", "考勤设备失联", "考勤设备失联：{设备}", "{项目} · {多久}没有上报，请检查电源、网络和密钥",
        {"设备": "东大门 KQ-01", "项目": "样例花园一期", "多久": "3 天"},
    ),
    MessageKind(
        "wagepay.child_labour", "疑似童工", "疑似童工：{项目}", "按身份证号算未满 16 周岁，请立即核实；属实的停止使用、送回监护人（禁止使用童工规定第六条）",
        {"项目": "样例花园一期"}, mandatory=True, urgent=True,
    ),
)  # fmt: skip


@announce("wagepay.device_silent")
def device_silent(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The general contractor's wage officers, once for each silence; a device that was heard of in the meantime is no news."""
    device = Device.objects.visible_to(actor).in_use().select_related("project").filter(uid=message.payload["device"]).first()
    if device is None or device.project.general_contractor_id is None:
        return None
    since = device.last_seen_at or device.recorded_at
    days = max(1, (on - since.date()).days)
    people = people_of_organisation(device.project.general_contractor_id, (Role.CONTRACTOR,), on)
    values = {"设备": device, "项目": device.project.name, "多久": f"{days} 天"}
    return Announcement(people, url=reverse("wage_device", args=[device.uid]), values=values)


@announce("wagepay.child_labour")
def child_labour(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The county's inspectors, at once; the message names nobody, its address leads to the person's page."""
    project = Project.objects.visible_to(actor).filter(pk=message.payload["project"]).first()
    person = project and Engagement.objects.visible_to(actor).filter(project=project, id_index=bytes.fromhex(message.payload["person"])).first()
    if not person:
        return None
    people = people_of_region(message.region_id, (Role.INSPECTOR,), on)
    return Announcement(people, url=reverse("wage_person", args=[project.code, person.uid]), values={"项目": project.name})


declare(
    MessageKind(
        "wagepay.money_reported", "资金情况报告", "{单位}报告：{事项}", "{项目} · {月份} · {情况}",
        {"单位": "样例置业", "事项": "已拨人工费，总包没有发", "项目": "样例花园一期", "月份": "2026-10", "情况": "10 月 8 日拨付 30 万元，至今没有发放。"},
    )
)  # fmt: skip


@announce("wagepay.money_reported")
def money_reported(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The county's inspectors and the general contractor's wage officers: the bank's word goes to both (条例第二十七条)."""
    report = MoneyReport.objects.visible_to(actor).select_related("project", "organisation").filter(uid=message.payload["report"]).first()
    if report is None:
        return None
    people = people_of_region(message.region_id, (Role.INSPECTOR,), on)
    if message.payload["firm"]:
        people |= people_of_organisation(message.payload["firm"], (Role.CONTRACTOR,), on)
    values = {"单位": report.organisation.name_on(on), "事项": report.get_kind_display(), "项目": report.project.name}
    values |= {"月份": f"{report.month:%Y-%m}", "情况": report.text}
    return Announcement(people, url=reverse("wage_report", args=[report.uid]), values=values)
