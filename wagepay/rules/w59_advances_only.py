"""W59 连续只发生活费: month after month people get allowances and no wage."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W59"
TITLE = "连续只发生活费"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《保障农民工工资支付条例》第十一条、第十二条、第十三条",)
YELLOW = Threshold("yellow_months", "连续只发生活费、借支的期数（达到）", 2, "期", "平台建议", held=Held("length", ">="))
RED = Threshold("red_months", "升为红色的期数（达到）", 3, "期", "平台建议", held=Held("length", ">="))
DEFAULTS = (YELLOW, RED, EXEMPT_STATES)
BACK = 12
LABELS = {
    "last_month": "最近一期",
    "length": "连续期数",
    "people": "涉及人数（人）",
    "advance": "这几期生活费、借支（元）",
    "rest": "扣除后还差（元）",
}
rows_at = figures.rows_on("wage_month", "wagepay.overview", month="last_month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """People whose newest periods that fell due brought allowances alone, by firm; a wage in between ends the run."""
    values = {name: thresholds[name] for name in ("yellow_months", "exempt_states")}
    rows = rule_rows.rows(rule_months.ADVANCES_ONLY, regions, on, oldest=None, since=figures.since(on, BACK), **values)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("length", "people")} | {name: figures.fen(row[name]) for name in ("advance", "rest")}
    return evidence | {"last_month": figures.month_text(row["last_month"])}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.RED if evidence["length"] >= thresholds["red_months"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['people']} 人连续 {evidence['length']} 期只发生活费"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"], Decimal(evidence["rest"]) or None)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = (
        f"到 {figures.month_words(evidence['last_month'])}为止，{evidence['people']} 人连续 {evidence['length']} 期只领到生活费或借支，"
        f"合计 {figures.yuan(evidence['advance'])}，没有按月发工资"
    )
    return f"{words}；扣除后工资表上还差 {figures.yuan(evidence['rest'])}。" if Decimal(evidence["rest"]) else f"{words}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "用人单位按月编制工资表，生活费、借支凭证齐全的抵扣后，把差额发到工人本人卡上。",
        "约定按项目结算的，也要按月支付不低于最低工资的部分，余额在结算时付清。",
        "有一期按月发了工资，或差额发清后，本预警自动销号。",
    ]
