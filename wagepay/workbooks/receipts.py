"""代发回单: what the bank says became of each transfer."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from portal.lib import crypto
from portal.lib.names import mask_name
from portal.lib.sheets import quick, values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON, CellFault
from portal.lib.sheets.findings import Kind, block, catalogue, warn
from portal.lib.sheets.model import Cell, Pages
from portal.lib.text import compact
from wagepay.enums import PaymentChannel, PaymentState
from wagepay.payroll import fields as payroll_fields
from wagepay.workbooks.opening import Corrections, Opened, Parsed, Person, open_table

IN_PERSON = "保障农民工工资支付条例第十一条"
BY_ACCOUNT = "保障农民工工资支付条例第三十一条"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


RETURNED = ("退汇", "退回", "退票", "冲正")
FAILED = ("失败", "未成功", "不成功", "拒绝", "未入账", "异常", "错误", "fail", "未处理")
SUCCEEDED = ("成功", "已入账", "入账", "已发放", "已支付", "正常", "success", "完成", "已代发")
CHANNELS = {"借支": PaymentChannel.ADVANCE, "预支": PaymentChannel.ADVANCE, "生活费": PaymentChannel.ADVANCE, "现金": PaymentChannel.OUTSIDE, "基本户": PaymentChannel.OUTSIDE,
            "一般户": PaymentChannel.OUTSIDE, "非专户": PaymentChannel.OUTSIDE, "专户外": PaymentChannel.OUTSIDE, "微信": PaymentChannel.OUTSIDE, "支付宝": PaymentChannel.OUTSIDE,
            "专户": PaymentChannel.ACCOUNT, "代发": PaymentChannel.ACCOUNT, "工资": PaymentChannel.ACCOUNT}  # fmt: skip


def outcome(cell: Cell) -> str:
    """成功 | 失败 | 退汇 in the bank's many words; the words of failure are looked for first."""
    word = compact(str(cell)).lower()
    for state, words in ((PaymentState.RETURNED, RETURNED), (PaymentState.FAILED, FAILED), (PaymentState.SUCCESS, SUCCEEDED)):
        if any(known in word for known in words):
            return state
    if word in ("0000", "00", "s", "y", "√"):
        return PaymentState.SUCCESS
    raise CellFault("outcome_unknown", value=str(cell)[:12])


def channel(cell: Cell) -> str:
    word = compact(str(cell))
    for known, value in CHANNELS.items():
        if known in word:
            return value
    raise CellFault("channel_unknown", value=word[:12])


FORM = Form(
    name="代发回单",
    fields=(
        Field("serial", "序号", _words("编号 序 no 笔数序号"), parse=payroll_fields.serial),
        Field("payee", "收款户名", _words("户名 收款人 收款人姓名 收款人名称 姓名 收款人户名 收方户名 账户名称 客户姓名 对方户名 收款账户名称 工人姓名 农民工姓名 持卡人"), required=True, parse=values.person_name, quick=quick.person_names, weight=2),
        Field("id_number", "身份证号", payroll_fields.ID_NUMBERS, parse=values.id_number, quick=quick.id_numbers),
        Field("card_number", "收款账号", (*payroll_fields.CARDS, *_words("收方账号 收款人账号 对方账号 收款账户 客户账号 收款人帐号 收款方账号")), parse=values.card_number, quick=quick.card_numbers, weight=2),
        Field("amount", "金额", _words("交易金额 发生额 代发金额 实发工资 实发金额 付款金额 发放金额 转账金额 入账金额 实付金额 支付金额"), required=True, parse=values.fen, quick=quick.fens, weight=2),
        Field("paid_on", "交易日期", _words("交易时间 入账日期 发放日期 付款日期 支付日期 代发日期 记账日期 处理日期 日期 入账时间 代发时间"), parse=values.date),
        Field("state", "处理结果", _words("交易状态 状态 结果 处理状态 代发结果 入账状态 代发状态 成功标志 交易结果 处理标志"), parse=outcome, weight=2),
        Field("reason", "失败原因", _words("原因 失败描述 返回信息 退汇原因 错误信息 失败说明 处理信息 返回说明 银行附言 未成功原因"), parse=values.text),
        Field("channel", "发放渠道", _words("渠道 发放方式 支付方式 付款账户类型 业务类型"), parse=channel),
        Field("reference", "流水号", _words("交易流水号 银行流水号 流水 业务编号 交易编号 回单编号 凭证号 交易序号 明细编号"), parse=values.text),
        Field("order", "代发编号", _words("指令编号 客户方流水号 企业流水号 客户流水号 商户订单号"), parse=values.text),
        Field("remark", "备注", _words("摘要 用途 附言 说明"), parse=values.text),
    ),
    keys=("payee", "card_number"),
    figures=("amount",),
    serial="serial",
    ignored=_words("付款户名 付款账号 付款人 付款账户 开户行 收款行 币种 手续费 余额 联行号"),
)  # fmt: skip

KINDS: dict[str, Kind] = COMMON | catalogue([
    block("payee_missing", "缺收款户名", "收款户名没有填写。", "请补填收款户名。"),
    block("amount_missing", "缺金额", "金额没有填写。", "请补填金额。"),
    block("amount_negative", "金额不是正数", "金额是负数或 0。", "退回的钱请填正数，并在处理结果填“退汇”。"),
    block("payee_unknown", "不知道发给了谁", "{name}不在当月工资表上，也不在花名册里。", "请核对户名和账号；确是本项目工人的，先在花名册登记。", IN_PERSON),
    block("payee_ambiguous", "同名的人不止一个", "叫{name}的有 {count} 个，账号都对不上。", "请补填身份证号或收款账号。", IN_PERSON),
    block("outcome_unknown", "看不懂的处理结果", "处理结果“{value}”看不懂。", "请填“成功”“失败”或“退汇”。"),
    block("channel_unknown", "看不懂的发放渠道", "发放渠道“{value}”看不懂。", "请填“专户代发”“现金”或“生活费”。"),
    block("day_missing", "缺交易日期", "交易日期没有填写。", "请补填交易日期，或在表头上方写明。"),
    block("day_impossible", "交易日期不可能", "交易日期 {value} 不可能。", "请核对年份。"),
    block("order_differs", "和代发指令对不上", "代发编号 {number} 发的是 {expected} 元，回单写的是 {found} 元。", "请核对是不是填错了行；银行确实发错金额的，删去代发编号再传。", BY_ACCOUNT),
    warn("order_amount", "和待回单的金额不同", "{name}在代发批次里待回单的是 {expected} 元，回单写的是 {found} 元。", "请核对金额是不是填错；银行确实这样发的照实登记，批次里的那一笔继续等回单。", BY_ACCOUNT),
    warn("order_unknown", "没有这个代发编号", "代发编号 {number} 不在本月的批次里，按卡号和金额找。", "请核对是不是别的月份或项目的回单。"),
    warn("no_proof", "没有自己的凭证", "给{name}的这一笔不是从银行账户转的，回单证明不了，先记下，不抵工资。", "在“专户外发放”里补本人签字的收条或转账记录。", IN_PERSON),
    warn("state_missing", "没有处理结果", "没有“处理结果”一列，按全部成功记。", "请核对；有失败或退汇的，补上这一列再传。", BY_ACCOUNT),
    warn("other_card", "不是本人的卡", "{name}的钱到了另一个账号，不是登记的卡。", "请核对；换了卡的，先更新花名册。", IN_PERSON),
    warn("reason_missing", "没有写失败原因", "{name}的代发没有成功，没有写原因。", "请向银行问明原因，补发时要用。"),
    warn("payee_differs", "户名不是本人", "账号是{worker}的，户名写的是{name}。", "请核对；借用别人的卡不合规定。", IN_PERSON),
])  # fmt: skip


class Transfer(NamedTuple):
    """One line of the receipt, matched to a person."""

    row: int
    person: Person
    payee: str
    card_number: str | None
    amount: Decimal
    paid_on: dt.date
    state: str
    reason: str
    channel: str
    reference: str
    is_other_card: bool
    order: str = ""

    def __repr__(self) -> str:
        return f"<Transfer {self.row} {self.paid_on} {self.amount}>"


class Sums(NamedTuple):
    """What was sent to a person: what the bank has not told of, and all of it, because a statement tells old things again."""

    waiting: Sequence[Decimal]
    sent: frozenset[Decimal]


@dataclass(frozen=True)
class Payees:
    """Who may be paid: by the blind index of the card, by name, by number; the listed of the month come first."""

    by_card: Mapping[bytes, Sequence[Person]] = field(default_factory=dict)
    by_name: Mapping[str, Sequence[Person]] = field(default_factory=dict)
    names: Mapping[Person, str] = field(default_factory=dict)
    cards: Mapping[Person, frozenset[bytes]] = field(default_factory=dict)
    key: Callable[[str], Person] = lambda number: number
    orders: Mapping[str, tuple[Person, Decimal]] = field(default_factory=dict)  # by the number the bank file gave each transfer
    waiting: Mapping[Person, Sums] = field(default_factory=dict)  # of whom the bank has something to tell yet


def read_receipts(workbook: Pages, on: dt.date, payees: Payees, corrections: Corrections | None = None) -> Parsed:
    """Every line with its person and outcome."""
    found = open_table(workbook, FORM, KINDS, corrections or Corrections())
    if isinstance(found, Parsed):
        return found
    if not found.has("state"):
        found.findings.add("state_missing", found.table.sheet, found.table.header.row, 0)
    return found.finish(list(_transfers(found, payees, on)))


def _transfers(opened: Opened, payees: Payees, on: dt.date) -> Iterator[Transfer]:
    columns = opened.columns
    cards = [number and crypto.blind("bank_card", number) for number in columns["card_number"]]
    printed = day_printed(opened)
    for place, payee in enumerate(columns["payee"]):
        fen, day, state = columns["amount"][place], columns["paid_on"][place] or printed, columns["state"][place]
        if fen is not None and fen <= 0:
            opened.flag("amount_negative", place, "amount")
            continue
        if day is None:
            opened.flag("day_missing", place, "paid_on")
        elif not dt.date(2015, 1, 1) <= day <= on + dt.timedelta(days=1):
            opened.flag("day_impossible", place, "paid_on", value=day)
        ordered = _ordered(opened, place, payees, fen)
        person = ordered or _person(opened, place, payees, cards[place])
        if None in (payee, fen, day, person) or (opened.has("state") and state is None):
            continue
        other = _check_card(opened, place, payees, person, cards[place])
        state = state or PaymentState.SUCCESS
        reason, reference = columns["reason"][place] or "", columns["reference"][place] or ""
        way = columns["channel"][place] or PaymentChannel.ACCOUNT
        if not ordered and way == PaymentChannel.ACCOUNT and state != PaymentState.RETURNED:
            _check_waiting(opened, place, payees, person, Decimal(fen).scaleb(-2))
        if way != PaymentChannel.ACCOUNT and state == PaymentState.SUCCESS and not (reference and cards[place]):
            opened.flag("no_proof", place, "channel" if opened.has("channel") else "amount", name=mask_name(payees.names[person]))
            state = PaymentState.UNPROVEN
        if state in (PaymentState.FAILED, PaymentState.RETURNED) and not reason:
            opened.flag("reason_missing", place, "reason", name=mask_name(payee))
        yield Transfer(
            opened.table.records[place] + 1, person, payee, columns["card_number"][place], Decimal(fen).scaleb(-2), day, state, reason,
            way, reference, other,
            (columns["order"][place] or "") if ordered else "",
        )  # fmt: skip


def _ordered(opened: Opened, place: int, payees: Payees, fen: int | None) -> Person | None:
    """Whom our own number names; the sum must be the one that was sent."""
    code = opened.columns["order"][place]
    if not code or fen is None:
        return None
    if code not in payees.orders:
        opened.flag("order_unknown", place, "order", number=code[:48])
        return None
    person, amount = payees.orders[code]
    if amount != Decimal(fen).scaleb(-2):
        opened.flag("order_differs", place, "amount", number=code, expected=f"{amount:,.2f}", found=f"{Decimal(fen).scaleb(-2):,.2f}")
    return person


def _check_waiting(opened: Opened, place: int, payees: Payees, person: Person, amount: Decimal) -> None:
    """Whether a transfer without our number is one of those that are waited for."""
    sums = payees.waiting.get(person)
    if sums and amount not in sums.sent:
        expected = "、".join(f"{one:,.2f}" for one in sums.waiting)
        opened.flag("order_amount", place, "amount", name=mask_name(payees.names[person]), expected=expected, found=f"{amount:,.2f}")


def _person(opened: Opened, place: int, payees: Payees, card: bytes | None) -> Person | None:
    """By the number, by the card, then by a name that only one person has."""
    number, payee = opened.columns["id_number"][place], opened.columns["payee"][place]
    if number and payees.key(number) in payees.names:
        return payees.key(number)
    holders = payees.by_card.get(card, ()) if card else ()
    named = [person for person in holders if payees.names[person] == payee] or holders
    if len(named) == 1:
        return named[0]
    same = payees.by_name.get(payee or "", ())
    if len(same) == 1:
        return same[0]
    if payee:
        code, words = ("payee_ambiguous", {"count": len(same)}) if same else ("payee_unknown", {})
        opened.flag(code, place, "payee", name=mask_name(payee), **words)
    return None


def _check_card(opened: Opened, place: int, payees: Payees, person: Person, card: bytes | None) -> bool:
    """Whether the money went to another than the worker's own card (条例11: to the worker in person)."""
    payee, worker = opened.columns["payee"][place], payees.names[person]
    if payee != worker:
        opened.flag("payee_differs", place, "payee", name=mask_name(payee), worker=mask_name(worker))
        return True
    own = payees.cards.get(person, frozenset())
    if card and own and card not in own:
        opened.flag("other_card", place, "card_number", name=mask_name(worker))
        return True
    return False


def day_printed(opened: Opened) -> dt.date | None:
    """The day printed above the table, where the lines have none of their own."""
    table = opened.table
    if opened.has("paid_on"):
        return None
    for row in table.sheet.rows[: table.header.row]:
        for cell in row:
            for part in compact(str(cell)).replace(":", "：").split("："):
                try:
                    return values.date(cell if isinstance(cell, dt.date) else part)
                except CellFault:
                    continue
    return None
