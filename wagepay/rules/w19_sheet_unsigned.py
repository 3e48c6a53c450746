"""W19 工资表无签字: the workers have not signed the sheet shortly before it is paid (条例31、56)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level, Threshold
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back

CODE = "W19"
TITLE = "工资表无签字"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = (
    "《保障农民工工资支付条例》第三十一条",
    "《保障农民工工资支付条例》第五十六条",
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十七条",
)
BEFORE = Threshold("days_before", "发薪日前几天应已签字", 3, "天", "平台建议")
BLUE = Threshold("blue_percent", "只作蓝色提示的签字率（达到）", 90, "%", "平台建议")
MONTHS = months_back(2)
DEFAULTS = (BEFORE, BLUE, MONTHS, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "due_on": "发薪日",
    "listed": "工资表人数（人）",
    "signed": "签字扫描件人数（人）",
    "agreed": "本人手机确认（人）",
    "denied": "本人说工资表不对（人）",
    "missing": "没有签字或确认（人）",
}
rows_at = figures.rows_on("wage_month", "wagepay.overview", month="month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sheets that count, so many days before their pay day or later, whose workers have neither signed nor confirmed; and those somebody contradicts."""
    values = {name: thresholds[name] for name in ("days_before", "exempt_states")}
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(rule_months.UNSIGNED, regions, on, oldest=since, since=since, said_since=since, **values)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    """Who confirmed on his telephone may have signed as well: the greater number counts, never the sum."""
    evidence = {name: int(row[name]) for name in ("listed", "signed", "agreed", "denied")}
    missing = max(0, evidence["listed"] - max(evidence["signed"], evidence["agreed"]))
    return evidence | {"month": figures.month_text(row["month"]), "due_on": row["due_on"].isoformat(), "missing": missing}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow; blue when nearly all have signed and nobody contradicts."""
    if evidence["denied"]:
        return Level.YELLOW
    if not evidence["missing"]:
        return None
    return Level.BLUE if (evidence["listed"] - evidence["missing"]) * 100 >= evidence["listed"] * thresholds["blue_percent"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    parts = [f"{evidence['missing']} 人没有签字"] if evidence["missing"] else []
    parts += [f"{evidence['denied']} 人说不对"] if evidence["denied"] else []
    return f"{figures.short_month(evidence['month'])}工资表 {'，'.join(parts)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["missing"] + evidence["denied"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = (
        f"{figures.month_words(evidence['month'])}工资表 {evidence['listed']} 人，发薪日 {figures.day_words(evidence['due_on'])}，"
        f"签字扫描件 {evidence['signed']} 人，本人手机确认 {evidence['agreed']} 人"
    )
    if evidence["missing"]:
        words += f"，还有 {evidence['missing']} 人没有签字或确认"
    if evidence["denied"]:
        words += f"；{evidence['denied']} 人本人说工资表不对"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["missing"]:
        steps.append("分包单位打印签字表由工人本人签字，上传扫描件；或把确认链接发给工人本人在手机上确认。")
    if evidence["denied"]:
        steps.append("向说不对的工人核对工日和单价，错的提交更正版；没错的说明清楚，由本人重新确认。")
    return [*steps, "全部签字或确认后本预警自动销号。"]
