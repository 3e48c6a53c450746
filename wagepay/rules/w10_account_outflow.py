"""W10 专户异常支出: money left the special account for somebody who is no worker of the site (53号文 第七条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Level, Threshold
from wagepay.queries import rule_account, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W10"
TITLE = "专户异常支出"
VERSION = 1
LAW = (
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第七条",
    "《保障农民工工资支付条例》第二十六条、第三十三条",
)
SMALL = Threshold("blue_amount", "只作蓝色提示的合计金额（不超过）", 1000, "元", "平台建议：零星差错先核对")
DEFAULTS = (SMALL, EXEMPT_STATES)
WORDS = {"cash": "取现金", "back": "转给参建单位", "firm": "转给其他单位", "stranger": "收款人不在花名册", "unnamed": "没有对方户名"}
LABELS = {
    "month": "记账月份",
    "entries": "异常支出（笔）",
    "amount": "金额合计（元）",
    "most": "最大一笔（元）",
    **{kind: f"{word}（笔）" for kind, word in WORDS.items()},
    "first_on": "最早一笔",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Debits that the check against the roster set aside and nobody accepted; fees, interest and returned transfers never get there."""
    rows = rule_rows.rows(rule_account.OUTFLOWS, regions, on, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: row[name] for name in ("entries", *WORDS)}
    evidence |= {name: figures.fen(row[name]) for name in ("amount", "most", "unnamed_amount")}
    return evidence | {"month": figures.month_text(row["month"]), "first_on": row["first_on"].isoformat()}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red: the account's money went elsewhere. Yellow while only the other side's name is unknown; small sums are asked about first."""
    if Decimal(evidence["amount"]) <= thresholds["blue_amount"]:
        return Level.BLUE
    return Level.YELLOW if evidence["unnamed"] == evidence["entries"] else Level.RED


def headline(evidence: dict[str, Any]) -> str:
    return f"{figures.short_month(evidence['month'])}专户 {evidence['entries']} 笔支出不是发给工人，共 {figures.yuan(evidence['amount'])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = "、".join(f"{word} {evidence[kind]} 笔" for kind, word in WORDS.items() if evidence[kind])
    return (
        f"{figures.month_words(evidence['month'])}专用账户有 {evidence['entries']} 笔支出对不上花名册（{parts}），"
        f"合计 {figures.yuan(evidence['amount'])}，最大一笔 {figures.yuan(evidence['most'])}。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位在“专用账户”逐笔说明用途并附凭证；属于发给工人的，补登记花名册或代发批次。",
        "不属于工资支出的，把款项退回专用账户，导入退回的流水。",
        "监察员核实属正常的（如多拨退回、依规代扣），记为例外；全部说明清楚后本预警自动销号。",
    ]
