"""W03 三方协议缺失: there is an account, but no agreement of contractor, owner and bank (53号文 第六条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W03"
TITLE = "三方协议缺失"
LEVELS = (Level.BLUE, Level.YELLOW)
VERSION = "1"
LAW = ("《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第六条",)
BLUE = Threshold("blue_days", "到期前提示天数", 10, "天", "时限表 D01 的提前提醒", held=Held("days_left", "<="))
DEFAULTS = (BLUE, missing.EXEMPT_STATES, missing.EXEMPT_SITES, missing.GRACE)
LABELS = {
    "trigger_on": "施工合同签订（未填的为开户）日期", "due_on": "到期日", "days_left": "剩余（天）", "days_over": "超期（天）", "banks": "开户银行",
    "accounts": "没有协议的专户（个）", "state": "工地状态", "stock_days": "上线前存量，已上线（天）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """The agreement is signed when the account is opened, thirty days after the contract at the latest (D01)."""
    rows = queries.rows(account_rules.WITHOUT_AGREEMENT, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return missing.found(rows, deadline="D01", on=on, calendar=work_calendar(), working=False, more=("banks", "accounts")) if rows else []


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return missing.grade_paper(evidence, thresholds, thresholds["blue_days"])


def headline(evidence: dict[str, Any]) -> str:
    return missing.headline(evidence, "专户三方协议没有签", "天")


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"在{evidence['banks']}开立了专户，施工总承包单位、建设单位、开户银行的三方协议应于 {evidence['due_on']} 前签订，"
        f"{missing.state_of_term(evidence, '天')}，没有登记协议。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位、建设单位、开户银行签订三方协议。", "施工总承包单位在专户页面上传协议扫描件，上传后本预警自动销号。"]
