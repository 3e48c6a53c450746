"""W08 专户余额不足: what the special account holds will not pay the next wages (53号文 第十三条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_account, rule_rows
from wagepay.queries.months_at_hand import newest_since
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W08"
TITLE = "专户余额不足"
VERSION = 1
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十三条", "《保障农民工工资支付条例》第二十九条")
RED = Threshold("red_percent", "升为红色的余额占比（低于下期应发的）", 50, "%", "平台建议", held=Held("percent", "<", "balance", "needed"))
DAYS = Threshold("red_days", "升为红色的距发薪日天数（不超过）", 10, "天", "平台建议：发薪日前 10 日内资金不足属即将欠薪", held=Held("days_left", "<="))
DEFAULTS = (RED, DAYS, EXEMPT_STATES)
LABELS = {
    "month": "下一个发放的工资月",
    "due_on": "发薪日",
    "days_left": "距发薪日（天）",
    "balance": "专户余额（元）",
    "balance_on": "余额日期",
    "needed": "预计应发（元）",
    "gap": "缺口（元）",
    "percent": "余额占应发（%）",
    "basis": "预计应发的来历",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites whose last known balance is below what the next pay day will take; without a balance or an earlier month nothing can be said."""
    newest = newest_since(on)
    rows = rule_rows.rows(rule_account.LOW_BALANCE, regions, on, oldest=newest, whole=True, newest=newest, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row, on)) for row in rows]


def _evidence(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    """The sheet counts where it is there and greater; else the greater of the last month and the mean of three."""
    listed, last, mean = (money.fen(row[name] or 0) for name in ("listed", "last", "mean"))
    needed = max(listed, last, mean)
    basis = "已报工资表未发部分" if needed == listed else "上月工资表" if needed == last else "近三个月工资表平均"
    return {
        "month": figures.month_text(row["month"]),
        "due_on": row["due_on"].isoformat(),
        "days_left": (row["due_on"] - on).days,
        "balance": figures.fen(row["balance"]),
        "balance_on": row["booked_on"].isoformat(),
        "needed": figures.fen(needed),
        "gap": figures.fen(needed - row["balance"]),
        "percent": figures.percent(row["balance"], needed),
        "basis": basis,
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow; red when less than the red share is there and the pay day is near."""
    scarce = Decimal(evidence["balance"]) * 100 < Decimal(evidence["needed"]) * thresholds["red_percent"]
    return Level.RED if scarce and evidence["days_left"] <= thresholds["red_days"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"离发薪日还有 {evidence['days_left']} 天，专户余额缺 {figures.yuan(evidence['gap'])}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["gap"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{figures.month_words(evidence['month'])}工资应于 {figures.day_words(evidence['due_on'])}前发放，预计应发 {figures.yuan(evidence['needed'])}"
        f"（{evidence['basis']}），{figures.day_words(evidence['balance_on'])}专户余额 {figures.yuan(evidence['balance'])}，"
        f"只够 {evidence['percent']}%，缺 {figures.yuan(evidence['gap'])}。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"建设单位在 {figures.day_words(evidence['due_on'])}前把缺口拨付到专用账户；用工量增加的，由施工总承包单位提出追加。",
        "施工总承包单位导入最新的专户流水，余额够发后本预警自动销号。",
        "到期拨付不了的，施工总承包单位筹措资金先行清偿。",
    ]
