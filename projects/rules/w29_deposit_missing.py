"""W29 保证金未存: no wage security deposit within twenty working days of the permit (D06), or of the contract where none is needed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.calendars import work_calendar
from projects.queries import missing as queries
from projects.rules import missing

CODE = "W29"
TITLE = "保证金未存"
VERSION = "1"
LAW = (
    "《保障农民工工资支付条例》第三十二条",
    "《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第八条",
    "《保障农民工工资支付条例》第五十五条第二项",
)
BLUE = Threshold("blue_days", "到期前提示天数", 5, "个工作日", "时限表 D06 的提前提醒", held=Held("days_left", "<="))
DEFAULTS = (BLUE, missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES, missing.GRACE)
LABELS = missing.labels("施工许可（无需许可的为合同签订）日期", "个工作日")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Projects whose term has begun and that have neither deposit nor exemption; a missing permit is another rule's matter."""
    rows = queries.rows(queries.WITHOUT_DEPOSIT, regions, on, exempt_states=thresholds["exempt_states"], exempt_sites=thresholds["exempt_sites"])
    return missing.found(rows, deadline="D06", on=on, calendar=work_calendar(), working=True) if rows else []


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return missing.grade(evidence, thresholds, thresholds["blue_days"])


def headline(evidence: dict[str, Any]) -> str:
    return missing.headline(evidence, "工资保证金没有存", "个工作日")


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{evidence['trigger_on']} 起算 20 个工作日，应于 {evidence['due_on']} 前存储工资保证金，"
        f"{missing.state_of_term(evidence, '个工作日')}，平台没有登记存款、保函、保险或免存。{missing.labour_words(evidence)}"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [
        "施工总承包单位在工程所在地银行存储工资保证金，或提交不可撤销、见索即付的保函、保险。",
        "金额按当地比例核定；符合免存条件的，由人社部门登记免存依据。",
        "在项目档案“工资保证金”登记方式、金额、日期和有效期，登记后本预警自动销号。",
    ]
