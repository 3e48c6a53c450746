"""What the rules about a missing paper or person share: since when works go on without it, and what makes it worse."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Found, Level
from projects.queries import missing as queries
from projects.rules import missing

COMMON = (missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {
    "begun_on": "开工日期", "days": "已过（天）", "state": "工地状态", "attendance_days": "累计考勤（天）", "wage_month": "最近到期的工资月",
    "wages_due": "到期未付工资（元）",
}  # fmt: skip


def rows(sql: str, regions: Sequence[int], on: dt.date, thresholds: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return queries.rows(sql, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"], **more)


def found(row: dict[str, Any], on: dt.date, **more: Any) -> Found:
    """One project with the days since its trigger; a start nobody dated has none."""
    begun = row["trigger_on"]
    evidence = {"begun_on": begun.isoformat() if begun else None, "days": (on - begun).days if begun else None} | more | missing.labour(row, on)
    return Found(row["project_id"], row["region_id"], evidence)


def hurts(evidence: dict[str, Any], thresholds: dict[str, Any]) -> bool:
    """People work there and wages are due and unpaid: both together make a missing paper red."""
    return evidence["attendance_days"] > thresholds["red_attendance_days"] and Decimal(evidence["wages_due"]) > 0


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level:
    return Level.RED if hurts(evidence, thresholds) else Level.YELLOW


def since(evidence: dict[str, Any]) -> str:
    """“2026-06-01 开工，已过 30 天” or “已有人出勤”."""
    return f"{evidence['begun_on']} 开工，已过 {evidence['days']} 天" if evidence["begun_on"] else "工地已有人出勤"
