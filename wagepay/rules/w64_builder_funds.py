"""W64 政府投资项目垫资: on a government's project the labour cost came from a firm that builds it, not from its owner (条例第二十三条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.enums import CONTRACTING, Part
from wagepay.queries import rule_account, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W64"
TITLE = "政府投资项目垫资"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = ("《保障农民工工资支付条例》第二十三条", "《政府投资条例》第二十二条")
PARTS = [part.value for part in (*CONTRACTING, Part.CONSORTIUM_MEMBER, Part.SUBCONTRACTOR)]
DAYS = Threshold("days_back", "往回看的天数", 90, "天", "平台建议：三个拨付周期")
YELLOW = Threshold(
    "yellow_percent",
    "黄色：施工单位转入占人工费到账的比例（达到）",
    20,
    "%",
    "平台建议：少于五分之一的先核对是否临时周转",
    held=Held("percent", ">=", "amount", "came"),
)
DEFAULTS = (DAYS, YELLOW, EXEMPT_STATES)
LABELS = {
    "days": "统计的天数（天）",
    "entries": "施工单位转入（笔）",
    "amount": "施工单位转入（元）",
    "came": "人工费到账合计（元）",
    "percent": "占比（%）",
    "firm": "转入单位",
    "owner": "建设单位",
    "first_on": "最早一笔",
    "last_on": "最近一笔",
}
rows_at = figures.rows_on("wage_account", "wagepay.account")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Flows that the statement calls labour cost; a firm's money for other ends is no advance of wages."""
    days = thresholds["days_back"]
    since = on - dt.timedelta(days=days)
    rows = rule_rows.rows(rule_account.BUILDER_PAID, regions, on, since=since, parts=PARTS, exempt_states=thresholds["exempt_states"])
    return [figures.found(row, _evidence(row, days)) for row in rows]


def _evidence(row: dict[str, Any], days: int) -> dict[str, Any]:
    evidence = {"days": days, "entries": row["entries"], "firm": row["firm"], "owner": row["owner"] or ""}
    evidence |= {name: figures.fen(row[name]) for name in ("amount", "came")}
    evidence |= {name: row[name].isoformat() for name in ("first_on", "last_on")}
    return evidence | {"percent": figures.percent(row["amount"], row["came"])}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    reached = Decimal(evidence["amount"]) * 100 >= Decimal(evidence["came"]) * thresholds["yellow_percent"]
    return Level.YELLOW if reached else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"政府投资项目的人工费有 {evidence['percent']}% 由施工单位转入"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    owner = f"，建设单位是{evidence['owner']}" if evidence["owner"] else ""
    return (
        f"近 {evidence['days']} 天专用账户收到的人工费 {figures.yuan(evidence['came'])}中，{figures.yuan(evidence['amount'])}（{evidence['percent']}%，"
        f"{evidence['entries']} 笔）由{evidence['firm']}转入{owner}。政府投资项目不得由施工单位垫资建设。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"建设单位{'（' + evidence['owner'] + '）' if evidence['owner'] else ''}按约定把人工费足额拨到专用账户，归还施工单位垫付的部分。",
        "财政、发展改革部门核对资金来源和合同有没有垫资条款；确属应急先发工资的，监察员凭佐证销号。",
        "统计期内施工单位不再转入人工费后，本预警自动销号。",
    ]
