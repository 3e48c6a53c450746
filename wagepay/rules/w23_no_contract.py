"""W23 未签合同进场: registered people work on the site without a contract or a written agreement (条例28、55)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Found, Level
from wagepay.queries import rule_people
from wagepay.rules import figures, unrecorded

CODE = "W23"
TITLE = "未签合同进场"
VERSION = 1
LAW = ("《保障农民工工资支付条例》第六条、第二十八条", "《保障农民工工资支付条例》第五十五条第三项", "《劳动合同法》第十条")
DEFAULTS = unrecorded.DEFAULTS
LABELS = unrecorded.labels("已登记没有合同")
rows_at = figures.rows_on("wage_roster", "wagepay.people", query="?state=no_contract")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Registered people alone; whoever is not registered either is W24's."""
    return unrecorded.find(rule_people.WITHOUT_CONTRACT, regions, on, thresholds)


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return unrecorded.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['people']} 人没有合同就干活，占出勤 {evidence['percent']}%"


affected = unrecorded.affected


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return unrecorded.explain(evidence, "没有劳动合同或用工书面协议")


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = [
        "用人单位与这些工人签订劳动合同或用工书面协议，写明工资标准、支付日期和方式。",
        "在花名册登记合同签订日期并存扫描件，补齐后本预警自动销号。",
    ]
    return [*steps, "没领到工资的，先按考勤结算发放。"] if evidence["unpaid"] else steps
