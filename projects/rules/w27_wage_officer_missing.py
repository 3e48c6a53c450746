"""W27 劳资专管员缺失: works go on without anybody appointed (条例 第二十八条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from projects.queries.omissions import WITHOUT_OFFICER
from projects.rules import missing, omitted

CODE = "W27"
TITLE = "劳资专管员缺失"
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第二十八条", "《保障农民工工资支付条例》第五十六条第二项")
DEFAULTS = omitted.COMMON
LABELS = omitted.LABELS


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites that have begun; whose officer is not named in the file."""
    return [omitted.found(row, on) for row in omitted.rows(WITHOUT_OFFICER, regions, on, thresholds)]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return omitted.grade(evidence, thresholds)


def headline(evidence: dict[str, Any]) -> str:
    return f"没有劳资专管员，{omitted.since(evidence)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"{omitted.since(evidence)}，项目部没有任命劳资专管员，分包单位的用工和工资表没有人审核。{missing.labour_words(evidence)}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位任命劳资专管员，在项目“联系人和电话”填写姓名和电话，登记后本预警自动销号。", "告示牌上的劳资专管员随之更换。"]
