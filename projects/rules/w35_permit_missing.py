"""W35 施工许可缺失先开工: works go on without the permit the law asks for (条例 第二十三条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from projects.queries.omissions import WITHOUT_PERMIT
from projects.rules import missing, omitted

CODE = "W35"
TITLE = "施工许可缺失先开工"
VERSION = "1"
LEVELS = (Level.YELLOW, Level.RED)
LAW = ("《保障农民工工资支付条例》第二十三条", "《保障农民工工资支付条例》第六十条")
DEFAULTS = omitted.COMMON
LABELS = omitted.LABELS


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites that have begun by their date or by attendance, need a permit and had none on the day."""
    return [omitted.found(row, on) for row in omitted.rows(WITHOUT_PERMIT, regions, on, thresholds)]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return omitted.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"没有施工许可，{omitted.since(evidence)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"{omitted.since(evidence)}，平台没有登记施工许可，也没有登记为依法无需许可。{missing.labour_words(evidence)}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "建设单位取得施工许可，由行业主管部门在项目资料登记证号和日期，登记后本预警自动销号。",
        "依法无需施工许可的，在项目资料注明。",
        "没有许可不影响照实登记用工和工资。",
    ]
