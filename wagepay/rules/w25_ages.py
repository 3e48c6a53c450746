"""W25 童工、未成年工、超龄用工: a child on a site is red at once; who is young or old needs the right work and the right paper."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from wagepay.payroll.ages import CHILD_BELOW, MINOR_BELOW, years_before
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W25"
TITLE = "童工、未成年工、超龄用工"
VERSION = 1
LAW = (
    "《禁止使用童工规定》第二条、第四条",
    "《劳动法》第十五条、第五十八条",
    "人力资源社会保障部令第56号（超龄劳动者用工协议）",
)
OVER_AGE = 63  # the latest statutory age of men; women's lies lower and cannot be told here without their sex
DEFAULTS = (EXEMPT_STATES,)
LABELS = {
    "children": "未满 16 周岁（人）",
    "since": "童工最早进场",
    "minors": "16 至 18 周岁（人）",
    "over_age": "超过法定退休年龄（人）",
    "over_age_without": "其中没有超龄用工协议（人）",
}
rows_at = figures.rows_on("wage_roster", "wagepay.people")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """By site, people who are there on the day; birthdays are exact, the sixteenth is no child's."""
    lines = {"child": years_before(on, CHILD_BELOW), "minor": years_before(on, MINOR_BELOW), "over": years_before(on, OVER_AGE)}
    rows = rule_rows.rows(rule_people.AGES, regions, on, exempt_states=thresholds["exempt_states"], **lines)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    since = row["since"]
    names = ("children", "minors", "over_age", "over_age_without")
    return {name: row[name] for name in names} | {"since": since.isoformat() if since else None}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Red for one child. Yellow for minors, or old people without the agreement that the order asks for; the others are a list."""
    if evidence["children"]:
        return Level.RED
    return Level.YELLOW if evidence["minors"] or evidence["over_age_without"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    if evidence["children"]:
        return f"发现 {evidence['children']} 名未满 16 周岁的人在工地"
    parts = [f"未成年工 {evidence['minors']} 人"] if evidence["minors"] else []
    parts += [f"超龄 {evidence['over_age']} 人"] if evidence["over_age"] else []
    without = f"，{evidence['over_age_without']} 人没有协议" if evidence["over_age_without"] else ""
    return "，".join(parts) + without


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["children"] or evidence["minors"] + evidence["over_age"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = []
    if evidence["children"]:
        since = f"，最早 {figures.day_words(evidence['since'])}进场" if evidence["since"] else ""
        parts.append(f"花名册、考勤或工资表里有 {evidence['children']} 人未满 16 周岁{since}，禁止使用")
    if evidence["minors"]:
        parts.append(f"{evidence['minors']} 人满 16 未满 18 周岁，不得从事矿山井下、有毒有害和四级体力劳动")
    if evidence["over_age"]:
        parts.append(f"{evidence['over_age']} 人超过法定退休年龄，其中 {evidence['over_age_without']} 人没有超龄劳动者用工协议")
    return "；".join(parts) + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["children"]:
        steps += [
            "立即停止使用，结清工资，在监察员监督下送回原居住地交监护人，费用由用人单位承担。",
            "监察员当天到场核实证件和年龄；证件号录错的，更正花名册后本预警自动销号。",
        ]
    if evidence["minors"]:
        steps.append("核对未成年工的工种，安排体检和登记，调离禁止从事的岗位。")
    if evidence["over_age_without"]:
        steps.append("与超龄人员签订超龄劳动者用工协议并参加工伤保险，在花名册更正用工凭据；不得安排危险作业。")
    return steps or ["核对超龄人员的岗位和工伤保险，人员退场后本预警自动销号。"]
