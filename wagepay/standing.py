"""Where a month stands and what comes next, in the words of the wage officer's list."""

import datetime as dt
from dataclasses import dataclass

from wagepay.enums import SheetState
from wagepay.models import ProjectMonth


@dataclass(frozen=True)
class Standing:
    """``tone`` of the state tag, ``mark`` of the calendar cell, the step that is next (empty when nothing is)."""

    words: str
    tone: str
    mark: str
    step: str = ""


def standing(month: ProjectMonth, on: dt.date) -> Standing:
    """Paid, waiting for somebody, or late; the first thing that is missing is the next step."""
    late = month.due_on is not None and month.due_on < on
    if month.full_paid_on and month.missing_listed:
        # Everybody on the sheet has his wage; who worked and is not on it has none, so the month is not done.
        return Standing(f"表上发清，{month.missing_listed} 人未列表", "do", "part", "list")
    if month.full_paid_on:
        after = month.due_on is not None and month.full_paid_on > month.due_on
        return Standing("迟发，已发清" if after else "已发清", "ok", "late" if after else "ok")
    if not month.sheet_state:
        if not month.attended and not month.paid_count:
            return Standing("没有用工", "", "na")
        return Standing("逾期未报表" if late else "待报工资表", "bad" if late else "do", "un" if late else "part", "upload")
    if month.paid_count:
        return Standing(f"部分发放 {min(month.paid_count, month.listed)}/{month.listed}", "bad" if late else "do", "un" if late else "part", "receipts")
    if late:
        return Standing("逾期未发", "bad", "un", "approve" if month.sheet_state == SheetState.SUBMITTED else "receipts")
    if month.sheet_state == SheetState.SUBMITTED:
        return Standing("待总包审核", "do", "part", "approve")
    return Standing("待发放", "do", "part", "receipts")


def due_words(due_on: dt.date | None, on: dt.date) -> str:
    """“还剩 5 天”, “今天”, “已过 3 天”."""
    if due_on is None:
        return ""
    days = (due_on - on).days
    if days == 0:
        return "今天"
    return f"还剩 {days} 天" if days > 0 else f"已过 {-days} 天"
