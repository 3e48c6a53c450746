"""Figures of this room that a tenant may set."""

from decimal import Decimal

from portal.tenancy.policies import PolicyKey

MINIMUM_WAGE = "wagepay.minimum_wage"
LARGE_AMOUNT = "wagepay.large_amount"
SEVERITIES = "wagepay.severities"

POLICIES = (
    PolicyKey(MINIMUM_WAGE, "最低工资标准（月）", Decimal, "元/月", None, "各省、自治区、直辖市公布的最低工资标准", "C"),
    PolicyKey(LARGE_AMOUNT, "单人单月大额工资", Decimal, "元/月", Decimal(50_000), "国家平台定量触发（4）：单人单月超过 5 万元", "A"),
    PolicyKey(SEVERITIES, "表格核对：差错的处理级别（差错代码对应 block、warn 或 info）", dict, "", {}, "平台建议", "P"),
)
