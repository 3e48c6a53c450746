"""W24 未实名登记: people work on the site who are on no roster (条例28、55)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Found, Level
from wagepay.queries import rule_people
from wagepay.rules import figures, unrecorded

CODE = "W24"
TITLE = "未实名登记"
VERSION = 1
LAW = ("《保障农民工工资支付条例》第二十八条", "《保障农民工工资支付条例》第五十五条第三项", "《建筑工人实名制管理办法（试行）》（建市〔2019〕18号）第八条")
DEFAULTS = unrecorded.DEFAULTS
LABELS = unrecorded.labels("没有实名登记")
rows_at = figures.rows_on("wage_roster", "wagepay.people", query="?state=unregistered")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Their days are recorded like everybody's; what is missing is lit."""
    return unrecorded.find(rule_people.UNREGISTERED, regions, on, thresholds)


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return unrecorded.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['people']} 人没有实名登记就干活，占出勤 {evidence['percent']}%"


affected = unrecorded.affected


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return unrecorded.explain(evidence, "没有实名登记")


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["劳资专管员在花名册补办登记：身份、工种、班组、合同、工资卡。", "登记补齐后本预警自动销号；不是本项目工人的，在考勤里说明。"]
    return [*steps, "没领到工资的，先按考勤结算发放。"] if evidence["unpaid"] else steps
