"""Announcements for the floors below this room."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from portal.accounts.enums import EVERYONE, Role
from portal.accounts.models import Membership
from portal.accounts.rights import declared
from portal.documents.models import Download, Instrument, StoredFile
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.kinds import MessageKind, declare
from portal.notices.recipients import people_above, people_everywhere, people_of_organisation
from portal.tenancy.scope import Actor

SAMPLE = {"单位": "样例建工集团有限公司", "文号": "平人社监约〔2026〕3号", "事由": "关于约谈的函"}
declare(
    MessageKind(
        "documents.instrument.serve",
        "收到文书",
        "收到{文种} {文号}",
        "{事由}{回复期限}",
        {"文种": "约谈函", "文号": SAMPLE["文号"], "事由": SAMPLE["事由"], "回复期限": "，请于 2026-01-18 前回复"},
        mandatory=True,
    ),
    MessageKind("documents.instrument.reply", "文书有回复", "{单位}已回复 {文号}", "{事由}", SAMPLE),
    MessageKind("documents.instrument.lapse", "文书逾期未回复", "{文号} 逾期未回复", "{单位}，{期限} 到期", {**SAMPLE, "期限": "2026-01-18"}),
    MessageKind("documents.instrument.submit", "文书待审核"),
    MessageKind("documents.instrument.send_back", "文书退回修改"),
    MessageKind("documents.instrument.unsealed", "电子印章没有盖上", mandatory=True),
    MessageKind("documents.file.quarantine", "文件被隔离", mandatory=True),
    MessageKind("documents.files.alarm", "文件清理异常", mandatory=True),
    MessageKind("accounts.dormant", "账号自动停用"),
    MessageKind("accounts.deputy", "代理设立与结束"),
    MessageKind("accounts.handed_over", "工作移交", mandatory=True),
    MessageKind("documents.download.ask", "导出待批准"),
    MessageKind("documents.download.decline", "导出未批准"),
    MessageKind("documents.download.fail", "导出没有办成"),
    MessageKind("documents.download.finish", "导出已做好"),
    MessageKind("notices.official_notice", "通知", mandatory=True),
    MessageKind("notices.official_notice_reminder", "催阅通知", mandatory=True, urgent=True),
    MessageKind("notices.digest", "每日晨报"),
)


def _instrument(message: OutboxMessage, actor: Actor) -> Instrument:
    return Instrument.objects.visible_to(actor).get(pk=message.payload["pk"])


@announce("documents.instrument.serve")
def served(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The addressee learns of it on the portal, whatever the method of service was."""
    found = _instrument(message, actor)
    if found.addressee_id is None:
        return None
    due = f"，请于 {found.reply_due_on} 前回复" if found.reply_due_on else ""
    values = {"文种": found.spec.title, "文号": found.number, "事由": _one_line(found), "回复期限": due}
    return Announcement(people_of_organisation(found.addressee_id, EVERYONE, on), url=found.get_absolute_url(), values=values)


@announce("documents.instrument.reply")
def replied(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The organ that wrote learns of the answer."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT), on)
    values = {"单位": found.addressee_text, "文号": found.number, "事由": _one_line(found)}
    return Announcement(people, url=found.get_absolute_url(), values=values)


@announce("documents.instrument.lapse")
def lapsed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The organ that wrote learns that nothing came."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT), on)
    values = {"单位": found.addressee_text, "文号": found.number, "期限": found.reply_due_on}
    return Announcement(people, url=found.get_absolute_url(), values=values)


@announce("accounts.deputy")
def deputy(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """He who stands in and he who is stood in for, each where he reads his messages: under the posts he holds now."""
    made = Membership.objects.select_related("user", "deputy_of__user").filter(pk=message.payload["membership"]).first()
    if made is None:
        return None
    people = Membership.objects.valid_on(on).filter(user__in=[made.user_id, made.deputy_of.user_id])
    span = f"{made.valid_from} 至 {made.valid_to}，{made}"
    verb = "代理结束" if message.payload["ended"] else "设立代理"
    return Announcement(people, f"{verb}：{made.user.name}代{made.deputy_of.user.name}", span, reverse("own_rights"))


@announce("accounts.handed_over")
def handed_over(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The successor learns what is his now and that he has to sign for it."""
    people = Membership.objects.valid_on(on).filter(pk=message.payload["receiver"])
    return Announcement(people, f"{message.payload['giver']}移交给您 {message.payload['count']} 项工作", "请核对清单后签收", message.payload["url"])


def _one_line(found: Instrument) -> str:
    return "".join(found.title.split())


@announce("accounts.dormant")
def dormant(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The administrators of the place and of those above learn whose account was stopped because nobody used it."""
    usernames = message.payload["usernames"]
    people = people_above(message.region_id, (Role.ADMIN,), on)
    return Announcement(people, f"{len(usernames)} 个账号长期没有登录，已自动停用", "、".join(usernames), f"{reverse('user_list')}?state=suspended")


@announce("documents.instrument.submit")
def submitted(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Whoever reviews in the organ learns that a draft waits."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR, Role.LEADER), on)
    others = people.exclude(user__uid=found.drafted_by_uid) if found.drafted_by_uid else people
    return Announcement(others, f"{found.spec.title}待审核", f"{_one_line(found)}，{found.drafted_by}拟稿", found.get_absolute_url())


@announce("documents.instrument.send_back")
def sent_back(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The drafter learns what is to be changed."""
    found = _instrument(message, actor)
    if found.drafted_by_uid is None:
        return None
    people = people_of_organisation(found.organ_id, EVERYONE, on).filter(user__uid=found.drafted_by_uid)
    return Announcement(people, f"{found.spec.title}退回修改", found.returned_reason, found.get_absolute_url())


@announce("documents.instrument.unsealed")
def unsealed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """A paper that was issued has no seal: it must not go out."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR), on)
    return Announcement(people, f"{found.number} 电子印章没有盖上", found.seal_note, found.get_absolute_url())


@announce("documents.file.quarantine")
def quarantined(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The tenant's administrators, and the uploader himself."""
    found = StoredFile.objects.visible_to(actor).get(pk=message.payload["pk"])
    people = people_above(found.region_id, (Role.ADMIN,), on)
    if found.uploader_uid is not None and found.organisation_id is not None:
        people |= people_of_organisation(found.organisation_id, EVERYONE, on).filter(user__uid=found.uploader_uid)
    return Announcement(people, "上传的文件被隔离", f"{found.name}：{found.scan_note}，杀毒后重新上传")


@announce("documents.files.alarm")
def alarmed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Every administrator: contents are gone from the disk, or the sweep stopped itself."""
    told = message.payload
    text = f"无主内容 {told['orphans']} 个，超过安全上限，没有清除" if told["halted"] else f"有登记而内容缺失 {told['missing']} 个，请从备份恢复"
    return Announcement(people_everywhere((Role.ADMIN,), on), "文件清理报告异常", text, reverse("file_list"))


def _asker(message: OutboxMessage) -> tuple[Download, QuerySet[Membership]]:
    found = Download.objects.get(pk=message.payload["pk"])
    return found, Membership.objects.filter(pk=found.membership_id, user__is_active=True)


@announce("documents.download.finish", "documents.download.fail", "documents.download.decline")
def export_ended(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Who asked for an export learns how it ended."""
    found, asker = _asker(message)
    words = {"finish": "已生成，请在有效期内下载", "fail": "没有办成", "decline": "没有批准"}[message.payload["verb"]]
    return Announcement(asker, f"导出“{found.name}”{words}", found.remark or found.serial, found.get_absolute_url())


@announce("documents.download.ask")
def export_asked(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Colleagues of the same organ or enterprise learn that an export of full numbers waits for one of them."""
    found, _ = _asker(message)
    roles = declared()["documents.approve_export"]
    people = people_of_organisation(found.organisation_id, roles, on).exclude(user_id=found.user_id)
    return Announcement(people, f"待审批：{found.asked_by}申请导出完整号码", f"{found.name}，用途：{found.reason}", found.get_absolute_url())
