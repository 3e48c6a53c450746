"""W17 大额异常: one person's wage of a month or a year is so high that it may be somebody else's (国家平台定量触发4)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.policies import LARGE_AMOUNT
from wagepay.queries import rule_people, rule_rows
from wagepay.queries.months_at_hand import HIGH
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back
from wagepay.rules.region_figures import figures_of

CODE = "W17"
TITLE = "大额异常"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《保障农民工工资支付条例》第三十三条", "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第七条")
YEARLY = Threshold("yearly_amount", "单人年累计大额（超过）", 300000, "元", "国家平台定量触发（4）：年累计超过 30 万元", "A", held=Held("most_year", ">"))
PERSONS = Threshold("red_persons", "升为红色的当月人数（达到）", 3, "人", "平台建议：班组长代领一般一两人", held=Held("people_month", ">="))
MONTHS = months_back(2)
DEFAULTS = (YEARLY, PERSONS, MONTHS, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "monthly": "单人单月大额线（元）",
    "people_month": "单月超过的（人）",
    "people_year": "年累计超过的（人）",
    "most": "单月最高（元）",
    "most_year": "年累计最高（元）",
    "never_came": "其中没有考勤的（人）",
    "amount": "这些人当月应发合计（元）",
}
rows_at = figures.rows_on("wage_month", "wagepay.overview", month="month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sheets with people above the region's monthly line, or whose year passed the yearly one."""
    monthly = figures_of(regions, on, LARGE_AMOUNT)
    since = figures.since(on, thresholds["months_back"])
    least = min([*monthly.values(), Decimal(thresholds["yearly_amount"]) / 12])
    rows = rule_rows.rows(
        rule_people.LARGE,
        regions,
        on,
        oldest=None if least >= HIGH else min(since, on.replace(month=1, day=1)),
        since=since,
        exempt_states=thresholds["exempt_states"],
        yearly=thresholds["yearly_amount"],
        figure_regions=list(monthly),
        figures=list(monthly.values()),
    )
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("people_month", "people_year", "people", "never_came")}
    evidence |= {name: figures.fen(row[name]) for name in ("monthly", "most", "amount")}
    most_year = row["most_year"]
    return evidence | {"month": figures.month_text(row["month"]), "most_year": None if most_year is None else figures.fen(most_year)}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A first hit is yellow (a team leader's share); red when several appear at once or the money goes to somebody who never came."""
    return Level.RED if evidence["never_came"] or evidence["people_month"] >= thresholds["red_persons"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"{figures.short_month(evidence['month'])} {evidence['people']} 人工资异常大，单月最高 {figures.yuan(evidence['most'])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"], Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = []
    if evidence["people_month"]:
        parts.append(f"{evidence['people_month']} 人单月应发超过 {figures.yuan(evidence['monthly'])}，最高 {figures.yuan(evidence['most'])}")
    if evidence["people_year"]:
        parts.append(f"{evidence['people_year']} 人本年累计超过 {thresholds['yearly_amount']:,} 元，最高 {figures.yuan(evidence['most_year'])}")
    if evidence["never_came"]:
        parts.append(f"其中 {evidence['never_came']} 人当月没有考勤")
    return f"{figures.month_words(evidence['month'])}工资表 {'；'.join(parts)}。可能是代领、套取或工程款混入，须核实。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "用人单位逐人说明：工日、单价、是否替班组代领；班组长代领的，拆分到每个工人本人卡上。",
        "材料费、机械费、承包款不是工资，退回后重新编制工资表。",
        "监察员向本人核实到账后是否又转出；更正后的工资表不再超过的，本预警自动销号。",
    ]
