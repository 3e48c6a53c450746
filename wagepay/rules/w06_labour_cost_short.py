"""W06 人工费用不足: of a cycle's labour cost something came, but not all of it (条例29)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_account, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, TOKEN_PERCENT

CODE = "W06"
TITLE = "人工费用不足"
VERSION = 1
LAW = ("《保障农民工工资支付条例》第二十四条", "《保障农民工工资支付条例》第二十九条", "《保障农民工工资支付条例》第五十七条第二项")
YELLOW = Threshold("yellow_percent", "升为黄色的到账率（低于）", 80, "%", "平台建议", held=Held("percent", "<", "transferred", "due"))
RED = Threshold("red_percent", "连续低于此到账率的升为红色", 60, "%", "平台建议", held=Held("percent", "<", "transferred", "due"))
CYCLES = Threshold("red_cycles", "升为红色的连续周期数", 2, "个", "平台建议", held=Held("low_cycles", ">="))
DEFAULTS = (YELLOW, RED, CYCLES, TOKEN_PERCENT, EXEMPT_STATES)
LABELS = {
    "month": "拨付周期",
    "due_on": "约定拨付日期",
    "due": "应拨人工费（元）",
    "transferred": "已拨（元）",
    "gap": "差额（元）",
    "percent": "到账率（%）",
    "low_cycles": "连续低于红线的周期",
    "owner": "建设单位",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Cycles past their day that arrived in part; one of which next to nothing came belongs to W05."""
    names = ("red_percent", "token_percent", "exempt_states")
    rows = rule_rows.rows(rule_account.SHORT_CYCLES, regions, on, **{name: thresholds[name] for name in names})
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    due, came = row["due_amount"], row["transferred"]
    return {
        "month": figures.month_text(row["month"]),
        "due_on": row["due_on"].isoformat(),
        "due": figures.fen(due),
        "transferred": figures.fen(came),
        "gap": figures.fen(due - came),
        "percent": figures.percent(came, due),
        "low_cycles": row["low_cycles"],
        "owner": row["owner"] or "",
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Blue while short, yellow below its line, red when several cycles in a row stay below the red one."""
    due, came = Decimal(evidence["due"]), Decimal(evidence["transferred"])
    if came * 100 < due * thresholds["red_percent"] and evidence["low_cycles"] >= thresholds["red_cycles"]:
        return Level.RED
    return Level.YELLOW if came * 100 < due * thresholds["yellow_percent"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{figures.short_month(evidence['month'])}人工费只到账 {evidence['percent']}%，还差 {figures.yuan(evidence['gap'])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["gap"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = (
        f"{figures.month_words(evidence['month'])}人工费应拨 {figures.yuan(evidence['due'])}，约定 {figures.day_words(evidence['due_on'])}前到专用账户，"
        f"到账 {figures.yuan(evidence['transferred'])}（{evidence['percent']}%），差 {figures.yuan(evidence['gap'])}"
    )
    if evidence["low_cycles"] > 1:
        words += f"；连续 {evidence['low_cycles']} 个周期低于 {thresholds['red_percent']}%"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"建设单位{'（' + evidence['owner'] + '）' if evidence['owner'] else ''}把差额拨付到农民工工资专用账户。",
        "施工总承包单位导入专户流水，差额到账后本预警自动销号。",
        "应拨数因工程量变化要调整的，登记补充协议后重新导入拨付计划。",
    ]
