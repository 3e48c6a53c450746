"""W14 低于最低工资: what a sheet pays for a day is below the region's minimum wage (劳动保障监察条例26)."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from portal.lib.money import FEN
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.payroll.facts import MONTH_DAYS
from wagepay.policies import MINIMUM_WAGE
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back
from wagepay.rules.region_figures import figures_of

CODE = "W14"
TITLE = "低于最低工资"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《劳动法》第四十八条", "《最低工资规定》（劳动和社会保障部令第21号）第十二条", "《劳动保障监察条例》第二十六条")
RED = Threshold("red_persons", "升为红色的人数（达到）", 5, "人", "平台建议", held=Held("people", ">="))
MONTHS = months_back(3)
DEFAULTS = (RED, MONTHS, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "minimum": "最低工资日标准（元）",
    "people": "低于标准（人）",
    "listed": "工资表人数（人）",
    "gap": "与标准的差额（元）",
    "mean": "全表日均工资（元）",
}
rows_at = figures.compared("below_minimum")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sheets with people below the region's figure by paid days; a region that has not entered its figure is not judged."""
    monthly = figures_of(regions, on, MINIMUM_WAGE)
    daily = {region: (value / MONTH_DAYS).quantize(FEN, ROUND_DOWN) for region, value in monthly.items()}
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(
        rule_people.BELOW_MINIMUM,
        regions,
        on,
        oldest=since,
        since=since,
        exempt_states=thresholds["exempt_states"],
        figure_regions=list(daily),
        figures=list(daily.values()),
    )
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "month": figures.month_text(row["month"]),
        "minimum": figures.fen(row["daily"]),
        "people": row["people"],
        "listed": row["listed"],
        "gap": figures.fen(row["gap"]),
        "mean": figures.fen((row["gross"] / row["listed_days"]).quantize(FEN, ROUND_DOWN)),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow; red for several people or a whole sheet whose mean lies below the figure."""
    return Level.RED if evidence["people"] >= thresholds["red_persons"] or Decimal(evidence["mean"]) < Decimal(evidence["minimum"]) else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"{figures.short_month(evidence['month'])} {evidence['people']} 人低于最低工资，差 {figures.yuan(evidence['gap'])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"], Decimal(evidence["gap"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{figures.month_words(evidence['month'])}工资表 {evidence['listed']} 人中有 {evidence['people']} 人按出勤折算低于最低工资日标准 {evidence['minimum']} 元，"
        f"合计差 {figures.yuan(evidence['gap'])}；全表日均 {evidence['mean']} 元。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "用人单位按三方比对里“低于最低工资”的名单核对工日和单价：工日记多的更正，工资少的补足。",
        "提交更正后的工资表，补发差额并导入回单；更正后不再低于标准的，本预警自动销号。",
    ]
