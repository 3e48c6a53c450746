"""W58 整改、回头看逾期: problems an inspection found are past their day, or a drawn second look has not been taken."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries import duties

CODE = "W58"
TITLE = "整改、回头看逾期"
LEVELS = (Level.BLUE, Level.YELLOW)
VERSION = "1"
LAW = ("《劳动保障监察条例》第十八条、第三十条", "《保障农民工工资支付条例》第三十八条、第三十九条")
YELLOW = Threshold("yellow_days", "升为黄色的超期天数（超过）", 3, "天", "平台建议", held=Held("days_over", ">"))
DEFAULTS = (YELLOW,)
LABELS = {"problems": "逾期未改的问题（个）", "looks": "逾期未做的回头看（个）", "item": "其中", "due_on": "最早到期日", "days_over": "最长超期（天）"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for each site, however many problems."""
    return [_found(row, on) for row in duties.rows(duties.OVERDUE, dict.fromkeys(regions, 0), on)]


def _found(row: dict[str, Any], on: dt.date) -> Found:
    evidence = {"problems": row["problems"], "looks": row["looks"], "item": row["item"] or "", "due_on": row["due_on"].isoformat()}
    return Found(row["project_id"], row["region_id"], evidence | {"days_over": (on - row["due_on"]).days})


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if evidence["days_over"] > thresholds["yellow_days"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{_what(evidence)}，最长超期 {evidence['days_over']} 天"


def _what(evidence: dict[str, Any]) -> str:
    parts = [f"{evidence['problems']} 个检查问题逾期未改"] if evidence["problems"] else []
    return "，".join(parts + ([f"{evidence['looks']} 个回头看逾期未做"] if evidence["looks"] else []))


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    named = f"（其中“{evidence['item']}”）" if evidence["item"] else ""
    return f"{_what(evidence)}{named}，最早的 {evidence['due_on']} 到期，已超期 {evidence['days_over']} 天。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "被检查单位在“检查问题”报送整改佐证；确需延期的由监察员登记延期和理由。",
        "监察员复查到位后销号；拒不改正的依法立案处理。",
        "抽中回头看的，监察员到场后登记结果。",
    ]
