"""W36 资金落实证明缺失: works go on and nobody has shown the money for them (条例 第二十三条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from projects.queries.omissions import WITHOUT_FUNDS
from projects.rules import missing, omitted

CODE = "W36"
TITLE = "资金落实证明缺失"
VERSION = "1"
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《保障农民工工资支付条例》第二十三条", "《保障农民工工资支付条例》第六十一条")
DEFAULTS = omitted.COMMON
LABELS = {"is_government_invested": "政府投资"} | omitted.LABELS


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites that have begun without a paper on their funds that stood on the day."""
    rows = omitted.rows(WITHOUT_FUNDS, regions, on, thresholds)
    return [omitted.found(row, on, is_government_invested=row["is_government_invested"]) for row in rows]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return omitted.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"没有资金安排证明，{omitted.since(evidence)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    kind = "政府投资项目，所需资金应当落实，不得由施工单位垫资" if evidence["is_government_invested"] else "没有满足施工所需要的资金安排不得开工"
    return f"{omitted.since(evidence)}，平台没有登记资金安排证明；{kind}。{missing.labour_words(evidence)}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "建设单位在项目“制度清单”登记资金安排证明（预算批复、资信证明或贷款承诺）和扫描件，登记后本预警自动销号。",
        "资金没有落实的，由发改、财政和行业主管部门督促落实。",
    ]
