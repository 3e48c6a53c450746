"""W40 投诉集中: several complaints about one project within a month, or one that speaks for many people."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cases.queries import complaints
from portal.lib.rules import Affected, Found, Held, Level, Threshold

CODE = "W40"
TITLE = "投诉集中"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《保障农民工工资支付条例》第十条", "《保障农民工工资支付条例》第三十八条", "《劳动保障监察条例》第十四条")
SOURCE = "平台建议：30 日内同一项目 3 条黄、5 条或 10 人红"
WINDOW = Threshold("window_days", "统计的天数", 30, "天", SOURCE)
YELLOW = Threshold("yellow_leads", "黄色：投诉举报条数（不少于）", 3, "条", SOURCE, held=Held("leads", ">="))
RED = Threshold("red_leads", "红色：投诉举报条数（不少于）", 5, "条", SOURCE, held=Held("leads", ">="))
PEOPLE = Threshold("red_people", "红色：涉及人数（不少于）", 10, "人", SOURCE, held=Held("people", ">="))
DEFAULTS = (WINDOW, YELLOW, RED, PEOPLE)
LABELS = {
    "days": "统计的天数（天）",
    "leads": "投诉举报（条，同一人只计一条）",
    "people": "涉及人数（人）",
    "entries": "登记次数（次）",
    "pending": "其中未办完（条）",
    "first_on": "最早一条",
    "last_on": "最近一条",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Projects that reach the lower of the lines; ``grade`` decides which."""
    days = thresholds["window_days"]
    least = min(thresholds["yellow_leads"], thresholds["red_leads"])
    rows = complaints.concentrated(regions, on, days=days, leads=least, people=thresholds["red_people"])
    return [Found(row["project_id"], row["region_id"], _evidence(row, days)) for row in rows]


def _evidence(row: dict[str, Any], days: int) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in ("leads", "people", "entries", "pending")}
    return {"days": days, **counts, "first_on": row["first_on"].isoformat(), "last_on": row["last_on"].isoformat()}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red by either number; yellow by the number of complaints alone."""
    if evidence["leads"] >= thresholds["red_leads"] or evidence["people"] >= thresholds["red_people"]:
        return Level.RED
    return Level.YELLOW if evidence["leads"] >= thresholds["yellow_leads"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['days']} 天内投诉举报 {evidence['leads']} 条，涉及 {evidence['people']} 人"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    again = f"（登记 {evidence['entries']} 次，同一人只计一条）" if evidence["entries"] > evidence["leads"] else ""
    return (
        f"{evidence['first_on']} 至 {evidence['last_on']}，{evidence['days']} 天内收到对本项目的投诉举报 {evidence['leads']} 条{again}，"
        f"涉及 {evidence['people']} 人，其中 {evidence['pending']} 条还没有办完。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "监察员逐条受理并核实，同一事项并案办理，查清欠薪的人数、月份和金额。",
        "施工总承包单位按核实结果把工资打到本人卡上，上传银行回单；分包单位拖欠的，由总包先行清偿。",
        "建设单位核对人工费拨付情况，没有拨足的补足。",
        "办理结果逐人答复；最近的投诉满统计天数且没有新投诉后，本预警自动销号。",
    ]
