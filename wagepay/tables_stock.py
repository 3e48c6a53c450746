"""Columns of what a county brought along: the list of gaps, the empty workbook."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from portal.lib.columns import Column
from portal.lib.names import mask_name
from wagepay.models import Engagement

# heading, width, example: no person of the example exists
TEMPLATE = (
    ("项目编码", 20, "140321-2026-1"), ("用工单位", 28, "统一社会信用代码或名称"), ("姓名", 12, "样例工"), ("身份证号", 24, "18 位，文本格式"), ("联系电话", 16, ""),
    ("班组", 14, "钢筋班"), ("工种", 12, "钢筋工"), ("劳动合同", 12, "有"), ("合同签订日期", 16, "2026-01-04"), ("日工资标准", 14, "300"), ("银行卡号", 26, ""),
    ("开户银行", 16, ""), ("进场日期", 14, "2026-01-05"), ("安全培训日期", 16, "2026-01-05"), ("退场日期", 14, ""),
)  # fmt: skip


def grace_columns(on: dt.date, clear_names: bool) -> Sequence[Column]:
    """Who lacks what, until when; the name leads to where it is completed."""

    def left(row: Engagement) -> str:
        days = (row.grace_until - on).days
        return f"超 {-days} 天" if days < 0 else "今天到期" if days == 0 else f"还有 {days} 天"

    return (
        Column(
            "name", "姓名", value=lambda row: row.name if clear_names else mask_name(row.name), link=lambda row: reverse("wage_person", args=[row.project.code, row.uid]),
            sub=lambda row: row.project.name, wide=True,
        ),
        Column("employer", "用工单位", value=lambda row: row.employer.name),
        Column("team", "班组", on_phone=False),
        Column("gaps", "要补齐", value=lambda row: "、".join(row.gaps)),
        Column("grace_until", "期限", kind="date", sort="grace_until", width=112),
        Column(
            "left", "情况", kind="state", words=left, value=left, tone=lambda row: "bad" if row.grace_until < on else "do", corner=True, width=112
        ),
    )  # fmt: skip
