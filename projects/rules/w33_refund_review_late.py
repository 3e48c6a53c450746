"""W33 返还审核超时: the authority's own terms, five working days to review a return and three to give the paper (D12)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money
from portal.lib.rules import Affected, Found, Level
from projects.queries import deposits as queries

CODE = "W33"
TITLE = "返还审核超时"
LEVELS = (Level.YELLOW,)
VERSION = "1"
LAW = ("《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第二十二条",)
DEFAULTS = ()
LABELS = {"step": "超时的一步", "since": "起算日期", "due_on": "期限", "days_over": "超期（天）", "amount": "保证金（元）"}
REVIEW, PAPER = "审核返还申请", "出具返还确认书"


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One for a project: a return whose step of the day is over its term; the letter goes to the authority, not to the firm."""
    found: dict[int, Found] = {}
    for row in queries.returns_under_review(regions, on):
        is_reviewed = row.reviewed_on is not None and row.reviewed_on <= on
        step, since, due_on = (PAPER, row.reviewed_on, row.paper_by) if is_reviewed else (REVIEW, row.applied_on, row.review_by)
        evidence = {
            "step": step, "since": since.isoformat(), "due_on": due_on.isoformat(), "days_over": max(0, (on - due_on).days),
            "amount": money.text(row.deposit.amount),
        }  # fmt: skip
        found.setdefault(row.project_id, Found(row.project_id, row.region_id, evidence))
    return list(found.values())


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if evidence["days_over"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"保证金返还：{evidence['step']}已超期 {evidence['days_over']} 天"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"{evidence['since']} 起算，应于 {evidence['due_on']} 前{evidence['step']}，已超期 {evidence['days_over']} 天，平台没有登记办理结果。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["人社部门登记审核通过或者不予返还；通过的出具返还（销户）确认书、退还保函正本，登记后本提醒自动消除。"]
