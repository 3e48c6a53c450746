"""W66 资金情况报告: the bank says the labour cost did not come, the owner says he paid and the contractor did not (条例27, 53号文12)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Level
from wagepay.queries import rule_account, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W66"
TITLE = "银行、建设单位报告资金异常"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = (
    "《保障农民工工资支付条例》第二十七条",
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十二条",
    "《保障农民工工资支付条例》第三十八条",
)
DEFAULTS = (EXEMPT_STATES,)
LABELS = {
    "month": "周期月份",
    "reporters": "报告单位",
    "reported_on": "最早报告日期",
    "owner_paid": "建设单位说已拨付（元）",
    "not_arrived": "银行说人工费没有到账",
    "confirmed": "已核实属实（条）",
    "people": "账上还没有发够（人）",
    "amount": "账上还差（元）",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for a site's month; a report ends with its answer, and once found true with the money."""
    rows = rule_rows.rows(rule_account.REPORTED, regions, on, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("reporters", "not_arrived", "confirmed", "people")}
    return evidence | {
        "month": figures.month_text(row["month"]),
        "reported_on": row["reported_on"].isoformat(),
        "owner_paid": None if row["owner_paid"] is None else figures.fen(row["owner_paid"]),
        "is_withheld": row["is_withheld"],
        "amount": figures.fen(row["amount"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow while nobody has looked; red when it was found true that the money came and the wages did not."""
    return Level.RED if evidence["is_withheld"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    month = figures.short_month(evidence["month"])
    if evidence["owner_paid"] is None:
        return f"银行报告 {month}人工费没有到账"
    return f"建设单位报告 {month}已拨 {figures.yuan(evidence['owner_paid'])}，总包没有发"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"] or None, Decimal(evidence["amount"]) or None)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    said = []
    if evidence["owner_paid"] is not None:
        said.append(f"建设单位已拨付 {figures.yuan(evidence['owner_paid'])}，施工总承包单位没有发放工资")
    if evidence["not_arrived"]:
        said.append("人工费到约定日期没有到账")
    words = f"{evidence['reporters']} {figures.day_words(evidence['reported_on'])}起报告：{figures.month_words(evidence['month'])}{'；'.join(said)}"
    if evidence["people"]:
        words += f"。平台的账上这个月还有 {evidence['people']} 人没有发够，差 {figures.yuan(evidence['amount'])}"
    return f"{words}，{'监察员已核实属实' if evidence['confirmed'] else '还没有核实'}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = [] if evidence["confirmed"] else ["监察员在“资金情况报告”核对专户流水和回单，登记属实或者不属实。"]
    if evidence["owner_paid"] is not None:
        steps.append("属实的，施工总承包单位当日说明款项去向，通过专户发清这个月的工资；发清后本预警自动销号。")
    if evidence["not_arrived"]:
        steps.append("属实的，建设单位把人工费足额拨入专户，到账后本预警自动销号。")
    return steps
