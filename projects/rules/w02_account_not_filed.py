"""W02 专户未备案: the special wage account was not filed, or put on the platform, within thirty days of its opening (D02)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from projects.queries import account_rules
from projects.queries import missing as queries
from projects.rules import missing
from projects.systems.keys import ACCOUNT_FILING, BOTH, PAPER, PLATFORM

CODE = "W02"
TITLE = "专户未备案"
LEVELS = (Level.BLUE, Level.YELLOW)
VERSION = "1"
LAW = ("《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第六条", "《保障农民工工资支付条例》第二十六条")
BLUE = Threshold("blue_days", "到期前提示天数", 5, "天", "时限表 D02 的提前提醒", held=Held("days_left", "<="))
DEFAULTS = (BLUE, missing.EXEMPT_STATES, missing.EXEMPT_SITES, missing.GRACE)
LABELS = {
    "trigger_on": "开户日期", "due_on": "到期日", "days_left": "剩余（天）", "days_over": "超期（天）", "banks": "开户银行", "accounts": "没有备案的专户（个）", "state": "工地状态",
    "stock_days": "上线前存量，已上线（天）",
}  # fmt: skip


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Projects with an account in use that nobody filed; the oldest account tells the term."""
    ways = {pk: values[ACCOUNT_FILING].value for pk, values in policy_sets(Region.objects.filter(pk__in=regions), on).items()}
    asked = {
        "on_paper": [pk for pk, way in ways.items() if way in (PAPER, BOTH)],
        "on_platform": [pk for pk, way in ways.items() if way in (PLATFORM, BOTH)],
    }
    exempt = {name: thresholds[name] for name in ("exempt_states", "exempt_sites")}
    rows = queries.rows(account_rules.NOT_FILED, regions, on, **exempt, **asked)
    return missing.found(rows, deadline="D02", on=on, calendar=work_calendar(), working=False, more=("banks", "accounts")) if rows else []


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A paper that is missing is never red by itself."""
    return missing.grade_paper(evidence, thresholds, thresholds["blue_days"])


def headline(evidence: dict[str, Any]) -> str:
    return missing.headline(evidence, "工资专户没有备案", "天")


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"在{evidence['banks']}的专户 {evidence['trigger_on']} 开立，应于 {evidence['due_on']} 前备案，{missing.state_of_term(evidence, '天')}，没有备案记录。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位在专户页面上传三方协议和开户资料。", "监察员核对后登记备案日期；本地以平台上传为备案的，登记上传日期，登记后本预警自动销号。"]
