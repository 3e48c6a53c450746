"""W55 完工未结清: more than thirty days after completion wages are not settled and nobody has begun the closing."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.enums import ProjectState
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W55"
TITLE = "完工未结清"
LEVELS = (Level.YELLOW, Level.RED)
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第二十七条", "《保障农民工工资支付条例》第三十条")
DAYS = Threshold("days", "完工后多少天没有结清（超过）", 30, "天", "平台建议：与专户销户公示期相同", held=Held("days", ">"))
EXEMPT_STATES = Threshold("exempt_states", "不适用的工地状态", [ProjectState.SETTLED.value], "", "平台建议", kind=list, choices=tuple(ProjectState.choices))
DEFAULTS = (DAYS, EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {
    "completed_on": "完工日期", "days": "已过（天）", "closing_begun": "已公示销户", "people": "查实欠薪（人）", "owed": "查实欠薪（元）", "wage_month": "最近到期的工资月",
    "wages_due": "到期未付工资（元）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Completed projects that are not settled on the day."""
    rows = queries.rows(account_rules.UNSETTLED, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return [_found(row, on) for row in rows]


def _found(row: dict[str, Any], on: dt.date) -> Found:
    work = missing.labour(row, on)
    evidence = {
        "completed_on": row["trigger_on"].isoformat(),
        "days": (on - row["trigger_on"]).days,
        "closing_begun": row["closing_begun"],
        "people": row["arrears_people"] or 0,
        "owed": money.text(Decimal(row["arrears_amount"] or 0)),
        "wage_month": work["wage_month"],
        "wages_due": work["wages_due"],
    }
    return Found(row["project_id"], row["region_id"], evidence)


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red when wages are owed; yellow when nothing is owed and the closing has not begun; a closing under way is no warning."""
    if evidence["days"] <= thresholds["days"]:
        return None
    if Decimal(evidence["owed"]) > 0 or Decimal(evidence["wages_due"]) > 0:
        return Level.RED
    return None if evidence["closing_begun"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"完工 {evidence['days']} 天，{'工资没有结清' if _owed(evidence) else '没有启动收尾'}"


def _owed(evidence: dict[str, Any]) -> Decimal:
    """Verified arrears and unpaid months may be the same wages: the larger of the two is said."""
    return max(Decimal(evidence["owed"]), Decimal(evidence["wages_due"]))


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"] or None, _owed(evidence) or None)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{evidence['completed_on']} 完工，已过 {evidence['days']} 天，没有确认结清"
    if _owed(evidence):
        words += f"，还有 {show.short_money(_owed(evidence))} 元工资没有付清"
    return f"{words}，{'已公示销户' if evidence['closing_begun'] else '没有公示销户'}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["施工总承包单位付清全部工资（含分包单位）。"] if _owed(evidence) else []
    return [*steps, "施工总承包单位在“收尾办理”公示专户销户、上传无拖欠承诺书。", "监察机构核对后确认结清，确认后本预警自动销号。"]
