"""W30 保函将到期: a guarantee ends before the works do (65号文 第十七条: the reminder comes a month ahead)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.enums import ProjectState
from projects.queries import deposits as queries

CODE = "W30"
TITLE = "保函将到期"
VERSION = "2"
LAW = ("《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第十七条", "《保障农民工工资支付条例》第五十五条第二项")
BLUE = Threshold("blue_days", "提示：到期前天数", 60, "天", "平台建议", held=Held("days_left", "<="))
YELLOW = Threshold("yellow_days", "警示：到期前天数", 30, "天", "65号文第十七条：到期前一个月提醒", held=Held("days_left", "<="))
EXEMPT_STATES = Threshold(
    "exempt_states", "不适用的工地状态", [ProjectState.SETTLED.value], "", "65号文第十七条：工程未完工的", kind=list, choices=tuple(ProjectState.choices)
)
DEFAULTS = (BLUE, YELLOW, EXEMPT_STATES)
LABELS = {
    "institution": "出具机构", "document": "保函、保单号", "amount": "金额（元）", "expires_on": "有效期至", "days_left": "剩余（天）", "days_over": "已过期（天）",
    "owed": "查实未清偿的欠薪（元）", "planned_end_on": "计划竣工日期",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One for a project: of several guarantees the one that ends first."""
    found: dict[int, Found] = {}
    owed = queries.owed(regions, on)
    soon = Q(expires_on__lte=on + dt.timedelta(days=thresholds["blue_days"]))
    for row in queries.guarantees(regions, on, thresholds["exempt_states"], soon):
        if row.project_id not in found:
            days = (row.expires_on - on).days
            ends = row.project.planned_end_on
            evidence = {
                "institution": row.institution, "document": row.document_number, "amount": money.text(row.amount), "expires_on": row.expires_on.isoformat(),
                "days_left": max(0, days), "days_over": max(0, -days), "planned_end_on": ends.isoformat() if ends else None,
                "owed": money.text(owed[row.project_id]) if row.project_id in owed else None,
            }  # fmt: skip
            found[row.project_id] = Found(row.project_id, row.region_id, evidence)
    return list(found.values())


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red once it has run out: nobody answers for the wages any more."""
    if evidence["days_over"]:
        return Level.RED
    if evidence["days_left"] <= thresholds["yellow_days"]:
        return Level.YELLOW
    return Level.BLUE if evidence["days_left"] <= thresholds["blue_days"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"保证金保函{_when(evidence)}{_owing(evidence)}"


def _when(evidence: dict[str, Any]) -> str:
    if evidence["days_over"]:
        return f"已过期 {evidence['days_over']} 天"
    return f"还有 {evidence['days_left']} 天到期" if evidence["days_left"] else "今天到期"


def _owing(evidence: dict[str, Any]) -> str:
    """Wages owed make the end of the guarantee a last day: after it nobody pays on demand."""
    return f"，还欠工资 {show.short_money(Decimal(evidence['owed']))} 元" if evidence.get("owed") else ""


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    who = evidence["institution"] or "出具机构未登记"
    until = f"，计划竣工 {evidence['planned_end_on']}" if evidence["planned_end_on"] else ""
    return f"{who}出具的保函 {show.short_money(Decimal(evidence['amount']))} 元有效期至 {evidence['expires_on']}，{_when(evidence)}{until}，平台没有登记更换或延期。{_claim(evidence)}"


def _claim(evidence: dict[str, Any]) -> str:
    if not evidence.get("owed"):
        return ""
    sum_owed = show.short_money(Decimal(evidence["owed"]))
    if evidence["days_over"]:
        return f"本项目查实未清偿的欠薪 {sum_owed} 元，已经不能凭这份保函索赔。"
    return f"本项目查实未清偿的欠薪 {sum_owed} 元，要在到期前发出支付通知书索赔，过期不再有效。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位在到期前更换保函或延长有效期，正本交人社部门保存，在保证金页面登记更换，登记后本预警自动销号。",
        "人社部门到期前一个月发出更换提醒函（保证金页面“拟更换提醒函”）。",
        "有到期未履行的行政处理决定的，在保函到期前发出支付通知书索赔。",
    ]
