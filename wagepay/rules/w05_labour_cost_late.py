"""W05 人工费未拨付: the owner's labour cost of a cycle did not reach the special account by the agreed day (条例24、29)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.deadlines import add_months
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, TOKEN_PERCENT

CODE = "W05"
TITLE = "人工费未拨付"
VERSION = 2
LAW = (
    "《保障农民工工资支付条例》第二十四条",
    "《保障农民工工资支付条例》第二十九条",
    "《保障农民工工资支付条例》第五十七条第二项",
)
YELLOW = Threshold("yellow_days", "升为黄色的逾期天数（超过）", 7, "天", "平台建议", held=Held("overdue_days", ">"))
RED = Threshold("red_months", "升为红色的逾期月数（超过）", 1, "个月", "条例第二十四条：拨付周期不超过 1 个月")
BACK = Threshold("months_back", "没有应拨数时往回看的月数", 6, "个月", "平台建议")
DEFAULTS = (YELLOW, RED, BACK, TOKEN_PERCENT, EXEMPT_STATES)
LABELS = {
    "month": "拨付周期",
    "due_on": "约定拨付日期",
    "overdue_days": "逾期（天）",
    "due": "应拨人工费（元）",
    "transferred": "已拨（元）",
    "gap": "差额（元）",
    "owner": "建设单位",
    "months": "没有应拨数的月数",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Cycles past their day of which next to nothing arrived (part of it: W06); a cycle without a sum cannot be judged and is only asked for."""
    values = {name: thresholds[name] for name in ("exempt_states", "token_percent")}
    rows = rule_rows.rows(rule_rows.LATE_CYCLES, regions, on, **values)
    since = add_months(on.replace(day=1), -thresholds["months_back"])
    unknown = rule_rows.rows(rule_rows.UNKNOWN_CYCLES, regions, on, whole=True, exempt_states=thresholds["exempt_states"], since=since)
    return [_found(row, on, thresholds["red_months"]) for row in rows] + [_unknown(row) for row in unknown]


def _unknown(row: dict[str, Any]) -> Found:
    """One question for the whole site, however many months have no sum."""
    evidence = {"due": None, "due_on": None, "months": row["months"], "owner": row["owner"] or ""}
    evidence |= {"first_month": row["first_month"].strftime("%Y-%m"), "last_month": row["last_month"].strftime("%Y-%m")}
    return Found(row["project_id"], row["region_id"], evidence)


def _found(row: dict[str, Any], on: dt.date, red_months: int) -> Found:
    due = row["due_amount"]
    evidence = {
        "month": row["month"].strftime("%Y-%m"),
        "due_on": row["due_on"].isoformat(),
        "overdue_days": (on - row["due_on"]).days,
        "is_over_months": on > add_months(row["due_on"], red_months),
        "due": None if due is None else money.text(due),
        "transferred": money.text(row["transferred"]),
        "gap": None if due is None else money.text(max(due - row["transferred"], Decimal(0))),
        "owner": row["owner"] or "",
    }
    return Found(row["project_id"], row["region_id"], evidence, month=row["month"])


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Without a due sum never more than blue; else blue, yellow after a week, red after a month."""
    if evidence["due"] is None:
        return Level.BLUE
    if evidence["is_over_months"]:
        return Level.RED
    return Level.YELLOW if evidence["overdue_days"] > thresholds["yellow_days"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    if evidence["due_on"] is None:
        return f"{evidence['months']} 个月没有登记应拨人工费"
    month = int(evidence["month"][5:])
    if evidence["due"] is None:
        return f"{month} 月应拨人工费没有登记"
    return f"{month} 月人工费逾期 {evidence['overdue_days']} 天，还差 {show.short_money(Decimal(evidence['gap']))} 元"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=None if evidence["due"] is None else Decimal(evidence["gap"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    if evidence["due_on"] is None:
        return (
            f"{evidence['first_month']} 至 {evidence['last_month']} 有 {evidence['months']} 个月有人出勤，"
            "没有登记这些月份应拨的人工费和约定拨付日期，无法计算是否到位。"
        )
    year, month = (int(part) for part in evidence["month"].split("-"))
    due = dt.date.fromisoformat(evidence["due_on"])
    day = f"{due.month} 月 {due.day} 日"
    if evidence["due"] is None:
        return f"{year} 年 {month} 月人工费约定 {day} 拨付，没有登记应拨数额，无法计算是否到位。"
    return (
        f"{year} 年 {month} 月人工费应拨 {show.short_money(Decimal(evidence['due']))} 元，约定 {day} 前到专用账户，"
        f"已过 {evidence['overdue_days']} 天，到账 {show.short_money(Decimal(evidence['transferred']))} 元，"
        f"差 {show.short_money(Decimal(evidence['gap']))} 元。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    if evidence["due"] is None:
        return ["施工总承包单位或建设单位按施工合同在“专用账户”导入人工费拨付计划（周期月份、应拨人工费、约定拨付日期）。", "应拨数补齐后本预警自动销号。"]
    return [
        f"建设单位{'（' + evidence['owner'] + '）' if evidence['owner'] else ''}把差额拨付到农民工工资专用账户。",
        "施工总承包单位导入专户流水，差额到账后本预警自动销号。",
        "确因工程量变化调整数额的，登记补充协议后重新计算。",
    ]
