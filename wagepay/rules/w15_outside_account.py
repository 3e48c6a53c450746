"""W15 未经专户发放: building workers got wages past the special account (条例31, 53号文15)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back

CODE = "W15"
TITLE = "未经专户发放"
VERSION = 1
LAW = ("《保障农民工工资支付条例》第三十一条", "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十五条")
YELLOW = Threshold("yellow_percent", "升为黄色的代发率（低于）", 95, "%", "平台建议", held=Held("rate", "<"))
RED = Threshold("red_percent", "升为红色的代发率（低于）", 80, "%", "平台建议", held=Held("rate", "<"))
MONTHS = months_back(3)
DEFAULTS = (YELLOW, RED, MONTHS, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "received": "领到工资的建筑工人（人）",
    "outside": "有专户外发放的（人）",
    "rate": "代发率（%）",
    "amount": "专户外发放（元）",
}
rows_at = figures.compared("outside_account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Months in which building workers were paid outside; failed and unpaid ones are other rules' and count in no rate."""
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(rule_months.OUTSIDE_THE_ACCOUNT, regions, on, oldest=None, since=since, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    received = row["by_account"] + row["outside"]
    return {
        "month": figures.month_text(row["month"]),
        "received": received,
        "outside": row["outside"],
        "rate": figures.percent(row["by_account"], received),
        "amount": figures.fen(row["paid_outside"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """By the share of workers that the account paid."""
    by_account, received = evidence["received"] - evidence["outside"], evidence["received"]
    if by_account * 100 < received * thresholds["red_percent"]:
        return Level.RED
    return Level.YELLOW if by_account * 100 < received * thresholds["yellow_percent"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{figures.short_month(evidence['month'])} {evidence['outside']} 人工资没走专户，代发率 {evidence['rate']}%"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["outside"], Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{figures.month_words(evidence['month'])}领到工资的建筑工人 {evidence['received']} 人，{evidence['outside']} 人有专户外发放，"
        f"金额 {figures.yuan(evidence['amount'])}，代发率 {evidence['rate']}%。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位说明没有走专户的原因，补齐凭证；没有凭证的不抵工资。",
        "下月起由施工总承包单位通过专用账户代发到工人本人卡上，分包签订委托代发协议。",
        "记错渠道的，更正回单或专户外发放的登记，更正后本预警自动销号。",
    ]
