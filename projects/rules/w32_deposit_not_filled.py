"""W32 动用未补足: a deposit was used and not filled up within ten working days (D09)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from projects.queries import deposits as queries

CODE = "W32"
TITLE = "动用未补足"
LEVELS = (Level.BLUE, Level.RED)
VERSION = "1"
LAW = ("《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第二十条", "《保障农民工工资支付条例》第五十五条第二项")
BLUE = Threshold("blue_days", "到期前提示天数", 3, "个工作日", "时限表 D09 的提前提醒", held=Held("days_left", "<="))
DEFAULTS = (BLUE,)
LABELS = {
    "decision": "行政处理决定书",
    "paid_on": "动用日期",
    "amount": "动用金额（元）",
    "due_on": "补足期限",
    "days_left": "剩余（个工作日）",
    "days_over": "超期（天）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One for a project: the use whose term ends first."""
    rows = queries.used_and_open(regions, on)
    calendar = work_calendar() if rows else None
    found: dict[int, Found] = {}
    for row in rows:
        evidence = {
            "decision": row.decision_number, "paid_on": row.paid_on.isoformat(), "amount": money.text(row.paid_amount), "due_on": row.top_up_by.isoformat(),
            "days_left": max(0, calendar.workdays_between(on, row.top_up_by)), "days_over": max(0, (on - row.top_up_by).days),
        }  # fmt: skip
        found.setdefault(row.project_id, Found(row.project_id, row.region_id, evidence))
    return list(found.values())


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red after the term: the wages have no security while the firm has just failed to pay."""
    if evidence["days_over"]:
        return Level.RED
    return Level.BLUE if evidence["days_left"] <= thresholds["blue_days"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"保证金动用后没有补足，{_when(evidence)}"


def _when(evidence: dict[str, Any]) -> str:
    if evidence["days_over"]:
        return f"已超期 {evidence['days_over']} 天"
    return f"还剩 {evidence['days_left']} 个工作日" if evidence["days_left"] else "今天到期"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"依据{evidence['decision']}，{evidence['paid_on']} 动用保证金 {show.short_money(Decimal(evidence['amount']))} 元，"
        f"应于 {evidence['due_on']} 前补足，{_when(evidence)}，平台没有登记补足或新保函。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位把动用的现金全额存回原账户，或者提供同范围、同金额的新保函。",
        "在动用页面登记补足，或者在保证金页面登记更换，登记后本预警自动销号。",
        "逾期不补足的，依照条例第五十五条责令停工并处罚款。",
    ]
