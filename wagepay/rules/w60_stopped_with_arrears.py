"""W60 停工欠薪: work has stopped and wages are still owed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Found, Level, Threshold
from projects.enums import BREAKS, ProjectState
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.w43_before_festival import arrears, owed_words

CODE = "W60"
TITLE = "停工欠薪"
VERSION = 1
LEVELS = (Level.RED,)
LAW = ("《保障农民工工资支付条例》第二十九条、第三十条",)
STATES = Threshold(
    "states",
    "算作停工的工地状态",
    [ProjectState.STOPPED.value, ProjectState.WINTER_BREAK.value],
    "",
    "平台建议：节假日停工不算",
    kind=list,
    choices=tuple((state.value, state.label) for state in BREAKS),
)
DEFAULTS = (STATES,)
LABELS = {
    "state": "工地状态",
    "months": "未清的工资月（个）",
    "first_month": "最早月份",
    "last_month": "最近月份",
    "people": "涉及人数（人）",
    "amount": "未发金额（元）",
    "months_without_sheet": "没有工资表的月份（个）",
}
rows_at = figures.rows_on("wage_project", "wagepay.overview")
affected = figures.affected


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Stopped sites with a month that fell due and is not settled; a stoppage that nobody reported shows as silence (W20)."""
    rows = rule_rows.rows(rule_months.ARREARS, regions, on, oldest=None, only_states=thresholds["states"], exempt_states=[])
    return [figures.found(row, arrears(row) | {"state": row["state"]}) for row in rows]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Before a stoppage wages are settled: red."""
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"{ProjectState(evidence['state']).label}，{evidence['people']} 人的工资没有发清"


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"项目登记为{ProjectState(evidence['state']).label}，有 {owed_words(evidence)}。停工前应当结清工资。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位与工人逐人结算，通过专用账户发清；建设单位拖欠工程款的，先在拖欠的工程款限额内垫付。",
        "监察员核实停工原因和欠薪名单，责令限期支付，必要时动用工资保证金。",
        "各月发清、回单导入后本预警自动销号。",
    ]
