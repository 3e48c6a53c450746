"""W52 进度款支付不足: a government's or state firm's project was paid less than four fifths of the works done (财建〔2022〕183号)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W52"
TITLE = "进度款支付不足"
LEVELS = (Level.YELLOW,)
VERSION = "1"
LAW = ("财政部、住房城乡建设部《关于完善建设工程价款结算有关办法的通知》（财建〔2022〕183号）", "《保障农民工工资支付条例》第二十九条")
PERCENT = Threshold(
    "percent", "已付进度款占已完工程价款的比例（低于）", 80, "%", "财建〔2022〕183号：不低于80%", "B", held=Held("percent", "<", "paid", "value")
)
DAYS = Threshold("days", "计量月份结束后多少天开始看（满）", 30, "天", "平台建议：留出计量、审核和支付的时间")
DEFAULTS = (PERCENT, DAYS, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {
    "months": "计量的月数",
    "value": "已完工程价款（元）",
    "paid": "已付进度款（元）",
    "percent": "已付占比（%）",
    "short": "按比例还差（元）",
    "owner": "建设单位",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Projects of governments and state owners, all months together whose time to pay is over."""
    until = (on - dt.timedelta(days=thresholds["days"])).replace(day=1)
    rows = queries.rows(account_rules.PROGRESS, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"], until=until)
    return [_found(row, thresholds["percent"]) for row in rows]


def _found(row: dict[str, Any], percent: int) -> Found:
    value, paid = row["value"], row["paid"]
    evidence = {
        "months": row["months"],
        "value": money.text(value),
        "paid": money.text(paid),
        "percent": str((paid * 100 / value).quantize(Decimal("0.1"))),
        "short": money.text(max(money.fen(value * percent / 100) - paid, Decimal(0))),
        "owner": row["owner"] or "",
    }
    return Found(row["project_id"], row["region_id"], evidence)


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if Decimal(evidence["paid"]) * 100 < Decimal(evidence["value"]) * thresholds["percent"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"进度款只付了 {evidence['percent']}%，还差 {show.short_money(Decimal(evidence['short']))} 元"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["short"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{evidence['months']} 个月计量的已完工程价款共 {show.short_money(Decimal(evidence['value']))} 元，"
        f"已付 {show.short_money(Decimal(evidence['paid']))} 元，占 {evidence['percent']}%，低于 {thresholds['percent']}%。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"建设单位{'（' + evidence['owner'] + '）' if evidence['owner'] else ''}补付进度款，人工费用先足额拨到农民工工资专用账户。",
        "建设单位在“人工费与进度款”登记支付，达到比例后本预警自动销号。",
        "财政或国资部门核对资金来源；政府投资项目不得由施工单位垫资。",
    ]
