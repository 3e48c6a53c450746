"""W27 劳资专管员缺失、到期未办: nobody is appointed, or the pay day is near and no sheet has come (条例28)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level, Threshold
from portal.tenancy.calendars import work_calendar
from wagepay.queries import rule_months, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W27"
TITLE = "劳资专管员缺失、到期未办"
VERSION = 1
LEVELS = (Level.YELLOW,)
LAW = ("《保障农民工工资支付条例》第二十八条", "《保障农民工工资支付条例》第三十一条")
DAYS = Threshold("days_before", "发薪日前几个工作日没有办理", 3, "个工作日", "平台建议")
DEFAULTS = (DAYS, EXEMPT_STATES)
LABELS = {
    "no_officer": "没有任命劳资专管员",
    "officer": "劳资专管员",
    "month": "工资月份",
    "due_on": "发薪日",
    "workdays_left": "距发薪日（个工作日）",
    "firms": "没有报表的用工单位（家）",
    "people": "涉及人数（人）",
}
rows_at = figures.rows_on("wage_month", "wagepay.overview", month="month")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One finding for a site: without an officer while people work there, or with months whose sheet is still missing so near the pay day."""
    calendar = work_calendar()
    until = calendar.add_workdays(on, thresholds["days_before"])
    states = {"exempt_states": thresholds["exempt_states"]}
    hits: dict[int, Found] = {}
    for row in rule_rows.rows(rule_months.NO_SHEET_YET, regions, on, oldest=None, until=until, **states):
        evidence = _evidence(row) | {"workdays_left": calendar.workdays_between(on, row["due_on"])}
        hits[row["project_id"]] = Found(row["project_id"], row["region_id"], evidence)
    for row in rule_rows.rows(rule_months.NO_OFFICER, regions, on, oldest=on.replace(day=1), month=on.replace(day=1), **states):
        hits.setdefault(row["project_id"], Found(row["project_id"], row["region_id"], _evidence(row | {"officer": ""})))
    return list(hits.values())


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    month, due_on = row.get("month"), row.get("due_on")
    return {
        "no_officer": not row["officer"],
        "officer": row["officer"],
        "month": figures.month_text(month) if month else None,
        "due_on": due_on.isoformat() if due_on else None,
        "workdays_left": None,
        "firms": row.get("firms"),
        "people": int(row["people"]),
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A duty not done yet, nobody is unpaid: yellow; the pay day passed is W12's."""
    return Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    parts = ["没有任命劳资专管员"] if evidence["no_officer"] else []
    parts += [f"{figures.short_month(evidence['month'])}工资表还没报，离发薪日 {evidence['workdays_left']} 个工作日"] if evidence["month"] else []
    return "，".join(parts)


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = []
    if evidence["no_officer"]:
        parts.append(f"项目有 {evidence['people']} 人出勤，没有任命劳资专管员")
    if evidence["month"]:
        parts.append(
            f"{figures.month_words(evidence['month'])}工资应于 {figures.day_words(evidence['due_on'])}前发放，只剩 {evidence['workdays_left']} 个工作日，"
            f"{evidence['firms']} 家用工单位的 {evidence['people']} 人还没有工资表"
        )
    return "；".join(parts) + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = ["施工总承包单位任命劳资专管员，在项目档案登记。"] if evidence["no_officer"] else []
    return [*steps, "劳资专管员按考勤编制并上传工资表，报施工总承包单位审核。"] if evidence["month"] else steps
