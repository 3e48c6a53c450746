"""What W23 and W24 have in common: people at work for whom something is missing that had to be there before their first day.

One finding for a whole site: a share of persons and the days since the first of them came. Red only when such people are also unpaid.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_SITES, EXEMPT_STATES, months_back

DAYS = Threshold("yellow_days", "升为黄色的天数（超过）", 7, "天", "平台建议", held=Held("days", ">"))
PERCENT = Threshold("yellow_percent", "升为黄色的人数占比（超过）", 10, "%", "平台建议", held=Held("percent", ">", "people", "attended"))
LEAST = Threshold("least_days", "不作预警的补办天数（不超过）", 0, "天", "平台建议：租户可放宽，先提示后预警")
MONTHS = months_back(2)
DEFAULTS = (DAYS, PERCENT, LEAST, MONTHS, EXEMPT_STATES, EXEMPT_SITES)


def labels(what: str) -> dict[str, str]:
    return {
        "newest": "最近有出勤的月份",
        "attended": "出勤人数（人）",
        "people": f"{what}（人）",
        "percent": "占出勤人数（%）",
        "first_day": "当月最早出勤",
        "days": "已出勤（天）",
        "unpaid": "其中到期没领工资（人）",
    }


def find(sql: str, regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    values = {name: thresholds[name] for name in ("exempt_states", "exempt_sites")}
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(sql, regions, on, oldest=since, since=since, **values)
    return [figures.found(row, _evidence(row, on)) for row in rows]


def _evidence(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    people, attended = int(row["people"]), int(row["attended"])
    return {
        "newest": figures.month_text(row["newest"]),
        "attended": attended,
        "people": people,
        "percent": figures.percent(people, attended),
        "first_day": row["first_day"].isoformat(),
        "days": (on - row["first_day"]).days,
        "unpaid": row["unpaid"],
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red when such people are unpaid after a pay day; yellow by share or by days; blue while it is young and small."""
    if evidence["unpaid"]:
        return Level.RED
    if evidence["days"] > thresholds["yellow_days"] or figures.over(evidence["people"], evidence["attended"], thresholds["yellow_percent"]):
        return Level.YELLOW
    return Level.BLUE if evidence["days"] > thresholds["least_days"] else None


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"])


def explain(evidence: dict[str, Any], what: str) -> str:
    words = (
        f"{figures.month_words(evidence['newest'])}出勤 {evidence['attended']} 人，其中 {evidence['people']} 人{what}（{evidence['percent']}%），"
        f"当月最早 {figures.day_words(evidence['first_day'])}出勤，已 {evidence['days']} 天"
    )
    return f"{words}，有 {evidence['unpaid']} 人到了发薪日没领到工资。" if evidence["unpaid"] else f"{words}。"
