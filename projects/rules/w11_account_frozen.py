"""W11 专户被冻结: an authority froze the money of a special wage account (条例 第三十三条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level, Threshold
from projects.enums import ProjectState
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W11"
TITLE = "专户被冻结"
LEVELS = (Level.RED,)
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第三十三条",)
EXEMPT_STATES = Threshold(
    "exempt_states", "不适用的工地状态", [ProjectState.SETTLED.value], "", "平台建议：已结清的项目专户等待销户", kind=list, choices=tuple(ProjectState.choices)
)
DEFAULTS = (EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {
    "frozen_on": "冻结日期",
    "days": "已冻结（天）",
    "organ": "作出机关",
    "document_number": "文书号",
    "amount": "冻结金额（元）",
    "bank": "开户银行",
    "freezes": "冻结的专户（个）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for the project, told by its oldest freeze."""
    rows = queries.rows(account_rules.FROZEN, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    by_project: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_project.setdefault(row["project_id"], []).append(row)
    return [_found(group, on) for group in by_project.values()]


def _found(rows: list[dict[str, Any]], on: dt.date) -> Found:
    oldest = rows[0]
    known = [row["amount"] for row in rows if row["amount"] is not None]
    evidence = {
        "frozen_on": oldest["trigger_on"].isoformat(),
        "days": (on - oldest["trigger_on"]).days,
        "organ": oldest["organ"],
        "document_number": oldest["document_number"],
        "amount": money.text(sum(known, Decimal(0))) if known else None,
        "bank": oldest["bank"],
        "freezes": len(rows),
    }
    return Found(oldest["project_id"], oldest["region_id"], evidence)


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"工资专户被冻结 {evidence['days']} 天"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=None if evidence["amount"] is None else Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{evidence['organ']}{'以' + evidence['document_number'] if evidence['document_number'] else ''}于 {evidence['frozen_on']} 冻结在{evidence['bank']}的工资专户"
    words += f" {show.short_money(Decimal(evidence['amount']))} 元" if evidence["amount"] else ""
    return f"{words}，已 {evidence['days']} 天没有登记解除；专户资金只能因支付本项目农民工工资被冻结。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "监察机构在专户页面拟账户性质证明函，送作出机关和开户银行。",
        "施工总承包单位凭证明函向作出机关申请解除冻结；解除前先从其他渠道垫付工资。",
        "解除后在专户页面登记解除日期，登记后本预警自动销号。",
    ]
