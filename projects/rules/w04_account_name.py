"""W04 户名不规范: the account's name does not say what it is (53号文 第六条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W04"
TITLE = "户名不规范"
LEVELS = (Level.BLUE,)
VERSION = "1"
LAW = ("《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第六条",)
DEFAULTS = (missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {"opened_on": "开户日期", "banks": "开户银行", "accounts": "户名不规范的专户（个）", "state": "工地状态"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Names without the words 农民工工资专用账户."""
    rows = queries.rows(account_rules.WRONG_NAME, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return [
        Found(
            row["project_id"],
            row["region_id"],
            {"opened_on": row["trigger_on"].isoformat(), "banks": row["banks"], "accounts": row["accounts"], "state": row["state"]},
        )
        for row in rows
    ]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return "专户户名没有写“农民工工资专用账户”"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return f"{evidence['opened_on']} 在{evidence['banks']}开立的专户，户名没有“农民工工资专用账户”字样；户名应为总包名称、项目名称加“农民工工资专用账户”。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位到开户银行变更户名。", "在项目档案登记规范户名的专户，本预警自动销号。"]
