"""W65 免存条件消失: an exemption that holds only as long as its condition does, reckoned anew and no longer exempt (阳泉: 称号取消、出现欠薪)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level, Threshold
from projects.deposits.lapsed import lapsed
from projects.enums import ProjectState

CODE = "W65"
TITLE = "免存条件消失"
LEVELS = (Level.YELLOW,)
VERSION = "1"
LAW = (
    "《保障农民工工资支付条例》第三十二条",
    "《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第十一、十二条",
    "租户关于免存、暂免的规定（政策参数“工资保证金”）",
)
EXEMPT_STATES = Threshold(
    "exempt_states",
    "不适用的工地状态",
    [ProjectState.COMPLETED_UNSETTLED.value, ProjectState.SETTLED.value],
    "",
    "平台建议：完工后转入收尾",
    kind=list,
    choices=tuple(ProjectState.choices),
)
DEFAULTS = (EXEMPT_STATES,)
LABELS = {"basis": "免存依据", "exempt_on": "免存日期", "required": "现在应存（元）", "reasons": "怎样算的"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """All but those whose balance fell, which are W09's."""
    found = []
    for lapse in lapsed(regions, on, thresholds["exempt_states"], by_balance=False):
        row, now = lapse.row, lapse.now
        reasons = "；".join(step.effect for step in (*now.passed_over, *now.steps))
        evidence = {"basis": row.exempt_basis, "exempt_on": row.deposited_on.isoformat(), "required": money.text(now.required), "reasons": reasons}
        found.append(Found(row.project_id, row.region_id, evidence))
    return found


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if Decimal(evidence["required"]) > 0 else None


def headline(evidence: dict[str, Any]) -> str:
    return f"免存条件消失，应存 {show.ten_thousand(Decimal(evidence['required']))} 万元"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["required"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{evidence['exempt_on']} 起免存（{evidence['basis']}），现在重新核定应存 {show.short_money(Decimal(evidence['required']))} 元：{evidence['reasons']}。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "人社部门在保证金页面撤销免存、核定金额，发出恢复存储通知书。",
        "施工总承包单位在通知书期限内存储现金或提交保函，登记后本预警自动销号。",
        "条件恢复的（称号恢复、欠薪不成立），本预警自动销号。",
    ]
