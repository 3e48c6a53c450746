"""专户流水 and 人工费拨付计划: what was booked on the special wage account, and what the owner had to transfer by when."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from portal.lib.sheets import quick, values
from portal.lib.sheets.choose import table_of
from portal.lib.sheets.columns import Field, Form, corrected
from portal.lib.sheets.faults import COMMON, CellFault
from portal.lib.sheets.findings import Findings, Kind, block, catalogue, warn
from portal.lib.sheets.model import Cell, Pages, Sheet
from portal.lib.sheets.table import Table, read_table
from portal.lib.text import compact
from wagepay.enums import EntryDirection, EntryKind
from wagepay.payroll import fields as payroll_fields
from wagepay.workbooks.opening import Corrections, Opened, Parsed, opened

CYCLE = "保障农民工工资支付条例第二十四条、第二十九条"
ONLY_WAGES = "保障农民工工资支付条例第二十六条"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def direction(cell: Cell) -> str:
    word = compact(str(cell)).lower()
    if any(known in word for known in ("收入", "贷", "来账", "转入", "存入", "进账", "收", "+")):
        return EntryDirection.IN
    if any(known in word for known in ("支出", "借", "往账", "转出", "付", "-", "支")):
        return EntryDirection.OUT
    raise CellFault("direction_unknown", value=word[:12])


def account_number(cell: Cell) -> str:
    """Any account: a firm's has its own length and no check digit."""
    if isinstance(cell, float):
        return "" if cell >= 1e15 else f"{cell:.0f}"
    return compact(str(cell))[:40]


ENTRIES = Form(
    name="专户流水",
    fields=(
        Field("serial", "序号", _words("编号 序 no"), parse=payroll_fields.serial),
        Field("booked_on", "交易日期", _words("日期 记账日期 交易时间 入账日期 记账时间 发生日期 交易日"), required=True, parse=values.date, weight=2),
        Field("income", "收入", _words("收入金额 贷方金额 贷方发生额 贷方 转入金额 存入金额 收方金额 收入发生额 贷方发生"), parse=values.fen, quick=quick.fens),
        Field("outgo", "支出", _words("支出金额 借方金额 借方发生额 借方 转出金额 支取金额 付方金额 支出发生额 借方发生"), parse=values.fen, quick=quick.fens),
        Field("amount", "金额", _words("交易金额 发生额"), parse=values.fen, quick=quick.fens),
        Field("direction", "收支方向", _words("收支 借贷 借贷方向 借贷标志 收付 方向 借贷标记 收支标志"), parse=direction),
        Field("balance", "余额", _words("账户余额 当前余额 可用余额 本次余额"), parse=values.fen, quick=quick.fens),
        Field("counterparty", "对方户名", _words("对方单位 对方账户名称 对方名称 交易对手 对方户名称 对手户名 对方 付款人 收款人"), parse=values.text),
        Field("counterparty_number", "对方账号", _words("对方账户 对方帐号 交易对手账号 对手账号"), parse=account_number),
        Field("summary", "摘要", _words("用途 附言 交易摘要 备注 交易附言 说明 摘要用途"), parse=values.text),
        Field("kind", "款项性质", _words("性质 款项类别 费用类别 交易类型 业务类型 类型 款项类型"), parse=values.text),
        Field("reference", "流水号", _words("交易流水号 银行流水号 凭证号 流水 交易流水 回单编号 日志号"), parse=values.text),
        Field("project", "项目", _words("项目名称 项目编码 所属项目 工程名称"), parse=values.text),
    ),
    keys=("booked_on", "income", "outgo", "amount"),
    figures=("income", "outgo", "amount"),
    serial="serial",
    ignored=_words("币种 柜员号 交易机构 对方开户行 开户行 起息日"),
)  # fmt: skip
PLAN = Form(
    name="人工费拨付计划",
    fields=(
        Field("serial", "序号", _words("编号 序 no 期次"), parse=payroll_fields.serial),
        Field("month", "周期月份", _words("月份 所属月份 拨付月份 所属周期 拨付周期 计量月份 周期"), required=True, parse=values.month, weight=2),
        Field("due_amount", "应拨人工费", _words("应拨金额 应拨付金额 应拨 人工费金额 应付人工费 应拨付人工费 人工费用 人工费"), required=True, parse=values.fen, quick=quick.fens, weight=3),
        Field("due_on", "约定拨付日期", _words("应拨日期 拨付日期 约定日期 应拨付日期 付款日期 拨付截止日期 最迟拨付日期"), required=True, parse=values.date, weight=2),
        Field("source", "依据", _words("合同条款 计量单号 备注 说明 进度款申请 依据文件"), parse=values.text),
        Field("project", "项目", _words("项目名称 项目编码 所属项目 工程名称"), parse=values.text),
    ),
    keys=("month",),
    figures=("due_amount",),
    serial="serial",
)  # fmt: skip

KINDS: dict[str, Kind] = COMMON | catalogue([
    block("booked_on_missing", "缺交易日期", "交易日期没有填写。", "请补填交易日期。"),
    block("amount_none", "缺金额", "收入、支出和金额都没有填写。", "请填收入或支出。"),
    block("amount_both", "收入支出都有", "同一行既有收入又有支出。", "请分成两行。"),
    block("direction_unknown", "不知道是收还是支", "看不出这一笔是收入还是支出。", "请分“收入”“支出”两列，或补上“收支方向”。"),
    block("amount_negative", "金额是负数", "金额是负数。", "冲正的，请写在另一个方向。"),
    block("day_impossible", "日期不可能", "{label} {value} 不可能。", "请核对年份。"),
    block("project_unknown", "不知道是哪个项目的", "这个账号用于 {count} 个项目，这一行没有写项目。", "请加一列“项目编码”。"),
    block("month_twice", "同一周期两行", "与第 {rows} 行是同一个周期。", "请合并成一行。", CYCLE),
    warn("balance_breaks", "余额接不上", "上一行余额加减这一笔应为 {expected} 元，表上差 {difference} 元。", "请核对有没有漏行。"),
    warn("other_outflow", "不是发工资的支出", "这一笔支出不是发工资、手续费，也不是退款。", "专户的钱只能用于发工资；属实的，照实入库。", ONLY_WAGES),
    warn("day_ahead", "还没有到的日期", "{value} 还没有到。", "请核对日期。"),
])  # fmt: skip


class Entry(NamedTuple):
    """One booked line."""

    row: int
    project: int
    booked_on: dt.date
    direction: str
    kind: str
    amount: Decimal
    balance: Decimal | None
    counterparty: str
    counterparty_number: str
    summary: str
    reference: str

    def __repr__(self) -> str:
        return f"<Entry {self.row} {self.booked_on} {self.direction} {self.amount}>"


class Cycle(NamedTuple):
    """What the owner has to transfer for one cycle."""

    row: int
    project: int
    month: dt.date
    due_amount: Decimal
    due_on: dt.date
    source: str


@dataclass(frozen=True)
class AccountUse:
    """The projects an account serves, by code and name; the owners that pay into it."""

    projects: Mapping[str, int] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()

    @property
    def only(self) -> int | None:
        ids = set(self.projects.values())
        return next(iter(ids)) if len(ids) == 1 else None


def read_account(workbook: Pages, on: dt.date, use: AccountUse, corrections: Corrections | None = None) -> Parsed:
    """Booked lines and planned cycles of all sheets; each sheet is taken for the form it fits better."""
    corrections = corrections or Corrections()
    findings = Findings(KINDS, corrections.severities)
    rows: list[Entry | Cycle] = []
    main: Opened | None = None
    for sheet in workbook.filled:
        table = _better(sheet, corrections)
        if table is None:
            continue
        found = opened(table, findings)
        main = main or found
        rows += _entries(found, use, on) if table.form is ENTRIES else _cycles(found, use, on)
    if main is None:
        labels = "、".join(f.label for f in ENTRIES.required) + "、收入、支出"
        findings.add("header_missing" if workbook.filled else "table_missing", (workbook.filled or workbook.sheets)[0], 0, 0, labels=labels)
        return Parsed([], findings.sorted())
    return main.finish(rows)


def _better(sheet: Sheet, corrections: Corrections) -> Table | None:
    tables = [table for form in (ENTRIES, PLAN) if (table := table_of(sheet, form))]
    fits = [table for table in tables if table.form is PLAN or {"income", "outgo", "amount"} & table.mapping.keys()]
    best = max(fits, key=lambda table: sum(table.form.by_name[name].weight for name in table.mapping), default=None)
    wishes = best and (corrections.mapping if best.form is ENTRIES and corrections.mapping else corrections.remembered.get(best.header.fingerprint))
    if not wishes:
        return best
    return read_table(sheet, best.form, replace(best.header, mapping=corrected(best.form, best.header.mapping, wishes)))


def _project(found: Opened, place: int, use: AccountUse) -> int | None:
    said = found.columns["project"][place]
    project = use.projects.get(compact(said)) if said else use.only
    if project is None:
        found.flag("project_unknown", place, "project", count=len(set(use.projects.values())))
    return project


def _entries(found: Opened, use: AccountUse, on: dt.date) -> Iterator[Entry]:
    columns = found.columns
    before: int | None = None
    for place, day in enumerate(columns["booked_on"]):
        flow = _flow(found, place)
        project = _project(found, place, use)
        if day is None or flow is None or project is None or not _possible(found, place, "booked_on", day, on):
            before = None
            continue
        way, fen = flow
        kind = entry_kind(way, columns["kind"][place] or "", columns["summary"][place] or "", columns["counterparty"][place] or "", use.owners)
        if kind == EntryKind.OTHER_OUT:
            found.flag("other_outflow", place, "summary")
        before = _check_balance(found, place, before, fen if way == EntryDirection.IN else -fen)
        balance = columns["balance"][place]
        yield Entry(
            found.table.records[place] + 1, project, day, way, kind, Decimal(fen).scaleb(-2), None if balance is None else Decimal(balance).scaleb(-2),
            columns["counterparty"][place] or "", columns["counterparty_number"][place] or "", columns["summary"][place] or "", columns["reference"][place] or "",
        )  # fmt: skip


def _flow(found: Opened, place: int) -> tuple[str, int] | None:
    """(direction, fen) from two columns, or from an amount with its direction."""
    income, outgo, amount, way = (found.columns[name][place] for name in ("income", "outgo", "amount", "direction"))
    income, outgo = income or 0, outgo or 0
    if income and outgo:
        found.flag("amount_both", place, "income")
    elif income < 0 or outgo < 0:
        found.flag("amount_negative", place, "income" if income < 0 else "outgo")
    elif income or outgo:
        return (EntryDirection.IN, income) if income else (EntryDirection.OUT, outgo)
    elif not amount:
        found.flag("amount_none", place, "amount" if found.has("amount") else "income")
    elif way:
        return way, abs(amount)
    elif found.has("direction"):
        return None  # the cell has its own finding
    else:
        found.flag("direction_unknown", place, "amount")
    return None


def _check_balance(found: Opened, place: int, before: int | None, change: int) -> int | None:
    """Each balance follows from the one above it, or, in a list that begins with the newest, does not."""
    balance = found.columns["balance"][place]
    if balance is not None and before is not None and before + change != balance and not _newest_first(found):
        expected, difference = (f"{Decimal(abs(fen)).scaleb(-2):,.2f}" for fen in (before + change, before + change - balance))
        found.flag("balance_breaks", place, "balance", expected=expected, difference=difference)
    return balance


def _newest_first(found: Opened) -> bool:
    days = [day for day in found.columns["booked_on"] if day]
    return len(days) > 1 and days[0] > days[-1]


def _possible(found: Opened, place: int, name: str, day: dt.date, on: dt.date) -> bool:
    if not dt.date(2015, 1, 1) <= day <= on + dt.timedelta(days=1100):
        found.flag("day_impossible", place, name, label=found.table.form.by_name[name].label, value=day)
        return False
    if name == "booked_on" and day > on:
        found.flag("day_ahead", place, name, value=day)
    return True


def entry_kind(way: str, kind: str, summary: str, counterparty: str, owners: frozenset[str]) -> str:
    """The nature of a flow by the words beside it; money from the owner is labour cost (53号文 第二条)."""
    text = compact(kind + summary)
    if "利息" in text or "结息" in text:
        return EntryKind.INTEREST
    if any(word in text for word in ("退汇", "退回", "退票", "退款", "冲正")):
        return EntryKind.RETURNED
    if way == EntryDirection.IN:
        paid_in = any(word in text for word in ("人工费", "进度款", "工程款", "拨付", "拨款", "劳务费"))
        return EntryKind.LABOUR_COST if paid_in or compact(counterparty) in owners else EntryKind.OTHER_IN
    if any(word in text for word in ("手续费", "工本费", "管理费", "年费", "短信费")):
        return EntryKind.FEE
    return EntryKind.WAGES if any(word in text for word in ("工资", "代发", "薪")) else EntryKind.OTHER_OUT


def _cycles(found: Opened, use: AccountUse, on: dt.date) -> Iterator[Cycle]:
    columns, seen = found.columns, {}
    for place, month in enumerate(columns["month"]):
        fen, due_on, project = columns["due_amount"][place], columns["due_on"][place], _project(found, place, use)
        if fen is not None and fen < 0:
            found.flag("amount_negative", place, "due_amount")
            continue
        if None in (month, fen, due_on, project) or not _possible(found, place, "due_on", due_on, on):
            continue
        if (project, month) in seen:
            found.flag("month_twice", place, "month", rows=seen[project, month])
            continue
        seen[project, month] = found.table.records[place] + 1
        yield Cycle(found.table.records[place] + 1, project, month, Decimal(fen).scaleb(-2), due_on, columns["source"][place] or "")
