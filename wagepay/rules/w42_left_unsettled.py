"""W42 离场未结清: people left the site with money open, or their last days are on no sheet (工资支付暂行规定第九条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.policies import SETTLEMENT_DAYS
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, UNPAID_LEAST, UNPAID_PERCENT, months_back
from wagepay.rules.region_figures import figures_of

CODE = "W42"
TITLE = "离场未结清"
VERSION = 2
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《工资支付暂行规定》第九条", "《保障农民工工资支付条例》第十五条、第三十一条")
RED = Threshold("red_persons", "升为红色的人数（达到）", 10, "人", "平台建议：10 人以上按群体事件口径", held=Held("people", ">="))
MONTHS = months_back(6)
DEFAULTS = (RED, MONTHS, UNPAID_PERCENT, UNPAID_LEAST, EXEMPT_STATES)
LABELS = {
    "people": "离场未结清（人）",
    "owed": "没有发的（元）",
    "missing": "出勤没有列入工资表（人）",
    "first_left": "其中最早离场",
    "denied": "本人说没收到或不够（人）",
}
rows_at = figures.rows_on("wage_project", "wagepay.overview")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for a firm on a site; months in which hardly anybody was paid are W12's."""
    grace = figures_of(regions, on, SETTLEMENT_DAYS)
    values = {name: thresholds[name] for name in ("exempt_states", "unpaid_percent", "unpaid_least")}
    values |= {"figure_regions": list(grace), "figures": list(grace.values())}
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(rule_people.LEFT_UNSETTLED, regions, on, since=since, said_since=since, **values)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("people", "missing", "denied")}
    return evidence | {"owed": figures.fen(row["owed"]), "first_left": row["first_left"].isoformat()}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow; red when somebody says himself that he did not get it, or for so many people."""
    return Level.RED if evidence["denied"] or evidence["people"] >= thresholds["red_persons"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    owed = f"，差 {figures.yuan(evidence['owed'])}" if Decimal(evidence["owed"]) else ""
    return f"{evidence['people']} 人离场没有结清{owed}"


def affected(evidence: dict[str, Any]) -> Affected:
    owed = Decimal(evidence["owed"])
    return Affected(evidence["people"], owed or None)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{evidence['people']} 人已经离场（最早 {figures.day_words(evidence['first_left'])}），超过结清期限没有结清"
    if Decimal(evidence["owed"]):
        words += f"，工资表上还差 {figures.yuan(evidence['owed'])}"
    if evidence["missing"]:
        words += f"，{evidence['missing']} 人有出勤没有列入工资表"
    if evidence["denied"]:
        words += f"；{evidence['denied']} 人本人说没收到或不够"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["用人单位按“离场结清”名单逐人结算，发到本人卡上，导入回单。"]
    if evidence["missing"]:
        steps.append("没有列入工资表的，补报工资表（结算单）。")
    return [*steps, "全部发清后本预警自动销号；有争议的由本人和用人单位书面确认数额。"]
