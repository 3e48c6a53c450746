"""Messages of the demonstration: what the acts posted is delivered, official notices go round, some is read, one text message fails."""

import datetime as dt
import re

from portal.accounts.enums import Role
from portal.notices.actions.confirm_contact import confirm_contact
from portal.notices.actions.confirm_official_notice import confirm_official_notice
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.actions.read_notices import read_notices
from portal.notices.actions.request_code import request_code
from portal.notices.actions.send_deliveries import CODE, send_deliveries
from portal.notices.actions.send_official_notice import Words, remind_official_notice, send_official_notice
from portal.notices.audience import enterprises_of, people
from portal.notices.channels.screen import DEAD_END
from portal.notices.enums import ChannelKey
from portal.notices.models import Delivery, Notice, OfficialNotice
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting

# Whose addresses are confirmed; the second inspector's telephone was given up since.
CONTACTS = (
    ("pd-inspector", ChannelKey.EMAIL, "pd@demo.example"),
    ("contractor", ChannelKey.EMAIL, "contractor@demo.example"),
    ("pd-inspector", ChannelKey.SMS, "13900000321"),
    ("yx-inspector", ChannelKey.SMS, f"1390000{DEAD_END}"),
)
STAFF = (Role.INSPECTOR, Role.GRID, Role.DEPARTMENT)
READ = 3  # of four messages the first three are read


def send_round(stage: Stage) -> None:
    """Everything is as on the morning of the demonstration's day."""
    _deliver(stage)
    city = _to_staff(stage, stage.office("140300"), Words("关于报送冬季根治欠薪行动进展的通知", CITY))
    firms = _to_firms(stage, stage.office("140300"))
    _to_staff(stage, stage.office("140403"), Words("关于核实本周新增预警的通知", DISTRICT))
    _read(stage)
    for username, official_notice in (("pd-inspector", city), ("pd-grid", city), ("contractor", firms)):
        _open(stage, stage.user(username), official_notice)
    with acting(stage.office("140300")):
        remind_official_notice(city, actor=stage.office("140300"), at=stage.instant(stage.on, 9))
    send_deliveries(now=lambda: stage.instant(stage.on, 9))


CITY = "各县（区）：\n请于本周五前在平台报送冬季根治欠薪行动进展，重点写明已清零的件数、未清零的原因和下一步安排。"
FIRMS = "各施工总承包单位、分包单位：\n元旦春节将至，请逐个项目核对应发未发的工资，专户余额不足的提前向建设单位申请拨付，并在期限前签收本通知。"
DISTRICT = "请劳动保障监察员逐条核实本周新增的预警，红色预警当日到场，核实结果在预警页登记。"


def _confirm(stage: Stage, actor: Actor, channel: str, address: str) -> None:
    at = stage.instant(stage.on - dt.timedelta(days=2))
    with acting(actor):
        request_code(actor=actor, channel=channel, address=address, at=at)
        text = Delivery.objects.filter(kind=CODE).latest("pk").text
        confirm_contact(actor=actor, channel=channel, code=re.search(r"验证码 (\d{6})", text)[1], at=at)


def first_round(stage: Stage) -> None:
    """What was posted until the letters; those who want it by mail or text have confirmed where."""
    for username, channel, address in CONTACTS:
        _confirm(stage, stage.user(username), channel, address)
    _deliver(stage)


def _deliver(stage: Stage) -> None:
    """All that the acts of the last months posted; told as of the day before."""
    system = system_actor()
    with acting(system):
        while deliver_messages(actor=system, at=_day_before(stage, 14))["messages"]:
            continue


def _to_staff(stage: Stage, office: Actor, words: Words) -> OfficialNotice:
    with acting(office):
        to = people(office, stage.on, roles=STAFF, region_ids=office.scope.read_regions, enterprise_ids=())
        return send_official_notice(actor=office, words=words, to=to, audience="监察员、网格员、行业主管部门", at=_day_before(stage, 15))


def _to_firms(stage: Stage, office: Actor) -> OfficialNotice:
    words = Words("关于做好元旦春节前工资支付的通知", FIRMS, needs_receipt=True, receipt_by=stage.on + dt.timedelta(days=5))
    with acting(office):
        firms = [firm.pk for firm in enterprises_of(office, stage.on)]
        to = people(office, stage.on, roles=(), region_ids=(), enterprise_ids=firms)
        return send_official_notice(actor=office, words=words, to=to, audience=f"企业 {len(firms)} 家", at=_day_before(stage, 16))


def _day_before(stage: Stage, hour: int) -> dt.datetime:
    return stage.instant(stage.on - dt.timedelta(days=1), hour)


def _open(stage: Stage, actor: Actor, official_notice: OfficialNotice) -> None:
    with acting(actor):
        confirm_official_notice(official_notice, actor=actor, at=stage.instant(stage.on, 8))


def _read(stage: Stage) -> None:
    """Of each person's messages the older three quarters are read."""
    at = stage.instant(stage.on, 8)
    for username in ("pd-inspector", "yq-office", "contractor", "lz-inspector"):
        actor = stage.user(username)
        with acting(actor):
            uids = list(Notice.objects.of(actor).order_by("pk").values_list("uid", flat=True))
            read_notices(actor=actor, uids=uids[: len(uids) * READ // (READ + 1)], at=at)
