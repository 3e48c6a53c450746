"""Rosters, attendance, payroll sheets, bank receipts and account statements of the demonstration, let in as files."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from portal.operations.demo.files import let_in
from portal.operations.demo.machines import bank_machine
from portal.operations.demo.oddities import paid_oddly
from portal.operations.demo.payrolls import PIECE_SHEET, TEAM, net_of, payroll_rows, piece_rows
from portal.operations.demo.people import Hand
from portal.operations.demo.plans import LENT
from portal.operations.demo.projects import Site
from portal.operations.demo.rosters import hands_of, tells_of_money
from portal.operations.demo.settled import settle, sign
from portal.operations.demo.stage import Stage
from portal.operations.demo.winter import paid_late, transfers
from portal.tenancy.scope import Actor, acting
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.models import SpecialWageAccount
from wagepay.actions.change_pay_way import change_pay_way
from wagepay.actions.close_paid_sheets import close_paid_sheets
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.hand_bank_file import hand_bank_file
from wagepay.actions.issue_voucher import issue_voucher
from wagepay.actions.make_batch import make_batch, reissue_batch
from wagepay.actions.record_outside import record_outside
from wagepay.actions.refresh_months import summing_once
from wagepay.api_bank import NOTE as BY_MACHINE
from wagepay.enums import SheetState, UploadKind
from wagepay.models import Engagement, PaymentBatch, PaymentOrder, PayrollSheet
from wagepay.pay_days import due_on as pay_day_of

ROSTER = (
    "姓名",
    "身份证号",
    "联系电话",
    "班组",
    "工种",
    "劳动合同",
    "合同签订日期",
    "计酬方式",
    "日工资标准",
    "银行卡号",
    "开户银行",
    "实名登记日期",
    "进场日期",
    "安全培训日期",
    "培训学时",
    "发薪日期",
    "退场日期",
)
UNTRAINED = 9  # every ninth worker has not been trained
RECEIPT = ("收款户名", "身份证号", "收款账号", "金额", "交易日期", "处理结果", "失败原因", "发放渠道", "流水号")
ENTRIES = ("交易日期", "收入", "支出", "余额", "对方户名", "摘要", "款项性质", "流水号")
PLAN = ("周期月份", "应拨人工费", "约定拨付日期", "依据")
# Debits that are no wages: days ago, amount, other side, words.
ODD = ((9, 8600, "样例周转材料租赁站", "脚手架租赁"), (6, 1200, "", "提现"))
STRAY = {"mismatch_red": 680, "strangers": 3600}  # of these stories one debit that does not say to whom
NEW_CARD = "9999000000000001234"  # of no bank
LATE = "late"
LIVING = 1000  # a living allowance instead of wages
# Details by day for the newest months, month totals on paper for the earlier ones.
BY_DAY = 2


@dataclass
class Book:
    """What one site's files are written from."""

    site: Site
    actor: Actor
    hands: list[Hand]
    account: SpecialWageAccount | None
    newest: dt.date
    debits: list[tuple[dt.date, Decimal, str, str]] = field(default_factory=list)  # day, amount, words, number

    @property
    def story(self):
        return self.site.plan.story

    def shows(self, feature: str, month: dt.date | None = None) -> bool:
        """Whether its plan has the feature; one about a month's sheet is that of the newest closed month."""
        return feature in self.site.plan.features and (month is None or month == self.newest)


def pay_wages(stage: Stage, site: Site) -> None:
    """The wage data of a site that has begun."""
    if site.started_on > stage.on:
        return
    with acting(stage.wage_officer(site.project)) as actor:
        account = SpecialWageAccount.objects.visible_to(actor).filter(project=site.project).first()
        book = Book(site, actor, hands_of(stage, site), account, stage.closed[0])
        with summing_once(on=stage.on, source="演示数据"):
            _fill(stage, book)
            if not book.shows("waived"):
                _tell_flows(stage, book)
        if book.shows("waived"):  # its deposit is reckoned between two statements
            _tell_flows(stage, book)
        close_paid_sheets(actor=actor, project=site.project, months=stage.closed, at=stage.instant(stage.on, 9))
        settle(stage, site, actor)


def _fill(stage: Stage, book: Book) -> None:
    _send(stage, book, UploadKind.ROSTER, _roster(book))
    for back, month in enumerate([stage.month(0), *stage.closed]):
        rows = _grid(book, month) if back < BY_DAY else _totals(book, month)
        if len(rows) > 2:
            _send(stage, book, UploadKind.ATTENDANCE, rows, month=month)
    for back, month in enumerate(stage.closed):
        _pay_month(stage, book, month, _way_of(stage, book, month, back), newest=back == 0)


def _tell_flows(stage: Stage, book: Book) -> None:
    """What the owner owes, then the statement; where the deposit is waived for a high balance it is reckoned before the last flow brings the balance down."""
    if book.account is None:
        return
    if len(plan := _plan(stage, book)) > 1:
        _send(stage, book, UploadKind.ACCOUNT_ENTRIES, plan, account=book.account)
    heads, *flows = _entries(stage, book)
    parts = [flows[:-1], flows[-1:]] if book.shows("waived") else [flows]
    for part in parts:
        if part:
            _report(stage, book, UploadKind.ACCOUNT_ENTRIES, [heads, *part], account=book.account)
        if part is not parts[-1]:
            with acting(stage.inspector(book.site.plan.region)) as inspector:
                assess_deposit(actor=inspector, project=book.site.project, on=stage.on, at=stage.instant(stage.on, 9))


def _report(stage: Stage, book: Book, kind: str, rows: list, at: dt.datetime | None = None, **target: object) -> None:
    """By the bank's machine where it has one for the site, else by the contractor's file."""
    if not book.shows("bank_machine"):
        _send(stage, book, kind, rows, at, **target)
        return
    with acting(bank_machine()) as machine:
        let_in(
            actor=machine, kind=kind, project=book.site.project, rows=rows, on=stage.on, at=at or stage.instant(stage.on, 8), name="接口上报", note=BY_MACHINE,
            **target,
        )  # fmt: skip


def _send(stage: Stage, book: Book, kind: str, rows: list, at: dt.datetime | None = None, **target: object) -> None:
    employer, at = None if kind == UploadKind.ACCOUNT_ENTRIES else book.site.subcontractor, at or stage.instant(stage.on, 8)
    let_in(actor=book.actor, kind=kind, project=book.site.project, rows=rows, on=stage.on, at=at, employer=employer, **target)


def _way_of(stage: Stage, book: Book, month: dt.date, back: int) -> str:
    """As the story tells of the newest months; of those before, what the site's winter was like."""
    if back < len(book.story.paid):
        return book.story.paid[back]
    days = paid_late(book.site.plan.winter, month, stage.on)
    return f"{LATE}:{days}" if days else "1"


def _days_late(paid: str) -> int:
    """“late” is a few days, “late:40” as many as it says; anything else is in time."""
    word, _, days = paid.partition(":")
    return (int(days) if days else 4) if word == LATE else 0


# -- people and days --------------------------------------------------------------------------------
def _roster(book: Book) -> list:
    by_piece = book.shows("pieces")
    return [
        ROSTER,
        *(
            (
                h.name, h.id_number, h.phone, h.team, h.trade, h.contract, None if h.contract == "无" else h.entered_on,
                *(("计件", None) if by_piece and h.team == TEAM else ("计日", h.rate)), h.card, h.bank,
                h.entered_on, h.entered_on, h.entered_on if place % UNTRAINED else None, 8 if place % UNTRAINED else None,
                f"每月 {book.site.project.pay_day} 日", h.left_on,
            )
            for place, h in enumerate((h for h in book.hands if h.is_registered), 1)
        ),
    ]  # fmt: skip


def _grid(book: Book, month: dt.date) -> list:
    last = calendar.monthrange(month.year, month.month)[1]
    rows = [(f"{book.site.project.name}{month.year}年{month.month}月考勤表",), ("姓名", "身份证号", *(str(day) for day in range(1, last + 1)))]
    for hand in book.hands:
        days = {day.day for day in hand.days.get(month, ())}
        if days:
            rows.append((hand.name, hand.id_number, *(1 if day in days else None for day in range(1, last + 1))))
    return rows


def _totals(book: Book, month: dt.date) -> list:
    rows = [(f"{book.site.project.name}{month.year}年{month.month}月考勤表",), ("姓名", "身份证号", "出勤天数")]
    return rows + [(hand.name, hand.id_number, hand.worked(month)) for hand in book.hands if hand.worked(month)]


# -- sheets and payments ----------------------------------------------------------------------------
def _pay_month(stage: Stage, book: Book, month: dt.date, paid: str, *, newest: bool) -> None:
    """The sheet of a month and what the bank made of it; "none" = nobody has sent a sheet."""
    listed = [hand for hand in book.hands if hand.is_registered and hand.worked(month)]
    if paid == "none" or not listed:
        return
    if newest and book.story.absent:
        listed = listed[: len(listed) - max(1, round(book.story.absent * len(listed)))]
    sheet = payroll_rows(book.site, month, listed, by_kind=book.shows("deductions", month))
    beside = {PIECE_SHEET: piece_rows(month, listed)} if book.shows("pieces", month) else None
    due_on = pay_day_of(book.site.project, month, stage.workdays)
    _send(stage, book, UploadKind.PAYROLL, sheet, stage.instant(due_on - dt.timedelta(days=3), 8), month=month, beside=beside)
    receipt = _receipt(stage, book, month, listed, paid, due_on) if due_on <= stage.on else []
    sheet = _approve(stage, book, month, due_on)
    if sheet is not None:
        sign(stage, book.actor, sheet, missing=book.story.odd.get("unsigned", 0) if newest else 0)
    batch = _to_the_bank(stage, book, sheet, due_on) if newest and sheet and receipt and (paid == "1" or _days_late(paid)) and not book.story.odd else None
    if receipt:
        _report(stage, book, UploadKind.RECEIPTS, [RECEIPT, *receipt], stage.instant(max(row[4] for row in receipt), 16), month=month)
        _debit(book, month, receipt, batch)
    if batch is not None and book.story.failed:
        _send_again(stage, book, batch)
        _allowance(stage, book, listed[-1], month)


def _debit(book: Book, month: dt.date, receipt: list, batch: PaymentBatch | None) -> None:
    """What the account paid out: the batch as one sum, else what the receipt adds up to."""
    if batch is not None:
        book.debits.append((receipt[0][4], batch.amount, f"{month.month}月工资代发 {batch.number}", f"D{batch.number}"))
    elif book.account is not None and (rows := [row for row in receipt if row[7] == "专户代发"]):
        total = Decimal(sum(row[3] for row in rows))
        book.debits.append((rows[0][4], total, f"{month.month}月工资代发", f"D{book.site.project.pk}{month:%Y%m}"))


def _approve(stage: Stage, book: Book, month: dt.date, due_on: dt.date) -> PayrollSheet | None:
    sheet = PayrollSheet.objects.visible_to(book.actor).filter(project=book.site.project, month=month, state=SheetState.SUBMITTED).first()
    if sheet is not None:
        sheet = approve_sheet(actor=book.actor, sheet=sheet, at=stage.instant(due_on - dt.timedelta(days=2), 9))
    return sheet


def _to_the_bank(stage: Stage, book: Book, sheet: PayrollSheet, due_on: dt.date) -> PaymentBatch | None:
    """The newest paid month went to the bank as a batch on the day before, whose receipt answers its lines by card and sum."""
    if book.account is None:
        return None
    at = stage.instant(due_on - dt.timedelta(days=1), 9)
    batch = make_batch(actor=book.actor, sheet=sheet, account=book.account, at=at)
    hand_bank_file(actor=book.actor, batch=batch, at=at + dt.timedelta(hours=1))
    return batch


def _send_again(stage: Stage, book: Book, batch: PaymentBatch) -> None:
    """One transfer failed: the worker brought another card, and the line waits for the bank again; the others have their voucher."""
    issue_voucher(actor=book.actor, batch=batch, at=stage.instant(stage.on, 9))
    order = PaymentOrder.objects.visible_to(book.actor).filter(month=batch.month, project=batch.project, batch=batch).undone().first()
    if order is not None:
        person = Engagement.objects.visible_to(book.actor).get(project=batch.project, employer=batch.employer, id_index=bytes(order.person))
        at = stage.instant(stage.on, 9)
        change_pay_way(actor=book.actor, person=person, way="card", card=NEW_CARD, bank_name="示例银行", way_reason="", reason="本人换卡，已核对卡面", at=at)
        reissue_batch(actor=book.actor, batch=batch, at=stage.instant(stage.on, 10))


def _allowance(stage: Stage, book: Book, hand: Hand, month: dt.date) -> None:
    """One worker was given living money in cash; its paper has not come yet."""
    person = Engagement.objects.visible_to(book.actor).filter(project=book.site.project, name=hand.name).first()
    if person is not None:
        values = {"month": month, "channel": "advance", "amount": Decimal(500), "paid_on": stage.on, "note": "现金", "proof": None}
        record_outside(actor=book.actor, person=person, on=stage.on, at=stage.instant(stage.on, 11), **values)


def _receipt(stage: Stage, book: Book, month: dt.date, listed: list[Hand], paid: str, due_on: dt.date) -> list:
    """Transfers of a month: the first so many people get all, the others nothing; allowances go to everybody."""
    way = "专户代发" if book.account is not None else "一般户"
    if paid == "living":
        return [_transfer(hand, LIVING, due_on, "生活费", month) for hand in listed]
    late = _days_late(paid)
    whole = listed[: round(float(1 if late else paid) * len(listed))]
    on = min(due_on + dt.timedelta(days=late), stage.on)
    by_kind = book.shows("deductions", month)
    rows = [_transfer(hand, net_of(hand, place, month, by_kind=by_kind), on, way, month) for place, hand in enumerate(whole)]
    if month == stage.closed[0]:
        rows = [paid_oddly(row, place, book.story.odd) for place, row in enumerate(rows)]
    rows += [_transfer(hand, 900, on, way, month) for hand in book.hands if not hand.worked(month)][: book.story.strangers]
    if book.story.failed and month == stage.closed[0] and rows:
        rows[0] = (*rows[0][:5], "失败", "账户状态异常", *rows[0][7:])
    return rows


def _transfer(hand: Hand, amount: int, on: dt.date, way: str, month: dt.date) -> tuple:
    return (hand.name, hand.id_number, hand.card, amount, on, "成功", "", way, f"{month:%Y%m}{hand.card[-10:]}")


# -- the account ----------------------------------------------------------------------------------
def _labour_cost(book: Book, month: dt.date) -> int:
    """What the owner owes the account for a month: the wages and a tenth."""
    return sum(hand.worked(month) * hand.rate for hand in book.hands) * 11 // 1000 * 100


def _cycle_day(month: dt.date) -> dt.date:
    following = month + dt.timedelta(days=32)
    return following.replace(day=5)


def _plan(stage: Stage, book: Book) -> list:
    months = [month for month in reversed(stage.closed) if _labour_cost(book, month)]
    return [PLAN, *((f"{month:%Y-%m}", _labour_cost(book, month), _cycle_day(month), "施工合同人工费拨付条款") for month in months)]


def _lent(book: Book, flows: list[tuple]) -> list[tuple]:
    """Of the newest transfer the builder's part comes from himself, in a line of its own."""
    share = sum(percent for feature, percent in LENT.items() if book.shows(feature))
    newest = max((flow for flow in flows if flow[4] == "人工费"), default=None)
    if not share or newest is None:
        return flows
    day, amount, _, words, kind, number = newest
    lent = (amount * share / 100).quantize(Decimal(1))
    parts = [(day, lent, book.site.project.general_contractor.name, words, kind, f"{number}L"), (*newest[:1], amount - lent, *newest[2:])]
    return [flow for flow in flows if flow is not newest] + [part for part in parts if part[1]]


def _entries(stage: Stage, book: Book) -> list:
    """Transfers of the owner, one line for each month's wages, and on some sites a debit that is no wage; each with the balance after it."""
    owner, serial = book.site.project.owner.name, book.site.project.pk
    flows: list[tuple] = [(day, -amount, "", words, "工资", number) for day, amount, words, number in book.debits]
    for back, month in enumerate(stage.closed):
        share = Decimal(book.story.labour[back] if back < len(book.story.labour) else "1")
        amount = int(_labour_cost(book, month) * share)
        parts = transfers(book.site.plan.winter, month, _cycle_day(month), amount, stage.on) if amount else ()
        flows += [
            (day, Decimal(part), owner, f"{month.month}月人工费", "人工费", f"R{serial}{month:%Y%m}{place or ''}")
            for place, (day, part) in enumerate(parts)
            if part and day <= stage.on
        ]
    flows = _lent(book, flows)
    if tells_of_money(stage, book.site):
        flows += [(stage.on - dt.timedelta(days=back), -Decimal(amount), other, words, "", f"Z{serial}{back}") for back, amount, other, words in ODD]
    if stray := STRAY.get(book.story.code):
        flows.append((stage.on - dt.timedelta(days=10), -Decimal(stray), "", "周转支出", "", f"Y{serial}"))
    rows, balance = [], Decimal(0)
    for day, amount, other, words, kind, number in sorted(flows, key=lambda flow: (flow[0], -flow[1])):
        balance += amount
        rows.append((day, amount if amount > 0 else None, -amount if amount < 0 else None, balance if balance >= 0 else None, other, words, kind, number))
    return [ENTRIES, *rows]
