"""Figures and choices of the tenants about documents."""

from portal.documents.kinds import instrument_kinds
from portal.tenancy.policies import PolicyKey

SUGGESTION = "平台建议"
WEST = "西青区“安薪西青”工程实施方案“一单四函”的发送对象"

POLICIES = (
    PolicyKey("instruments.kinds", "启用的文种", list, "", ["interview_letter"], "平台建议：约谈各地通用，一单四函由租户按本地文件启用", "P"),
    PolicyKey("instruments.second_person", "审核与拟稿须为不同的人", bool, "", False, SUGGESTION, "P"),
    *(PolicyKey(f"instruments.addressee.{kind.code}", f"{kind.title}的默认主送", str, "", kind.addressee, WEST, "A") for kind in instrument_kinds()),
    *(
        PolicyKey(f"instruments.reply_days.{kind.code}", f"{kind.title}的回复天数", int, "自然日", kind.reply_days, SUGGESTION, "P")
        for kind in instrument_kinds()
    ),
)
