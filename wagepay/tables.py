"""Columns of this room's lists."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from portal.lib import show
from portal.lib.columns import Column
from portal.lib.names import mask_name
from projects.models import Project
from wagepay.enums import BatchState, OrderState, PaymentState
from wagepay.models import Engagement, PaymentBatch, PaymentLine, PaymentOrder, ProjectMonth
from wagepay.payroll.deductions import words_of
from wagepay.standing import due_words, standing

STEP_WORDS = {"upload": "上传工资表", "list": "补报未列表的人", "approve": "审核工资表", "receipts": "导入代发回单"}


def month_url(row: ProjectMonth) -> str:
    return reverse("wage_month", args=[row.project.code, f"{row.month:%Y-%m}"])


def month_columns(on: dt.date) -> Sequence[Column]:
    """The months of the overview; what is next stands at the end of the line."""
    return (
        Column("project", "项目", value=lambda row: row.project.name, link=month_url, sub=lambda row: row.employer.name, wide=True),
        Column("month", "工资月份", kind="month", sort="month", width=104),
        Column("due_on", "应发日期", kind="day", sort="due_on", sub=lambda row: due_words(row.due_on, on) if not row.full_paid_on or row.missing_listed else "", width=104),
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
    Column("row", "行", kind="int", sort="row", width=56, on_phone=False),
    Column("name", "姓名", value=lambda row: mask_name(row.name), width=88),
    Column("team", "班组", sort=("team", "row")),
    Column("trade", "工种", hidden=True),
    Column("days", "工日", kind="money", sort="days"),
    Column("rate", "单价", unit="元", kind="money", hidden=True),
    Column("gross", "应发", unit="元", kind="money", sort="gross"),
    Column("deduction", "扣款", unit="元", kind="money", sub=lambda row: "；".join(words_of(row.deductions, row.deduction)) if row.deductions else ""),
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
BATCH_TONES = {BatchState.MADE: "do", BatchState.SENT: "do", BatchState.ANSWERED: "ok", BatchState.WITHDRAWN: "bad"}
ORDER_TONES = {OrderState.WAITING: "do", OrderState.PAID: "ok", OrderState.FAILED: "bad", OrderState.RETURNED: "bad"}


def _batch_url(row: PaymentBatch) -> str:
    return reverse("wage_batch", args=[row.uid])


BATCHES = (
    Column("number", "批次号", link=_batch_url, sub=lambda row: f"{row.project.name} · {row.employer.name}", sort="number", wide=True),
    Column("month", "工资月份", kind="month", sort="month", width=104),
    Column("kind", "种类", value=lambda row: row.get_kind_display(), width=96),
    Column("lines", "笔数", kind="int", sort="lines", width=80),
    Column("amount", "金额", unit="元", kind="money", sort="amount"),
    Column("state", "状态", kind="state", value=lambda row: row.get_state_display(), tone=lambda row: BATCH_TONES[row.state], corner=True, width=136),
    Column("made_at", "生成时间", kind="instant", sort="made_at", width=152, on_phone=False),
    Column("voucher_number", "凭证号", hidden=True),
)
LAYOUTS = (
    Column("name", "名称", link=lambda row: reverse("wage_layout", args=[row.uid]), wide=True),
    Column("bank", "银行", value=lambda row: row.bank.name),
    Column("form", "文件类型", width=96),
    Column("columns", "列数", kind="int", value=lambda row: len(row.columns), width=80),
    Column(
        "state",
        "状态",
        kind="state",
        words=lambda row: "启用" if row.is_active else "停用",
        value=lambda row: "",
        tone=lambda row: "ok" if row.is_active else "",
        width=96,
    ),
    Column("changed_at", "更新时间", kind="instant", sort="changed_at", width=152),
)


def order_columns(batch: PaymentBatch) -> Sequence[Column]:
    """The lines of a batch; numbers are the masked values themselves."""
    return (
        Column("row", "序号", kind="int", sort="row", width=72, on_phone=False),
        Column("name", "姓名", value=lambda row: mask_name(row.name), width=88),
        Column("team", "班组", sort=("team", "row"), on_phone=False),
        Column("card", "收款卡号", value=lambda row: row.card, width=184),
        Column("bank_name", "开户行", hidden=True),
        Column("amount", "金额", unit="元", kind="money", sort="amount"),
        Column("state", "结果", kind="state", value=lambda row: row.get_state_display(), tone=lambda row: ORDER_TONES.get(row.state, ""), corner=True, width=96),
        Column("reason", "原因", value=_reason),
        Column("answered_on", "回单日期", kind="date", sort="answered_on", width=112, on_phone=False),
        Column("code", "代发编号", hidden=True),
    )  # fmt: skip


def _reason(row: PaymentOrder) -> str:
    said = f"（{row.reason}）" if row.reason and row.reason_code else row.reason
    return f"{row.get_reason_code_display()}{said}" or show.NOTHING


SETTLEMENTS = (
    Column("name", "姓名", value=lambda row: mask_name(row.person.name), link=lambda row: _person_url(row.person), sub=lambda row: row.person.project.name, wide=True),
    Column("employer", "用工单位", value=lambda row: row.person.employer.name),
    Column("left_on", "退场", kind="date", value=lambda row: row.person.left_on, sort="person.left_on", width=112),
    Column("due_on", "应结清", kind="date", sort="due_on", width=112),
    Column("owed", "还欠", unit="元", kind="money", value=lambda row: row.open.owed, sort="open.owed"),
    Column("months", "没有列表", unit="个月", kind="int", value=lambda row: row.open.months_without_sheet, width=104),
    Column("estimate", "没列表的按日工资约", unit="元", kind="money", value=lambda row: row.open.estimate, sort="open.estimate"),
    Column(
        "late", "期限", kind="state", words=lambda row: f"超 {(row.on - row.due_on).days} 天" if row.is_late else "未到期",
        value=lambda row: "", tone=lambda row: "bad" if row.is_late else "do", corner=True, width=104,
    ),
)  # fmt: skip


def outside_columns(project: Project, may_prove: bool) -> Sequence[Column]:
    """Money outside the account; the last column leads to the paper, or to where it is sent in."""

    def paper(row: PaymentLine) -> str:
        if row.proof_uid:
            return reverse("wage_outside_file", args=[project.code, row.uid])
        return reverse("wage_outside_proof", args=[project.code, row.uid]) if may_prove and row.state == PaymentState.UNPROVEN else ""

    return (
        Column("payee", "姓名", value=lambda row: mask_name(row.payee), sub=lambda row: row.employer.name, wide=True),
        Column("month", "抵工资月份", kind="month", sort="month", width=112),
        Column("paid_on", "发放日期", kind="date", sort="paid_on", width=112),
        Column("channel", "性质", value=lambda row: row.get_channel_display(), width=136),
        Column("amount", "金额", unit="元", kind="money", sort="amount"),
        Column("note", "说明", value=lambda row: row.note or ("回单导入" if row.upload_id else show.NOTHING), on_phone=False),
        Column("state", "结果", kind="state", value=lambda row: row.get_state_display(), tone=lambda row: OUTSIDE_TONES.get(row.state, "bad"), corner=True, width=112),
        Column("proof", "凭证", value=lambda row: _paper_words(row), link=paper, width=112),
    )  # fmt: skip


OUTSIDE_TONES = {PaymentState.SUCCESS: "ok"}


def _paper_words(row: PaymentLine) -> str:
    if row.proof_uid:
        return "查看"
    return "补凭证" if row.state == PaymentState.UNPROVEN else "回单"
