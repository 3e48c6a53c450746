"""W45 还款协议逾期: the day of a deferred-payment agreement has passed and its people are not paid."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cases.queries import late_cases
from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level

CODE = "W45"
TITLE = "还款协议逾期"
VERSION = 1
LEVELS = (Level.RED,)
LAW = ("《保障农民工工资支付条例》第三条、第三十八条", "《保障农民工工资支付条例》第六十三条")
DEFAULTS = ()
LABELS = {
    "case": "案件",
    "cases": "逾期的协议（件）",
    "due_on": "协议付清期限（最早）",
    "days_over": "已超（天）",
    "people": "没有付清（人）",
    "amount": "没有付清（元）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for each project, however many agreements."""
    return [Found(row["project_id"], row["region_id"], _evidence(row, on)) for row in late_cases.rows(late_cases.BROKEN_AGREEMENTS, regions, on)]


def _evidence(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    return {
        "case": row["number"],
        "cases": int(row["cases"]),
        "due_on": row["due_on"].isoformat(),
        "days_over": (on - row["due_on"]).days,
        "people": int(row["people"]),
        "amount": money.text(row["amount"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A promise to pay wages that was not kept is red at once."""
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"还款协议过期 {evidence['days_over']} 天，{evidence['people']} 人没有付清"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"], Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    others = f"等 {evidence['cases']} 件" if evidence["cases"] > 1 else ""
    return (
        f"案件 {evidence['case']} {others}的延期支付协议应于 {evidence['due_on']} 前付清，已超 {evidence['days_over']} 天，"
        f"还有 {evidence['people']} 人、{show.short_money(Decimal(evidence['amount']))} 元没有付。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "协议的付款单位立即付清，回单登记到案件的逐人台账。",
        "监察员按案件核对逐人未付金额，责令限期支付；拒不支付的依法处理或移送。",
        "属地启动应急周转金先行垫付，并向欠薪单位追偿。",
        "逐人付清、核减或撤回并有记录后，本预警自动销号。",
    ]
