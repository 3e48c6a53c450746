"""W22 考勤疑似不实: one person on two sites a day, the same minutes every day, batches of records nobody can have made."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level, Threshold
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back

CODE = "W22"
TITLE = "考勤疑似不实"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = ("《保障农民工工资支付条例》第二十八条", "《保障农民工工资支付条例》第三十八条")
PERSONS = Threshold("blue_persons", "只作蓝色提示的人数（不超过）", 3, "人", "平台建议")
MONTHS = months_back(1)
DEFAULTS = (PERSONS, MONTHS, EXEMPT_STATES)
LABELS = {
    "month": "月份",
    "findings": "考勤异常（条）",
    "two_sites": "同日两处出勤（人）",
    "same_minutes": "天天同一分钟打卡（人）",
    "batches": "密集打卡、成批补录（条）",
    "confirmed": "监察员核实属异常（条）",
}
rows_at = figures.rows_on("wage_attendance", "wagepay.people", month="month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """What the nightly search found and nobody judged normal, by site and month."""
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(rule_people.DOUBTFUL_DAYS, regions, on, since=since, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    names = ("findings", "two_sites", "same_minutes", "batches", "confirmed")
    return {"month": figures.month_text(row["month"])} | {name: row[name] for name in names}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A few people on two sites may be a change of sites: blue. More of them, machines' patterns or a confirmed finding: yellow."""
    few = evidence["two_sites"] + evidence["same_minutes"] <= thresholds["blue_persons"]
    return Level.BLUE if few and not evidence["batches"] and not evidence["confirmed"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    words = (("two_sites", "{} 人同日两处出勤"), ("same_minutes", "{} 人天天同一分钟打卡"), ("batches", "{} 次成批打卡"))
    return f"{figures.short_month(evidence['month'])} {'，'.join(text.format(evidence[name]) for name, text in words if evidence[name])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected((evidence["two_sites"] + evidence["same_minutes"]) or None)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = (
        ("two_sites", "{} 人同一天在两个项目都有出勤"),
        ("same_minutes", "{} 人天天在同一分钟进出"),
        ("batches", "{} 次短时密集打卡或事后成批补录"),
    )
    parts = [text.format(evidence[name]) for name, text in words if evidence[name]]
    confirmed = f"，其中 {evidence['confirmed']} 条已由监察员核实属异常" if evidence["confirmed"] else ""
    return f"{figures.month_words(evidence['month'])} {'，'.join(parts)}{confirmed}。考勤可能不是本人到场记录的，工资按不实考勤编制会多发或少发。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "用人单位在“考勤异常”逐条说明；记错的更正考勤，更正前后和原因都会留存。",
        "监察员核对门禁录像和本人，属正常的记为正常，全部说明清楚后本预警自动销号。",
    ]
