"""Columns of this room's lists."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from portal.lib import show
from portal.lib.columns import Column
from portal.lib.names import mask_name
from wagepay.models import Engagement, ProjectMonth
from wagepay.standing import due_words, standing

STEP_WORDS = {"upload": "上传工资表", "approve": "审核工资表", "receipts": "导入代发回单"}


def month_url(row: ProjectMonth) -> str:
    return reverse("wage_month", args=[row.project.code, f"{row.month:%Y-%m}"])


def month_columns(on: dt.date) -> Sequence[Column]:
    """The months of the overview; what is next stands at the end of the line."""
    return (
        Column("project", "项目", value=lambda row: row.project.name, link=month_url, sub=lambda row: row.employer.name, wide=True),
        Column("month", "工资月份", kind="month", sort="month", width=104),
        Column("due_on", "应发日期", kind="day", sort="due_on", sub=lambda row: due_words(row.due_on, on) if not row.full_paid_on else "", width=104),
        Column("attended", "出勤", unit="人", kind="int", sort="attended", on_phone=False),
        Column("listed", "工资表", unit="人", kind="int", sort="listed", on_phone=False),
        Column("net", "实发合计", unit="元", kind="money", sort="net"),
        Column("paid", "已代发", unit="元", kind="money", sort="paid"),
        Column("state", "进度", kind="state", words=lambda row: standing(row, on).words, tone=lambda row: standing(row, on).tone, value=lambda row: "", corner=True, width=136),
        Column("step", "下一步", value=lambda row: STEP_WORDS.get(standing(row, on).step, show.NOTHING), width=120, on_phone=False),
    )  # fmt: skip


def person_columns(clear_names: bool) -> Sequence[Column]:
    """The roster; numbers are the masked values themselves, so no column can show one in full."""
    return (
        Column("name", "姓名", value=lambda row: row.name if clear_names else mask_name(row.name), sort="name_key", link=_person_url, width=96),
        Column("id_number", "身份证号", width=184),
        Column("team", "班组", sort=("team", "name_key")),
        Column("trade", "工种", on_phone=False),
        Column("employer", "用工单位", value=lambda row: row.employer.name, hidden=True),
        Column("contract", "合同", value=_contract, kind="state", words=_contract, tone=lambda row: "" if _has_contract(row) else "bad", width=104),
        Column("registered_on", "实名登记", kind="date", width=104, on_phone=False),
        Column("card", "工资卡", value=lambda row: row.card or show.NOTHING, width=176),
        Column("phone", "手机号", value=lambda row: row.phone or show.NOTHING, hidden=True),
        Column("daily_rate", "日工资", unit="元", kind="money", hidden=True),
        Column("entered_on", "进场", kind="date", sort="entered_on", width=104),
        Column("left_on", "退场", kind="date", sort="left_on", width=104, on_phone=False),
    )  # fmt: skip


def _person_url(row: Engagement) -> str:
    return reverse("wage_person", args=[row.project.code, row.uid])


def _has_contract(row: Engagement) -> bool:
    return row.contract_kind != "none"


def _contract(row: Engagement) -> str:
    return row.get_contract_kind_display()


LINES = (
    Column("row", "行", kind="int", sort="row", width=56),
    Column("name", "姓名", value=lambda row: mask_name(row.name), width=88),
    Column("team", "班组", sort=("team", "row")),
    Column("trade", "工种", hidden=True),
    Column("days", "工日", kind="money", sort="days"),
    Column("rate", "单价", unit="元", kind="money", hidden=True),
    Column("gross", "应发", unit="元", kind="money", sort="gross"),
    Column("deduction", "扣款", unit="元", kind="money"),
    Column("advance", "已支生活费", unit="元", kind="money", hidden=True),
    Column("net", "实发", unit="元", kind="money", sort="net"),
    Column("card", "收款卡号", value=lambda row: row.card or show.NOTHING, width=184),
    Column("note", "备注", hidden=True),
)

CHANGES = (
    Column("kind", "变化", kind="state", words=lambda row: row.kind, tone=lambda row: {"新增": "ok", "减少": "bad"}.get(row.kind, "do"), value=lambda row: "", sort="kind", width=88),
    Column("name", "姓名", value=lambda row: mask_name(row.name), width=88),
    Column("team", "班组", value=lambda row: row.line.team),
    Column("net_before", "原实发", unit="元", kind="money", sort="net_before"),
    Column("net_after", "现实发", unit="元", kind="money", sort="net_after"),
    Column("difference", "差额", unit="元", kind="money", sort="difference"),
    Column("words", "哪里不同", value=lambda row: row.shown, wide=True),
)  # fmt: skip
