"""W38 项目未上平台: a project with a permit, or one that has begun, was not taken up by the monitoring platform."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W38"
TITLE = "项目未上平台"
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第三十八条", "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第二十三条、第二十四条")
DAYS = Threshold("yellow_days", "取得许可或者开工后多少天没有上平台升为黄色（超过）", 30, "天", "平台建议：与专户备案同一期限", held=Held("days", ">"))
DEFAULTS = (DAYS, missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
# Permits without any file have no project a warning could hang on: their county has them under the clock of 三日清零 and on this page.
ELSEWHERE = ("许可台账里有、平台没有档案的工程", "permit_list")
LABELS = {
    "trigger_on": "施工许可（没有的为开工）日期", "days": "已过（天）", "permit_number": "施工许可证号", "state": "工地状态", "attendance_days": "累计考勤（天）",
    "wage_month": "最近到期的工资月", "wages_due": "到期未付工资（元）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Without a day on which it was taken up; permits without any file are graded by ``of_permit``."""
    rows = queries.rows(account_rules.NOT_ON_PLATFORM, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return [
        Found(
            row["project_id"],
            row["region_id"],
            {"trigger_on": row["trigger_on"].isoformat(), "days": (on - row["trigger_on"]).days, "permit_number": row["permit_number"]}
            | missing.labour(row, on),
        )
        for row in rows
    ]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Blue within the days, yellow after them; red only where people work and wages are due and unpaid."""
    if evidence["days"] <= thresholds["yellow_days"]:
        return Level.BLUE
    return Level.RED if missing.hurts(evidence, thresholds) else Level.YELLOW


def of_permit(issued_on: dt.date, thresholds: dict[str, Any], on: dt.date) -> Level:
    """A permit nobody opened a file for: nothing is known of people or wages, so it is never red by itself."""
    return Level.BLUE if (on - issued_on).days <= thresholds["yellow_days"] else Level.YELLOW


def headline(evidence: dict[str, Any]) -> str:
    return f"项目没有纳入监控预警平台，已 {evidence['days']} 天"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"项目 {evidence['trigger_on']} 取得许可或者开工，已过 {evidence['days']} 天，没有登记纳入监控预警平台的日期。{missing.labour_words(evidence)}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位把项目、专户、实名制、考勤和工资数据接入监控预警平台。", "主管部门在项目资料登记“纳入平台日期”，登记后本预警自动销号。"]
