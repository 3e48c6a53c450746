"""The payroll sheet of a month as its file: people, what was taken off by kind with its ground, and the team's piece-work beside it."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from portal.lib.money import fen
from portal.operations.demo.files import Rows
from portal.operations.demo.people import Hand
from portal.operations.demo.projects import Site

PLAIN = ("序号", "姓名", "身份证号码", "工种", "班组", "出勤天数", "日工资标准（元）", "应发工资", "扣款", "实发工资", "银行卡号", "开户银行")
BY_KIND = (*PLAIN[:9], "个人所得税", "社会保险个人部分", "法院判决扣款", "赔偿扣款", "扣款说明", *PLAIN[9:])
# Of the first people of the list: tax, insurance, by order of a court, damages; and the ground of the last two.
TAKEN = (
    (45, 0, 0, 0, ""),
    (0, 260, 0, 0, ""),
    (0, 0, 600, 0, "样例法执字〔2026〕12号协助执行通知书"),
    (0, 0, 0, 200, "损坏铝模板两块，本人签字认可"),
)
PIECES = ("班组", "分项工程", "计量单位", "工程量", "单价", "金额")
TEAM, PRICE, REST = "一班", Decimal("185.50"), Decimal("0.3")
PIECE_SHEET = "计件单"


def payroll_rows(site: Site, month: dt.date, listed: Sequence[Hand], *, by_kind: bool) -> list[tuple]:
    """Title, month, heading and a row for everybody."""
    rows = [(f"{site.project.name}农民工工资支付表",), (f"工资月份：{month.year}年{month.month}月    单位：元",), BY_KIND if by_kind else PLAIN]
    for place, hand in enumerate(listed):
        taken = TAKEN[place] if by_kind and place < len(TAKEN) else (0, 0, 0, 0, "")
        gross, off = hand.worked(month) * hand.rate, sum(taken[:4])
        whole = (place + 1, hand.name, hand.id_number, hand.trade, hand.team, hand.worked(month), hand.rate, gross, off)
        kinds = tuple(value or None for value in taken) if by_kind else ()
        rows.append((*whole, *kinds, gross - off, hand.card, hand.bank))
    return rows


def net_of(hand: Hand, place: int, month: dt.date, *, by_kind: bool) -> int:
    """What reaches the person at the place of the list."""
    return hand.worked(month) * hand.rate - (sum(TAKEN[place][:4]) if by_kind and place < len(TAKEN) else 0)


def piece_rows(month: dt.date, listed: Sequence[Hand]) -> Rows:
    """What the team made, in two items that add up to what its people are paid."""
    total = Decimal(sum(hand.worked(month) * hand.rate for hand in listed if hand.team == TEAM))
    measured = (total * (1 - REST) / PRICE).quantize(Decimal("0.1"), ROUND_DOWN)
    walls = fen(measured * PRICE)
    return [
        PIECES,
        (TEAM, "240 厚砖墙砌筑", "立方米", float(measured), float(PRICE), float(walls)),
        (TEAM, "构造柱、圈梁及零星砌体", "项", 1, float(total - walls), float(total - walls)),
    ]
