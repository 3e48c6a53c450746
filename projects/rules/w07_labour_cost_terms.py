"""W07 人工费用约定不合规: the contract names no cycle, one longer than a month, or neither sum nor share (条例 第二十四条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W07"
TITLE = "人工费用约定不合规"
LEVELS = (Level.YELLOW, Level.RED)
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第二十四条", "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第五条")
DEFAULTS = (missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {
    "signed_on": "施工合同签订日期", "cycle_months": "约定的拨付周期（月）", "no_sum": "没有约定数额或比例", "state": "工地状态", "attendance_days": "累计考勤（天）",
    "wage_month": "最近到期的工资月", "wages_due": "到期未付工资（元）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Signed contracts whose labour-cost terms are missing or too long."""
    rows = queries.rows(account_rules.WITHOUT_TERMS, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return [
        Found(
            row["project_id"],
            row["region_id"],
            {"signed_on": row["trigger_on"].isoformat(), "cycle_months": row["cycle_months"], "no_sum": row["no_sum"]} | missing.labour(row, on),
        )
        for row in rows
    ]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow; red only where people work and wages are due and unpaid."""
    return Level.RED if missing.hurts(evidence, thresholds) else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"施工合同{_fault(evidence)}"


def _fault(evidence: dict[str, Any]) -> str:
    faults = []
    if evidence["cycle_months"] is None:
        faults.append("没有约定人工费拨付周期")
    elif evidence["cycle_months"] > 1:
        faults.append(f"约定 {evidence['cycle_months']} 个月拨一次人工费")
    if evidence["no_sum"]:
        faults.append("没有约定人工费数额或比例")
    return "，".join(faults)


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"{evidence['signed_on']} 签订的施工合同{_fault(evidence)}；拨付周期不得超过 1 个月，数额或占工程款的比例应写明。{missing.labour_words(evidence)}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "建设单位、施工总承包单位签补充协议，写明人工费用数额或比例、拨付周期（不超过 1 个月）和拨付日期，并告知开户银行。",
        "在项目档案“合同变更”登记补充协议，登记后本预警自动销号。",
    ]
