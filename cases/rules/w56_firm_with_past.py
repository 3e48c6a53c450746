"""W56 名单内、曾欠薪单位新进场: a firm that stands on the list, or owed wages within two years, has come to a site."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from cases.queries.past_arrears import Past, newcomers, past_of
from portal.lib.deadlines import add_months
from portal.lib.rules import Affected, Found, Level, Threshold
from projects.enums import Part

CODE = "W56"
TITLE = "名单内、曾欠薪单位新进场"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = (
    "《保障农民工工资支付条例》第四十八条",
    "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源社会保障部令第45号）",
    "《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第十二条",
)
MONTHS = Threshold("months_back", "往回看欠薪记录的月数", 24, "个月", "人社部发〔2021〕65号第十二条：两年", "B")
WATCH = Threshold("watch_days", "进场后提示的天数（不超过）", 90, "天", "平台建议：一个季度，跨过头几个发薪日")
DEFAULTS = (MONTHS, WATCH)
LABELS = {
    "firm": "新进场的单位",
    "part": "参建身份",
    "entered_on": "进场日期",
    "cases": "查实欠薪（件）",
    "last_on": "最近一次查实",
    "place": "所在地",
    "listed_by": "列入失信名单的机关",
    "firms": "有记录的新进场单位（家）",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for each site, about the firm with the worst past; what happened on the site itself is told by its own warnings."""
    rows = newcomers(regions, on - dt.timedelta(days=thresholds["watch_days"]), on)
    past = past_of({row["organisation_id"] for row in rows}, add_months(on, -thresholds["months_back"]), on)
    found = []
    for project, group in groupby(rows, key=lambda row: row["project_id"]):
        told = [(row, _elsewhere(past[row["organisation_id"]], project)) for row in group if row["organisation_id"] in past]
        told = [(row, one) for row, one in told if one.arrears or one.listed_by]
        if told:
            row, worst = max(told, key=lambda pair: (bool(pair[1].listed_by), len(pair[1].arrears), -pair[0]["organisation_id"]))
            found.append(Found(project, row["region_id"], _evidence(row, worst, len({row["organisation_id"] for row, _ in told}))))
    return found


def _elsewhere(past: Past, project: int) -> Past:
    return Past(tuple(one for one in past.arrears if one[0] != project), past.listed_by)


def _evidence(row: dict[str, Any], past: Past, firms: int) -> dict[str, Any]:
    last = max(past.arrears, key=lambda one: one[1], default=None)
    return {
        "firm": row["firm"],
        "part": Part(row["part"]).label,
        "entered_on": row["entered_on"].isoformat(),
        "cases": len(past.arrears),
        "last_on": last[1].isoformat() if last else None,
        "place": last[2] if last else "",
        "listed_by": past.listed_by,
        "firms": firms,
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A past is no arrears: a hint to look closely; whoever is on the list is refused and limited by law."""
    return Level.YELLOW if evidence["listed_by"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    why = "在失信名单内" if evidence["listed_by"] else f"曾查实欠薪 {evidence['cases']} 件"
    return f"{evidence['firm'][:16]}新进场，{why}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = f"{evidence['part']}{evidence['firm']}于 {evidence['entered_on']} 进场"
    if evidence["listed_by"]:
        words += f"，由{evidence['listed_by']}列入失信联合惩戒名单，现在没有移出"
    if evidence["cases"]:
        words += f"，此前 {thresholds['months_back']} 个月内有 {evidence['cases']} 件查实的欠薪，最近一件 {evidence['last_on']}（{evidence['place']}）"
    if evidence["firms"] > 1:
        words += f"；本项目有记录的新进场单位共 {evidence['firms']} 家"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["监察员把本项目列入重点监控，写明方案、责任人和期限，头三个发薪日逐月核对发薪。"]
    if evidence["listed_by"]:
        steps.append("建设单位、施工总承包单位核对承包资格；行业主管部门依法限制其承揽新工程。")
    return [*steps, "核对工资保证金应存额是否按欠薪记录提高。", "满提示天数且没有新的欠薪后，本预警自动销号。"]
