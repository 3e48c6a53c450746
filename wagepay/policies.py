"""Figures of this room that a tenant may set."""

from decimal import Decimal

from portal.tenancy.policies import PolicyKey
from wagepay.payroll.kinds import KINDS

MINIMUM_WAGE = "wagepay.minimum_wage"
LARGE_AMOUNT = "wagepay.large_amount"
SEVERITIES = "wagepay.severities"

POLICIES = (
    PolicyKey(
        MINIMUM_WAGE, "最低工资标准（月）", Decimal, "元/月", None, "各省、自治区、直辖市公布的最低工资标准", "C",
        meaning="除以 21.75 得日标准，工资表和三方比对按出勤天数比较。", needed_for="低于最低工资的核对", least=0,
    ),
    PolicyKey(LARGE_AMOUNT, "单人单月大额工资", Decimal, "元/月", Decimal(50_000), "国家平台定量触发（4）：单人单月超过 5 万元", "A", least=0),
    PolicyKey(
        SEVERITIES, "表格核对：差错的处理级别", dict, "", {}, "平台建议", "P",
        meaning="没有列出的差错按平台的级别。", choices=(("block", "须改正"), ("warn", "请核对"), ("info", "提示")),
        names=tuple((code, kind.title) for code, kind in KINDS.items()),
    ),
)  # fmt: skip
