"""W53 检查未按期: work began so many months ago and nobody has inspected the site (D33; 晋政办发〔2023〕75号)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.deadlines import add_months
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from projects.enums import BREAKS, ENDED
from projects.policies import SITE_CHECK_MONTHS
from projects.queries import duties

CODE = "W53"
TITLE = "检查未按期"
LEVELS = (Level.BLUE, Level.YELLOW)
VERSION = "1"
LAW = ("晋政办发〔2023〕75号：开工、农民工进场1个月内完成实地检查",)
BLUE = Threshold("blue_days", "到期前提示天数", 7, "天", "平台建议", held=Held("days_left", "<="))
DEFAULTS = (BLUE,)
LABELS = {"started_on": "实际开工日期", "months": "规定期限（个月）", "due_on": "到期日", "days_left": "剩余（天）", "days_over": "超期（天）"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites under way that were never inspected; stopped and finished ones wait for no first check."""
    sets = policy_sets(Region.objects.filter(pk__in=regions), on)
    figures = {region: values[SITE_CHECK_MONTHS].value for region, values in sets.items()}
    return [_found(row, on) for row in duties.rows(duties.UNCHECKED, figures, on, [*BREAKS, *ENDED])]


def _found(row: dict[str, Any], on: dt.date) -> Found:
    due_on = add_months(row["started_on"], row["months"])
    days = (due_on - on).days
    evidence = {"started_on": row["started_on"].isoformat(), "months": row["months"], "due_on": due_on.isoformat()}
    return Found(row["project_id"], row["region_id"], evidence | {"days_left": max(0, days), "days_over": max(0, -days)})


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    if evidence["days_over"]:
        return Level.YELLOW
    return Level.BLUE if evidence["days_left"] <= thresholds["blue_days"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"首次实地检查{_term(evidence)}"


def _term(evidence: dict[str, Any]) -> str:
    return f"已超期 {evidence['days_over']} 天" if evidence["days_over"] else f"还剩 {evidence['days_left']} 天"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"项目 {evidence['started_on']} 开工，应在 {evidence['months']} 个月内（{evidence['due_on']} 前）完成首次实地检查，{_term(evidence)}，平台没有检查记录。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["监察员在“行政检查”发起对施工总承包单位的检查，批准后到场。", "已在线下检查过的，在“检查记录”补登，登记后本提醒自动结束。"]
