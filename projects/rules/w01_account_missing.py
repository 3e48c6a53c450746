"""W01 专户未开: the general contractor has not opened the special wage account within thirty days of the contract (D01)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W01"
TITLE = "专户未开"
VERSION = "1"
LAW = (
    "《保障农民工工资支付条例》第二十六条",
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第六条",
    "《保障农民工工资支付条例》第五十五条第一项",
)
BLUE = Threshold("blue_days", "到期前提示天数", 10, "天", "时限表 D01 的提前提醒", held=Held("days_left", "<="))
DEFAULTS = (BLUE, missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES, missing.GRACE)
LABELS = missing.labels("施工合同签订日期", "天")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Projects with a signed contract and no account open on the day; without a contract date nothing can be reckoned."""
    rows = queries.rows(queries.WITHOUT_ACCOUNT, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return missing.found(rows, deadline="D01", on=on, calendar=work_calendar(), working=False) if rows else []


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return missing.grade(evidence, thresholds, thresholds["blue_days"])


def headline(evidence: dict[str, Any]) -> str:
    return missing.headline(evidence, "工资专户没有开立", "天")


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"施工合同 {evidence['trigger_on']} 签订，应于 {evidence['due_on']} 前开立农民工工资专用账户，"
        f"{missing.state_of_term(evidence, '天')}，平台没有登记在用的专户。{missing.labour_words(evidence)}"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位在项目所在地银行开立农民工工资专用账户，户名写明总包名称、项目名称和“农民工工资专用账户”。",
        "施工总承包单位、建设单位、开户银行签订三方协议。",
        "施工总承包单位或开户银行在项目档案“专用账户”登记账号和开户日期，登记后本预警自动销号。",
        "开户之日起 30 日内由监察员登记备案。",
    ]
