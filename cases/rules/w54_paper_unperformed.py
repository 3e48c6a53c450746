"""W54 责令文书、处理决定到期未履行: a firm has not done what a served decision or order told it to do by its day."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cases.queries.unperformed_papers import unperformed
from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level

CODE = "W54"
TITLE = "责令文书、处理决定到期未履行"
VERSION = 2
LEVELS = (Level.RED,)
LAW = (
    "《劳动保障监察条例》第十八条、第三十条",
    "《保障农民工工资支付条例》第五十三条至第五十七条",
    "《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第十九条",
)
DEFAULTS = ()
LABELS = {
    "papers": "到期未履行的文书（件）",
    "decisions": "其中行政处理决定（件）",
    "number": "最早到期的文书",
    "due_on": "履行期限",
    "days_over": "已超（天）",
    "people": "决定支付、还没有付清的（人）",
    "amount": "决定支付、还没有付清的（元）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for each project, however many papers."""
    return [Found(row["project_id"], row["region_id"], _evidence(row, on)) for row in unperformed(regions, on)]


def _evidence(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in ("papers", "decisions", "people")}
    days = {"due_on": row["due_on"].isoformat(), "days_over": (on - row["due_on"]).days}
    return counts | {"number": row["number"], **days, "amount": money.text(row["amount"])}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """What an organ has ordered and is not done leads to a penalty or to the deposit at once: red."""
    return Level.RED


def headline(evidence: dict[str, Any]) -> str:
    what = "处理决定" if evidence["decisions"] else "限期改正指令书"
    return f"{what}到期 {evidence['days_over']} 天没有履行"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"], Decimal(evidence["amount"])) if evidence["decisions"] else Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{evidence['number']} 应于 {evidence['due_on']} 前履行，已超 {evidence['days_over']} 天，没有履行记录"
    if evidence["papers"] > 1:
        words += f"；到期未履行的共 {evidence['papers']} 件，其中行政处理决定 {evidence['decisions']} 件"
    if evidence["decisions"]:
        words += f"；决定支付的还有 {evidence['people']} 人、{show.short_money(Decimal(evidence['amount']))} 元没有付清"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["被责令的单位立即履行，把改正佐证或支付回单报监察员。"]
    if evidence["decisions"]:
        steps.append("存有工资保证金的，监察员凭到期的处理决定通知支付机构支付。")
    return [
        *steps,
        "拒不履行的，监察员依法处罚、申请强制执行；涉嫌犯罪的移送公安机关。",
        "文书登记履行结果、检查问题全部销号、案件逐人付清或保证金支付后，本预警自动销号。",
    ]
