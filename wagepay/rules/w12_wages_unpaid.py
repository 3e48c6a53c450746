"""W12 未按月发薪: the pay day of a month has passed and most of the people have not been paid (条例12–14)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from wagepay.queries import rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, UNPAID_LEAST, UNPAID_PERCENT

CODE = "W12"
TITLE = "未按月发薪"
VERSION = 2
LAW = (
    "《保障农民工工资支付条例》第十二条、第十三条、第十四条",
    "《保障农民工工资支付条例》第三十一条",
    "《劳动保障监察条例》第二十六条",
)
YELLOW = Threshold("yellow_workdays", "升为黄色的逾期工作日（超过）", 5, "个工作日", "平台建议", held=Held("overdue_workdays", ">"))
RED = Threshold("red_workdays", "升为红色的逾期工作日（超过）", 15, "个工作日", "平台建议", held=Held("overdue_workdays", ">"))
MONTHS = Threshold("red_months", "连续未发升为红色的月数", 3, "个月", "已公开的省平台规则：当月、次月均未发，再下一月为红色", held=Held("unpaid_months", ">="))
DEFAULTS = (YELLOW, RED, MONTHS, UNPAID_PERCENT, UNPAID_LEAST, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "due_on": "应发日期",
    "overdue_workdays": "逾期（个工作日）",
    "people": "应发人数（人）",
    "unpaid_people": "未发人数（人）",
    "net": "工资表实发合计（元）",
    "unpaid_amount": "未发金额（元）",
    "advance_only": "只发生活费（人）",
    "unpaid_months": "连续分文未发的月数",
    "has_sheet": "已报工资表",
}
rows_at = figures.rows_on("wage_month", "wagepay.overview", month="month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Months past their pay day with at least the threshold's share of people unpaid, by project and subcontractor."""
    values = {name: thresholds[name] for name in ("exempt_states", "unpaid_percent", "unpaid_least")}
    rows = rule_rows.rows(rule_rows.UNPAID_MONTHS, regions, on, oldest=None, **values)
    calendar = work_calendar() if rows else None
    return [_found(row, calendar.workdays_between(row["due_on"], on)) for row in rows]


def _found(row: dict[str, Any], overdue: int) -> Found:
    evidence = {
        "month": row["month"].strftime("%Y-%m"),
        "due_on": row["due_on"].isoformat(),
        "overdue_workdays": overdue,
        "people": row["people"],
        "unpaid_people": row["people"] - row["paid_people"],
        "net": money.text(row["net"]),
        "unpaid_amount": money.text(max(row["net"] - row["paid"] - row["paid_outside"], Decimal(0))) if row["listed"] else None,
        "advance_only": row["advance_only_count"],
        "unpaid_months": row["unpaid_months"],
        "has_sheet": bool(row["listed"]),
    }
    return Found(row["project_id"], row["region_id"], evidence, subcontractor_id=row["subcontractor_id"], month=row["month"])


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Blue from the first day, yellow and red by working days; the third month in a row is red at once."""
    if evidence["overdue_workdays"] > thresholds["red_workdays"] or evidence["unpaid_months"] >= thresholds["red_months"]:
        return Level.RED
    return Level.YELLOW if evidence["overdue_workdays"] > thresholds["yellow_workdays"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{int(evidence['month'][5:])} 月工资 {evidence['unpaid_people']} 人没有发，逾期 {evidence['overdue_workdays']} 个工作日"


def affected(evidence: dict[str, Any]) -> Affected:
    unpaid = evidence["unpaid_amount"]
    return Affected(evidence["unpaid_people"], None if unpaid is None else Decimal(unpaid))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    year, month = (int(part) for part in evidence["month"].split("-"))
    due = dt.date.fromisoformat(evidence["due_on"])
    words = f"{year} 年 {month} 月工资应于 {due.month} 月 {due.day} 日前发放，已过 {evidence['overdue_workdays']} 个工作日，"
    words += f"应发 {evidence['people']} 人，还有 {evidence['unpaid_people']} 人没有发"
    if evidence["has_sheet"]:
        words += f"，差 {show.short_money(Decimal(evidence['unpaid_amount']))} 元"
    else:
        words += "，没有报工资表"
    if evidence["advance_only"]:
        words += f"，其中 {evidence['advance_only']} 人只发了生活费"
    if evidence["unpaid_months"] > 1:
        words += f"；这是第 {evidence['unpaid_months']} 个到期未发的月份"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = [] if evidence["has_sheet"] else ["分包单位按考勤编制工资表，经工人本人签字后报施工总承包单位。"]
    return [
        *steps,
        "施工总承包单位审核工资表，通过农民工工资专用账户发到工人本人卡上。",
        "劳资专管员导入银行代发回单，未发人数清零后本预警自动销号；回单失败的补发。",
        "资金不足的，建设单位拨付人工费用，或由施工总承包单位先行清偿。",
    ]
