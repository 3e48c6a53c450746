"""W16 发薪与考勤不符: people who worked two days or more have no wage, or people are paid who never came."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_SITES, EXEMPT_STATES, SHARE_PERSONS, UNPAID_LEAST, UNPAID_PERCENT

CODE = "W16"
TITLE = "发薪与考勤不符"
VERSION = 2
LAW = ("《保障农民工工资支付条例》第三十一条", "《保障农民工工资支付条例》第三十八条")
PERSONS = Threshold("blue_persons", "缺薪只作蓝色提示的人数（不超过）", 3, "人", "平台建议")
BLUE = Threshold("blue_percent", "缺薪只作蓝色提示的占比（不超过）", 5, "%", "平台建议")
RED = Threshold(
    "red_percent",
    "缺薪升为红色的占比（超过）",
    10,
    "%",
    "已公开的省平台规则：考勤人员超过 10% 无工资记录",
    held=Held("missing_percent", ">", "missing", "attended"),
)
GHOST_PERSONS = Threshold("ghost_persons", "有薪无考勤的人数（超过）", 3, "人", "平台建议", held=Held("ghosts", ">"))
GHOST_PERCENT = Threshold("ghost_percent", "有薪无考勤的占比（超过）", 5, "%", "平台建议", held=Held("ghost_percent", ">", "ghosts", "paid"))
MONTHS = Threshold("months_back", "往回看的月数", 3, "个月", "平台建议")
DEFAULTS = (PERSONS, BLUE, RED, SHARE_PERSONS, GHOST_PERSONS, GHOST_PERCENT, MONTHS, UNPAID_PERCENT, UNPAID_LEAST, EXEMPT_STATES, EXEMPT_SITES)
LABELS = {
    "month": "工资月份",
    "attended": "出勤两天以上（人）",
    "paid": "已发（人）",
    "missing": "出勤两天以上未发薪（人）",
    "missing_percent": "未发薪占比（%）",
    "denied": "其中本人说没收到（人）",
    "ghosts": "有薪无考勤（人）",
    "ghost_percent": "有薪无考勤占比（%）",
}
rows_at = figures.compared()


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Paid months with a mismatch; a month that is hardly paid at all belongs to W12 and is left to it."""
    since = _months_before(on, thresholds["months_back"])
    rows = rule_rows.rows(
        rule_rows.MISMATCHES,
        regions,
        on,
        oldest=None,
        since=since,
        said_since=since,
        exempt_states=thresholds["exempt_states"],
        exempt_sites=thresholds["exempt_sites"],
        unpaid_percent=thresholds["unpaid_percent"],
        unpaid_least=thresholds["unpaid_least"],
    )
    return [_found(row) for row in rows]


def _months_before(on: dt.date, months: int) -> dt.date:
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _percent(part: int, whole: int) -> str:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"))) if whole else "0.0"


def _found(row: dict[str, Any]) -> Found:
    evidence = {
        "month": row["month"].strftime("%Y-%m"),
        "attended": row["attended_2days"],
        "paid": row["paid_count"],
        "missing": row["missing_paid"],
        "missing_percent": _percent(row["missing_paid"], row["attended_2days"]),
        "denied": row["denied"],
        "ghosts": row["paid_without_attendance"],
        "ghost_percent": _percent(row["paid_without_attendance"], row["paid_count"]),
    }
    return Found(row["project_id"], row["region_id"], evidence, subcontractor_id=row["subcontractor_id"], month=row["month"])


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Missing wages: red above the red share unless it is one person alone, blue while few in number and share and none of them complains, else yellow. Ghosts alone: yellow."""
    missing, attended = evidence["missing"], evidence["attended"]
    if missing >= thresholds["red_share_persons"] and missing * 100 > attended * thresholds["red_percent"]:
        return Level.RED
    few = not evidence["denied"] and missing <= thresholds["blue_persons"] and missing * 100 <= attended * thresholds["blue_percent"]
    ghosts = evidence["ghosts"]
    if (missing and not few) or (ghosts > thresholds["ghost_persons"] and ghosts * 100 > evidence["paid"] * thresholds["ghost_percent"]):
        return Level.YELLOW
    return Level.BLUE if missing else None


def headline(evidence: dict[str, Any]) -> str:
    parts = [f"{evidence['missing']} 人有考勤没有工资"] if evidence["missing"] else []
    parts += [f"{evidence['ghosts']} 人有工资没有考勤"] if evidence["ghosts"] else []
    return f"{int(evidence['month'][5:])} 月 {'，'.join(parts)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["missing"] or evidence["ghosts"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    year, month = (int(part) for part in evidence["month"].split("-"))
    words = f"{year} 年 {month} 月出勤两天以上 {evidence['attended']} 人，已发 {evidence['paid']} 人"
    if evidence["missing"]:
        words += f"，有考勤没有工资 {evidence['missing']} 人（{evidence['missing_percent']}%）"
    if evidence["denied"]:
        words += f"，其中 {evidence['denied']} 人本人说没收到"
    if evidence["ghosts"]:
        words += f"，有工资没有考勤 {evidence['ghosts']} 人（{evidence['ghost_percent']}%）"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["missing"]:
        steps.append("按比对清单逐人核对有考勤没有工资的人员：漏报的补报补发，已离场的结清。")
    if evidence["ghosts"]:
        steps.append("对有工资没有考勤的人员说明情况并补传考勤，不是本项目工人的不得从专户发放。")
    return [*steps, "更正后的工资表、回单或考勤导入后重新比对，差异消除本预警自动销号。"]
