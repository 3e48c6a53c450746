"""W09 暂免保证金余额回落: the account that stood for the deposit is down to its share of the year's contract (阳泉: 余额 ≤ 年度合同额 1%)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level
from portal.tenancy.policies import policy_sets
from projects.deposits.lapsed import lapsed
from projects.rules.w65_exemption_lapsed import EXEMPT_STATES

CODE = "W09"
TITLE = "暂免保证金余额回落"
LEVELS = (Level.YELLOW,)
VERSION = "1"
LAW = ("阳农工治欠办〔2024〕4号：专户余额超过工程年度施工合同额1%的可以暂免存储", "《保障农民工工资支付条例》第三十二条")
DEFAULTS = (EXEMPT_STATES,)
LABELS = {
    "basis": "暂免依据", "exempt_on": "暂免日期", "balance": "专户余额（元）", "line": "应超过（元）", "required": "现在应存（元）", "restore_days": "补存期限（工作日）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Exemptions by the balance of which the engine says that they are none any more because the balance fell."""
    rows = lapsed(regions, on, thresholds["exempt_states"], by_balance=True)
    figures = policy_sets({lapse.row.project.region for lapse in rows}, on) if rows else {}
    return [
        Found(
            lapse.row.project_id,
            lapse.row.region_id,
            {
                "basis": lapse.row.exempt_basis,
                "exempt_on": lapse.row.deposited_on.isoformat(),
                "balance": money.text(lapse.balance),
                "line": money.text(lapse.line),
                "required": money.text(lapse.now.required),
                "restore_days": figures[lapse.row.region_id]["deposit.restore_days"].value,
            },
        )
        for lapse in rows
    ]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Exactly the share is not enough."""
    return Level.YELLOW if Decimal(evidence["balance"]) <= Decimal(evidence["line"]) else None


def headline(evidence: dict[str, Any]) -> str:
    return f"专户余额回落，暂免的保证金应补存 {show.ten_thousand(Decimal(evidence['required']))} 万元"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["required"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    balance, line = (show.short_money(Decimal(evidence[name])) for name in ("balance", "line"))
    return (
        f"{evidence['exempt_on']} 起暂免（{evidence['basis']}），专户余额现为 {balance} 元，没有超过 {line} 元，暂免条件消失，"
        f"应存 {show.short_money(Decimal(evidence['required']))} 元。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"人社部门在保证金页面撤销暂免、核定金额，发出恢复存储通知书，{evidence['restore_days']} 个工作日内补存。",
        "建设单位按约拨付人工费，专户余额重新超过的，本预警自动销号。",
        "施工总承包单位存储现金或提交保函，登记后本预警自动销号。",
    ]
