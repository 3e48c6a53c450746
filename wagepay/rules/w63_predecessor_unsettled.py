"""W63 更换单位未清算: a contractor left the project and its people are not settled."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Found, Level
from projects.enums import CONTRACTING, Part
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W63"
TITLE = "更换单位未清算"
VERSION = 1
LEVELS = (Level.RED,)
LAW = ("《保障农民工工资支付条例》第三十条", "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第九条")
PARTS = [part.value for part in (*CONTRACTING, Part.SUBCONTRACTOR)]
DEFAULTS = (EXEMPT_STATES,)
LABELS = {
    "firm": "已退场的单位",
    "part": "原来的身份",
    "left_on": "退场日期",
    "months": "未清的工资月（个）",
    "first_month": "最早月份",
    "people": "涉及人数（人）",
    "amount": "未发金额（元）",
    "months_without_sheet": "没有工资表的月份（个）",
}
rows_at = figures.rows_on("wage_project", "wagepay.overview")
affected = figures.affected


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Firms that have left in every contracting part they had, with months of their people that are not paid in full."""
    rows = rule_rows.rows(rule_months.GONE_UNSETTLED, regions, on, oldest=None, parts=PARTS, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("firm", "months", "people", "months_without_sheet")}
    evidence |= {"part": Part(row["part"]).label, "left_on": row["left_on"].isoformat(), "first_month": figures.month_text(row["first_month"])}
    return evidence | {"amount": figures.fen(row["amount"])}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Who went has little reason to pay: red."""
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['firm'][:20]}已退场，{evidence['people']} 人没有清算"


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = (
        f"{evidence['part']}{evidence['firm']}于 {figures.day_words(evidence['left_on'])}退场，{evidence['months']} 个月（自 {figures.month_words(evidence['first_month'])}）"
        f"工资没有清算，涉及 {evidence['people']} 人"
    )
    if Decimal(evidence["amount"]):
        words += f"，差 {figures.yuan(evidence['amount'])}"
    return f"{words}，{evidence['months_without_sheet']} 个月没有工资表。" if evidence["months_without_sheet"] else f"{words}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "原用人单位与工人逐人结算并付清；分包单位不付的，由施工总承包单位先行清偿，再依法追偿。",
        "更换施工总承包单位的，建设单位在清算完成前不办理移交和专户变更。",
        "各月发清、回单导入后本预警自动销号。",
    ]
