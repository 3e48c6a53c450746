"""W49 网格员超负荷: a grid officer looks after more sites than the tenant's notice allows (西青: 3)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from projects.enums import ENDED
from projects.policies import PROJECTS_PER_GRID
from projects.queries import duties

CODE = "W49"
TITLE = "网格员超负荷"
LEVELS = (Level.BLUE,)
VERSION = "1"
LAW = ("西青区“安薪西青”工程实施方案：每3个在建项目1名网格员",)
DEFAULTS = ()
LABELS = {"officer": "网格员", "sites": "看护的未完工项目（个）", "most": "规定最多（个）", "place": "本项目排在第（个）"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """The sites above the number, by the order of their codes; a tenant whose notice says no number has none."""
    sets = policy_sets(Region.objects.filter(pk__in=regions), on)
    figures = {region: values[PROJECTS_PER_GRID].value for region, values in sets.items()}
    rows = duties.rows(duties.OVERLOAD, figures, on, ENDED)
    return [Found(row["project_id"], row["region_id"], {name: row[name] for name in LABELS}) for row in rows]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.BLUE if evidence["place"] > evidence["most"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"网格员{evidence['officer']}看护 {evidence['sites']} 个项目，超过 {evidence['most']} 个"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"网格员{evidence['officer']}看护未完工项目 {evidence['sites']} 个，规定每人最多 {evidence['most']} 个，本项目是第 {evidence['place']} 个，应另行指定网格员。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["监察员或办公室在项目档案“责任书和走访”为本项目另行指定网格员。", "网格员不够的，由乡镇街道增配，租户管理员开通账号。"]
