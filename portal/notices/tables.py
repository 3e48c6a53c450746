"""Columns of the lists; exports use the same."""

from portal.lib.tables import Column
from portal.notices.enums import DeliveryState
from portal.notices.kinds import kind_of
from portal.notices.models import Delivery

TONES = {DeliveryState.SENT: "ok", DeliveryState.DEAD: "bad", DeliveryState.WAITING: "do"}


def state_words(row: Delivery) -> str:
    return "待重试" if row.state == DeliveryState.WAITING and row.attempts else row.get_state_display()


DELIVERIES = (
    Column("state", "状态", kind="state", words=state_words, tone=lambda r: TONES.get(r.state, ""), width=88, corner=True),
    Column("to_name", "收件人", sub=lambda r: str(r.address), width=160),
    Column("subject", "消息", sub=lambda r: kind_of(r.kind).label, wide=True),
    Column("channel", "方式", sub=lambda r: r.carrier, width=128),
    Column("error", "失败原因", width=240, wide=True),
    Column("attempts", "次数", kind="int", sort="attempts", width=56),
    Column("next_at", "下次发送", kind="instant", value=lambda r: r.next_at if r.state == DeliveryState.WAITING else None, sort="next_at", width=112),
    Column("created_at", "写入时间", kind="instant", sort="created_at", width=112, on_phone=False),
    Column("sent_at", "发出时间", kind="instant", sort="sent_at", hidden=True, width=112),
)

OFFICIAL_NOTICES = (
    Column("title", "标题", link=lambda r: r.get_absolute_url(), sub=lambda r: r.audience, wide=True),
    Column("recipients", "收件", unit="人", kind="int", sort="recipients", width=88),
    Column("read", "已读", unit="人", kind="int", width=88),
    Column("signed", "已签收", unit="人", kind="int", value=lambda r: r.signed if r.needs_receipt else None, width=96),
    Column("sent_by", "发送人", sub=lambda r: r.sender_name, width=176, on_phone=False),
    Column("sent_at", "发送时间", kind="instant", sort="sent_at", width=120),
)

RECEIPTS = (
    Column("membership.organisation.name", "单位", wide=True, sort="membership__organisation__name"),
    Column("membership.user.name", "姓名", sub=lambda r: r.membership.get_role_display(), width=160, sort="membership__user__name"),
    Column("read_at", "阅读时间", kind="instant", sort="read_at", width=136),
    Column("confirmed_at", "签收时间", kind="instant", sort="confirmed_at", width=136),
)
