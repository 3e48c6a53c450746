"""W43 节前未清: New Year or 春节 is near and wages are still owed."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.calendar_seed import spring_festival
from portal.lib.rules import Found, Level, Threshold
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W43"
TITLE = "节前未清"
VERSION = 1
LEVELS = (Level.RED,)
LAW = ("《保障农民工工资支付条例》第三条、第十二条", "治理欠薪冬季专项行动：元旦、春节前两清零")
DAYS = Threshold("days_before", "元旦、春节前几天起", 30, "天", "平台建议：按冬季专项行动的倒排时间")
DEFAULTS = (DAYS, EXEMPT_STATES)
LABELS = {
    "festival": "节日",
    "days_left": "距节日（天）",
    "months": "未清的工资月（个）",
    "first_month": "最早月份",
    "last_month": "最近月份",
    "people": "涉及人数（人）",
    "amount": "未发金额（元）",
    "months_without_sheet": "没有工资表的月份（个）",
}
rows_at = figures.rows_on("wage_project", "wagepay.overview")
affected = figures.affected


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Every site with something open, whatever month it is of; on other days of the year nothing."""
    festival = next_festival(on)
    if (festival[1] - on).days > thresholds["days_before"]:
        return []
    rows = rule_rows.rows(rule_months.ARREARS, regions, on, oldest=None, only_states=None, exempt_states=thresholds["exempt_states"])
    return [Found(row["project_id"], row["region_id"], arrears(row) | {"festival": festival[0], "days_left": (festival[1] - on).days}) for row in rows]


def next_festival(on: dt.date) -> tuple[str, dt.date]:
    """The nearer of the two, the day itself included."""
    days = [("元旦", dt.date(on.year, 1, 1)), ("春节", spring_festival(on.year)), ("元旦", dt.date(on.year + 1, 1, 1)), ("春节", spring_festival(on.year + 1))]
    return min(((name, day) for name, day in days if day >= on), key=lambda found: found[1])


def arrears(row: dict[str, Any]) -> dict[str, Any]:
    """What is open on a site, as W43 and W60 tell it."""
    return {
        "months": row["months"],
        "first_month": figures.month_text(row["first_month"]),
        "last_month": figures.month_text(row["last_month"]),
        "people": int(row["people"]),
        "amount": figures.fen(row["amount"]),
        "months_without_sheet": row["months_without_sheet"],
    }


def owed_words(evidence: dict[str, Any]) -> str:
    """“2 个月（2026 年 8 月至 2026 年 9 月）工资没有发清，涉及 12 人，差 3,000 元”."""
    first, last = figures.month_words(evidence["first_month"]), figures.month_words(evidence["last_month"])
    words = f"{evidence['months']} 个月（{first if first == last else f'{first}至 {last}'}）工资没有发清，涉及 {evidence['people']} 人"
    if Decimal(evidence["amount"]):
        words += f"，差 {figures.yuan(evidence['amount'])}"
    if evidence["months_without_sheet"]:
        words += f"，{evidence['months_without_sheet']} 个月没有工资表"
    return words


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Owed so near the festival is red."""
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"离{evidence['festival']}还有 {evidence['days_left']} 天，{evidence['people']} 人的工资没有发清"


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"离{evidence['festival']}还有 {evidence['days_left']} 天，项目有 {owed_words(evidence)}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位列出每人差额和发放日期，节前发清；资金不足的由建设单位拨付或施工总承包单位先行清偿。",
        "监察员盯到发清：限期整改、约谈，必要时动用工资保证金或应急周转金。",
        "各月发清、回单导入后本预警自动销号。",
    ]
