"""W47 案件将超期、超期: a case of the government's own is near the end of its term, or past it (督办提醒)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cases.queries import late_cases
from portal.lib.rules import Affected, Found, Level, Threshold

CODE = "W47"
TITLE = "案件将超期、超期"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《劳动保障监察条例》第十七条", "《保障农民工工资支付条例》第三十八条")
NEAR = Threshold("near_percent", "黄色：剩余时间不超过办理期限的", 20, "%", "平台建议：剩余不超过五分之一时提醒")
DEFAULTS = (NEAR,)
LABELS = {
    "case": "案件",
    "opened_on": "受理日期",
    "due_on": "办理期限",
    "days_left": "剩余（天，负数为已超）",
    "late": "已超期（件）",
    "cases": "超期和将超期（件）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One reminder for each project, about the case that ends first."""
    found = late_cases.rows(late_cases.ENDING_TERMS, regions, on, percent=thresholds["near_percent"])
    return [Found(row["project_id"], row["region_id"], _evidence(row, on)) for row in found]


def _evidence(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    return {
        "case": row["number"],
        "opened_on": row["opened_on"].isoformat(),
        "due_on": row["due_on"].isoformat(),
        "days_left": (row["due_on"] - on).days,
        "late": int(row["late"]),
        "cases": int(row["cases"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """The last day itself is in time."""
    return Level.RED if evidence["days_left"] < 0 else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"案件 {evidence['case']} {_left(evidence)}"


def _left(evidence: dict[str, Any]) -> str:
    days = evidence["days_left"]
    return f"已超期 {-days} 天" if days < 0 else f"还有 {days} 天到期" if days else "今天到期"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"案件 {evidence['case']} {evidence['opened_on']} 受理，办理期限 {evidence['due_on']}，{_left(evidence)}"
    if evidence["cases"] > 1:
        words += f"；本项目超期和将超期的共 {evidence['cases']} 件，其中已超期 {evidence['late']} 件"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["承办人在期限内办结；情况复杂的依法报批延长，登记批准人和新期限。", "超期的由监察机构负责人督办，写明原因。"]
