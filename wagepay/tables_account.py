"""Columns of the special account: its flows, its exceptions, what is reported about the money."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib import show
from portal.lib.columns import Column
from portal.lib.marks import state_tag
from wagepay.enums import AnomalyState, EntryDirection, MoneyReportState
from wagepay.models import AccountEntry, EntryException, MoneyReport

TONES = {AnomalyState.OPEN: "bad", AnomalyState.EXPLAINED: "do", AnomalyState.CONFIRMED: "bad", AnomalyState.ACCEPTED: "ok", AnomalyState.GONE: ""}
REPORT_TONES = {MoneyReportState.OPEN: "do", MoneyReportState.TRUE: "bad", MoneyReportState.UNTRUE: "ok", MoneyReportState.WITHDRAWN: ""}


def _flow(way: str):
    return lambda row: row.amount if row.direction == way else None


def entry_columns(exceptions: dict[bytes, EntryException]):
    """Flows of one account; what is asked about leads to its page."""

    def asked(row: AccountEntry) -> EntryException | None:
        return exceptions.get(bytes(row.line_key))

    def _mark(row: AccountEntry) -> SafeString:
        found = asked(row)
        if found is None:
            return format_html("{}", "")
        return format_html('<a href="{}">{}</a>', reverse("wage_exception", args=[found.uid]), state_tag(found.get_kind_display(), TONES[found.state]))

    return (
        Column("booked_on", "日期", kind="date", sort="booked_on", width=112),
        Column("counterparty", "对方", value=lambda row: row.counterparty or show.NOTHING, sub=lambda row: str(row.counterparty_number or ""), wide=True),
        Column("kind", "性质", value=lambda row: row.get_kind_display(), width=104),
        Column("summary", "摘要", value=lambda row: row.summary or show.NOTHING),
        Column("income", "收入", unit="元", kind="money", value=_flow(EntryDirection.IN)),
        Column("outgo", "支出", unit="元", kind="money", value=_flow(EntryDirection.OUT)),
        Column("balance", "余额", unit="元", kind="money", on_phone=False),
        Column("asked", "对方核对", value=lambda row: asked(row).get_kind_display() if asked(row) else "", html=_mark, corner=True, width=152),
        Column("reference", "流水号", hidden=True),
    )  # fmt: skip


EXCEPTIONS = (
    Column("kind", "异常", value=lambda row: row.get_kind_display(), link=lambda row: reverse("wage_exception", args=[row.uid]), sub=lambda row: row.project.name, wide=True),
    Column("counterparty", "对方户名", value=lambda row: row.counterparty or show.NOTHING),
    Column("summary", "摘要", value=lambda row: row.summary or show.NOTHING, on_phone=False),
    Column("booked_on", "记账日期", kind="date", sort="booked_on", width=112),
    Column("amount", "金额", unit="元", kind="money", sort="amount"),
    Column("ground", "事由", value=lambda row: row.get_ground_display() or show.NOTHING),
    Column("signed", "签名", value=lambda row: row.explained_by or show.NOTHING, on_phone=False, width=104),
    Column("state", "状态", kind="state", value=lambda row: row.get_state_display(), tone=lambda row: TONES[row.state], corner=True, width=152),
    Column("explanation", "说明", hidden=True),
    Column("approval", "批准文件、依据", hidden=True),
    Column("judgement", "核实意见", hidden=True),
)  # fmt: skip


def _report_url(row: MoneyReport) -> str:
    return reverse("wage_report", args=[row.uid])


REPORTS = (
    Column("kind", "事项", value=lambda row: row.get_kind_display(), link=_report_url, sub=lambda row: row.project.name, wide=True),
    Column("organisation", "报告单位", value=lambda row: row.organisation.name),
    Column("month", "周期", kind="month", sort="month", width=96),
    Column("amount", "金额", unit="元", kind="money", sort="amount"),
    Column("made_at", "报告时间", kind="instant", sort="made_at", width=152),
    Column("state", "状态", kind="state", value=lambda row: row.get_state_display(), tone=lambda row: REPORT_TONES[row.state], corner=True, width=120),
    Column("text", "情况", hidden=True),
    Column("answer", "核实结果", hidden=True),
)
