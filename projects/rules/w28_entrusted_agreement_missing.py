"""W28 委托代发协议缺失: a subcontractor on site has not entrusted the general contractor with payment (条例 第三十一条, 53号文 第十五条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries.omissions import UNSIGNED_PARTIES
from projects.rules import missing, omitted

CODE = "W28"
TITLE = "委托代发协议缺失"
VERSION = "1"
LAW = (
    "《保障农民工工资支付条例》第三十一条",
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十五条",
    "《保障农民工工资支付条例》第五十五条第一项",
)
YELLOW = Threshold("yellow_days", "升为黄色的进场天数（超过）", 15, "天", "平台建议：进场半个月内签订", held=Held("days", ">"))
DEFAULTS = (YELLOW, *omitted.COMMON)
LABELS = {"total": "在场分包（家）", "unsigned": "没有协议（家）", "names": "单位"} | omitted.LABELS | {"begun_on": "最早进场日期", "days": "已进场（天）"}
SHOWN = 5


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Present subcontractors without an agreement on the day; one finding for the site, the firms are evidence."""
    return [
        omitted.found(row, on, total=row["total"], unsigned=row["unsigned"], names="、".join(row["names"][:SHOWN]))
        for row in omitted.rows(UNSIGNED_PARTIES, regions, on, thresholds)
    ]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    if (evidence["days"] or 0) <= thresholds["yellow_days"]:
        return Level.BLUE
    return omitted.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['unsigned']} 家分包没有委托代发协议"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    more = " 等" if evidence["unsigned"] > SHOWN else ""
    return (
        f"在场分包 {evidence['total']} 家，{evidence['unsigned']} 家没有与施工总承包单位签订委托代发协议：{evidence['names']}{more}，"
        f"最早 {evidence['begun_on']} 进场，已 {evidence['days']} 天。{missing.labour_words(evidence)}"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        f"施工总承包单位与{evidence['names']}签订委托代发协议，在项目“参建单位”登记签订日期，登记后本预警自动销号。",
        "没有协议期间的工资也由施工总承包单位通过专户直接支付到本人。",
    ]
