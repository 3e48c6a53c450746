"""W31 保函不合规: a guarantee that would not pay when it is asked (65号文 第十五至十七条)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.lib import money, show
from portal.lib.rules import Affected, Found, Level, Threshold
from projects.deposits.guarantees import faults, maybe_unfit
from projects.enums import ProjectState
from projects.queries import deposits as queries

CODE = "W31"
TITLE = "保函不合规"
LEVELS = (Level.YELLOW,)
VERSION = "1"
LAW = ("《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第十五、十六、十七条", "《保障农民工工资支付条例》第五十五条第二项")
EXEMPT_STATES = Threshold(
    "exempt_states",
    "不适用的工地状态",
    [ProjectState.COMPLETED_UNSETTLED.value, ProjectState.SETTLED.value],
    "",
    "平台建议：完工后转入收尾",
    kind=list,
    choices=tuple(ProjectState.choices),
)
IGNORED = Threshold(
    "ignored_faults",
    "不预警的缺陷",
    [],
    "",
    "租户按当地保函样本定",
    kind=list,
    choices=(
        ("sum", "金额不足"),
        ("irrevocable", "非不可撤销"),
        ("on_demand", "非见索即付"),
        ("beneficiary", "受益人不符"),
        ("year", "不满一年"),
        ("term", "短于合同期"),
    ),
)
DEFAULTS = (EXEMPT_STATES, IGNORED)
LABELS = {
    "institution": "出具机构",
    "document": "保函、保单号",
    "amount": "金额（元）",
    "required": "应存（元）",
    "count": "不符合（处）",
    "faults": "不符合之处",
    "mends": "怎样改",
}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One for a project, with everything that is wrong with its first unfit guarantee; one that ran out is W30's matter."""
    found: dict[int, Found] = {}
    for row in queries.guarantees(regions, on, thresholds["exempt_states"], Q(expires_on__gte=on) & maybe_unfit()):
        if row.project_id in found:
            continue
        wrong = [fault for fault in faults(row, row.project, row.required_amount) if fault.code not in thresholds["ignored_faults"]]
        if wrong:
            evidence = {
                "institution": row.institution, "document": row.document_number, "amount": money.text(row.amount), "count": len(wrong),
                "required": money.text(row.required_amount) if row.required_amount is not None else None,
                "faults": "；".join(fault.text for fault in wrong), "mends": "；".join(fault.mend for fault in wrong),
            }  # fmt: skip
            found[row.project_id] = Found(row.project_id, row.region_id, evidence)
    return list(found.values())


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if evidence["count"] else None


def headline(evidence: dict[str, Any]) -> str:
    return f"保证金保函有 {evidence['count']} 处不合规"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(amount=Decimal(evidence["amount"]))


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    who = evidence["institution"] or "出具机构未登记"
    return f"{who}出具的保函 {show.short_money(Decimal(evidence['amount']))} 元：{evidence['faults']}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return [*(f"施工总承包单位{mend}。" for mend in evidence["mends"].split("；")), "在保证金页面登记更换，登记后本预警自动销号。"]
