"""W13 未足额发薪: people got part of their month, or say themselves that they did not get it (条例12)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, SHARE_PERSONS, UNPAID_LEAST, UNPAID_PERCENT, months_back

CODE = "W13"
TITLE = "未足额发薪"
VERSION = 2
LAW = ("《保障农民工工资支付条例》第十一条、第十二条", "《保障农民工工资支付条例》第三十一条", "《劳动保障监察条例》第二十六条")
LEAST_PERCENT = Threshold("least_percent", "不作预警的差额占比（低于）", 2, "%", "平台建议")
LEAST_EACH = Threshold("least_each", "不作预警的人均差额（低于）", 100, "元", "平台建议")
YELLOW = Threshold("yellow_percent", "升为黄色的差额占比（达到）", 5, "%", "平台建议", held=Held("percent", ">=", "amount", "owed"))
RED = Threshold("red_percent", "升为红色的差额占比（达到）", 30, "%", "平台建议", held=Held("percent", ">=", "amount", "owed"))
PERSONS = Threshold("red_persons", "升为红色的人数（达到）", 10, "人", "平台建议：10 人以上按群体事件口径")
MONTHS = months_back(6)
SAID = Threshold("denied_months_back", "本人说没收到的往回看的月数", 24, "个月", "《劳动保障监察条例》第二十条：二年内的违法行为都要查处", "B")
DEFAULTS = (LEAST_PERCENT, LEAST_EACH, YELLOW, RED, SHARE_PERSONS, PERSONS, MONTHS, SAID, UNPAID_PERCENT, UNPAID_LEAST, EXEMPT_STATES)
LABELS = {
    "month": "工资月份",
    "due_on": "应发日期",
    "listed": "工资表人数（人）",
    "owed": "应付合计（元）",
    "people": "少发人数（人）",
    "amount": "差额（元）",
    "percent": "差额占应付（%）",
    "failed": "其中转账失败未补发（元）",
    "denied": "本人说没收到或不够（人）",
    "denied_amount": "本人说没收到的应得（元）",
}
rows_at = figures.compared("short_paid")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Months past their pay day that most were paid for and some not in full; a month hardly paid at all belongs to W12."""
    values = {name: thresholds[name] for name in ("exempt_states", "unpaid_percent", "unpaid_least", "least_each")}
    since, said_since = (figures.since(on, thresholds[name]) for name in ("months_back", "denied_months_back"))
    rows = rule_rows.rows(rule_months.UNDERPAID, regions, on, oldest=None, since=since, said_since=min(since, said_since), **values)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "month": figures.month_text(row["month"]),
        "due_on": row["due_on"].isoformat(),
        "listed": row["listed"],
        "owed": figures.fen(row["owed"]),
        "people": row["underpaid_count"],
        "amount": figures.fen(row["underpaid_amount"]),
        "percent": figures.percent(row["underpaid_amount"], row["owed"]),
        "failed": figures.fen(row["failed_amount"]),
        "denied": row["denied"],
        "denied_amount": figures.fen(row["denied_amount"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """By the share of money and the number of people; a worker's own word counts as a person unpaid and is never less than yellow.

    A share makes nothing red for one person alone: of two workers one is half.
    """
    owed, amount, people = Decimal(evidence["owed"]), Decimal(evidence["amount"]), evidence["people"]
    denied, in_question = evidence["denied"], Decimal(evidence["denied_amount"])
    small = amount * 100 < owed * thresholds["least_percent"] or amount < people * thresholds["least_each"]
    counted = denied + (0 if small else people)
    if not counted:
        return None
    missing = in_question + (0 if small else amount)
    is_large_share = counted >= thresholds["red_share_persons"] and missing * 100 >= owed * thresholds["red_percent"]
    if counted >= thresholds["red_persons"] or is_large_share:
        return Level.RED
    return Level.YELLOW if denied or amount * 100 >= owed * thresholds["yellow_percent"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    parts = [f"{evidence['people']} 人少发 {figures.yuan(evidence['amount'])}"] if evidence["people"] else []
    parts += [f"{evidence['denied']} 人说没收到"] if evidence["denied"] else []
    return f"{figures.short_month(evidence['month'])} {'，'.join(parts)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"] + evidence["denied"], Decimal(evidence["amount"]) + Decimal(evidence["denied_amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{figures.month_words(evidence['month'])}工资应于 {figures.day_words(evidence['due_on'])}前发放，工资表 {evidence['listed']} 人应付 {figures.yuan(evidence['owed'])}"
    if evidence["people"]:
        words += f"，{evidence['people']} 人没有发够，差 {figures.yuan(evidence['amount'])}（{evidence['percent']}%）"
    if Decimal(evidence["failed"]):
        words += f"，有 {figures.yuan(evidence['failed'])}转账失败没有补发"
    if evidence["denied"]:
        words += f"；记录为发清的人里有 {evidence['denied']} 人本人说没收到或不够，应得 {figures.yuan(evidence['denied_amount'])}"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["people"]:
        steps += ["施工总承包单位按三方比对里“少发”的名单补发差额；转账失败的核对卡号后重发。", "导入补发的银行回单，差额清零后本预警自动销号。"]
    if evidence["denied"]:
        steps.append("对本人说没收到的，核对收款卡和银行回单，与本人说清；由本人在手机上重新确认。")
    return steps
