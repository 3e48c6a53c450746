"""What a worker reads of his own months: days, pay, and what does not agree, in words he would use himself."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portal.lib import show
from portal.tenancy.scope import Actor
from wagepay.enums import PaymentState
from wagepay.models import AttendanceDay, MonthAnswer, PaymentLine, PayrollLine, WorkerMonth
from wagepay.payroll.deductions import words_of
from wagepay.queries.own import sheet_facts

SHOWN = 24


@dataclass(frozen=True)
class OwnMonth:
    """One employer's month of one person; the parts that need further rows are filled for the page of a month alone."""

    row: WorkerMonth
    headline: str
    tone: str
    differences: list[str]
    line: PayrollLine | None = None
    sheet: dict[str, Any] | None = None
    payments: list[PaymentLine] = field(default_factory=list)
    weeks: list[list[tuple[int, Decimal | None] | None]] = field(default_factory=list)
    answers: list[MonthAnswer] = field(default_factory=list)

    @property
    def days(self) -> str:
        """“19.5”."""
        return _days(self.row.days)

    @property
    def received(self) -> Decimal:
        return received_of(self.row)

    @property
    def missing(self) -> Decimal:
        """What the records say is still to come; never below nothing."""
        return max(self.row.owed - self.received, Decimal("0.00"))

    @property
    def taken(self) -> str:
        """The kinds of what was taken off, where the sheet says them."""
        return "；".join(words_of(self.line.deductions, self.line.deduction)) if self.line and self.line.deductions else ""

    def said(self, about: str) -> MonthAnswer | None:
        return next((answer for answer in self.answers if answer.about == about), None)

    @property
    def said_paid(self) -> MonthAnswer | None:
        return self.said("paid")

    @property
    def said_sheet(self) -> MonthAnswer | None:
        return self.said("sheet")


def received_of(row: WorkerMonth) -> Decimal:
    return row.paid + row.paid_outside + row.advance


def own_months(actor: Actor) -> list[OwnMonth]:
    """The newest months first."""
    rows = WorkerMonth.objects.visible_to(actor).select_related("project", "employer").order_by("-month", "project_id", "employer_id")[:SHOWN]
    return [OwnMonth(row, *standing_of(row), differences_of(row)) for row in rows]


def own_month(actor: Actor, month: dt.date) -> list[OwnMonth]:
    """One month with its days, sheet line, transfers and what he said of it.

    His sums say at which sites he was; with them the keys of the large tables find his rows, without them a whole county's month would be read.
    """
    rows = list(WorkerMonth.objects.visible_to(actor).filter(month=month).select_related("project", "employer").order_by("project_id", "employer_id"))
    there = {"month": month, "project__in": sorted({row.project_id for row in rows})}
    lines = list(PayrollLine.objects.visible_to(actor).filter(**there))
    sheets = sheet_facts(actor.region_id, {line.sheet_id for line in lines}) if lines else {}
    payments = list(PaymentLine.objects.visible_to(actor).filter(**there).order_by("paid_on", "amount"))
    days = list(AttendanceDay.objects.visible_to(actor).filter(**there).worked())
    answers = list(MonthAnswer.objects.visible_to(actor).filter(**there))
    return [_whole(row, lines, sheets, payments, days, answers) for row in rows]


def _whole(row: WorkerMonth, lines: list, sheets: dict, payments: list, days: list, answers: list) -> OwnMonth:
    def of_row(found: list) -> list:
        return [one for one in found if (one.project_id, one.employer_id) == (row.project_id, row.employer_id)]

    current = next((line for line in of_row(lines) if sheets.get(line.sheet_id, {}).get("is_current")), None)
    return OwnMonth(
        row,
        *standing_of(row),
        differences_of(row),
        line=current,
        sheet=sheets[current.sheet_id] if current else None,
        payments=of_row(payments),
        weeks=_weeks(row.month, {day.day: day.units for day in of_row(days)}),
        answers=of_row(answers),
    )


def _weeks(month: dt.date, units: dict[dt.date, Decimal]) -> list[list[tuple[int, Decimal | None] | None]]:
    """The month as a calendar from Monday on; a day without a record has no units."""
    if not units:
        return []
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[(day.day, units.get(day)) if day.month == month.month else None for day in week] for week in weeks]


def standing_of(row: WorkerMonth) -> tuple[str, str]:
    """The month in one sentence, and how good it is."""
    received, missing = received_of(row), row.owed - received_of(row)
    if not row.is_listed:
        if received:
            return f"收到 {show.short_money(received)} 元，工资表上没有您", "bad"
        return "还没有工资表", "do"
    if missing <= 0:
        return f"{show.short_money(received)} 元，记录是发清了", "ok"
    if received:
        return f"收到 {show.short_money(received)} 元，还差 {show.short_money(missing)} 元", "bad"
    return f"应得 {show.short_money(row.owed)} 元，记录里还没有发", "do"


def differences_of(row: WorkerMonth) -> list[str]:
    """What the records do not agree on; each a sentence that can be read aloud."""
    missing = row.owed - received_of(row)
    tests = (
        (row.days > 0 and not row.is_listed, f"考勤记了您 {_days(row.days)} 个工，还没有算进工资表。"),
        (row.is_listed and row.days == 0, "工资表上有您，考勤没有记您出工。"),
        (row.is_listed and row.days > 0 and row.days != row.listed_days, f"考勤记了 {_days(row.days)} 个工，工资表算了 {_days(row.listed_days)} 个工。"),
        (missing > 0 and received_of(row) > 0, f"工资表说应得 {show.short_money(row.owed)} 元，记录里发了 {show.short_money(received_of(row))} 元。"),
        (row.failed > 0, f"有 {show.short_money(row.failed)} 元银行没有转成功，单位要补发。请看看登记的卡号对不对。"),
        (row.other_card > 0, f"有 {show.short_money(row.other_card)} 元打到了不是您本人的卡上。"),
        (row.advance > 0 and row.paid + row.paid_outside == 0, f"只发过生活费 {show.short_money(row.advance)} 元。"),
        (row.paid_outside > 0, f"有 {show.short_money(row.paid_outside)} 元没有从工资专用账户发，是单位自己记的。"),
        (row.paid_late > 0, f"有 {show.short_money(row.paid_late)} 元发晚了。"),
        (not row.has_contract, "没有查到您的劳动合同或用工书面协议。"),
    )
    return [words for holds, words in tests if holds]


def _days(value: Decimal) -> str:
    return show.number(value, 0 if value == value.to_integral_value() else 1)


def outcome_of(payment: PaymentLine) -> str:
    """A transfer in words."""
    if payment.state == PaymentState.SUCCESS:
        return f"{payment.get_channel_display()}，已到账"
    return f"{payment.get_state_display()}：{payment.reason or '银行没有说原因'}"
