"""Columns of the lists; exports use the same."""

from django.urls import reverse

from earlywarning.enums import ClearanceKind
from portal.lib.tables import Column

STATE_TONES = {"open": "bad", "verified": "do", "disposing": "do", "false_alarm_proposed": "do", "cleared": "ok", "closed_by_data": "ok"}


def warning_url(row) -> str:
    return reverse("warning", args=[row.uid])


def item_url(row) -> str:
    return _warning_of(row) or reverse("lead", args=[row.subject_uid])


def _warning_of(row) -> str:
    return reverse("warning", args=[row.subject_uid]) if row.kind == ClearanceKind.WARNING else ""


def _short(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"


WARNINGS = (
    Column("level", "级别", kind="level", sort="level", width=80, corner=True),
    Column("conclusion", "预警", link=warning_url, sub=lambda r: f"{r.rule} {r.title} · {_short(r.explain)}", wide=True),
    Column("project.name", "项目", link=lambda r: r.project.get_absolute_url(), sub=lambda r: r.region.name, width=240, ellipsis=True),
    Column("month", "月份", kind="month", sort="month", width=104, on_phone=False),
    Column("opened_on", "产生日期", kind="date", sort="opened_on", width=104, on_phone=False),
    Column("due_at", "清零期限", kind="d3", sort="due_at", width=136),
    Column("state", "状态", kind="state", tone=lambda r: STATE_TONES.get(r.state, ""), width=96),
)


def clearance_columns(*, opens_leads: bool) -> tuple[Column, ...]:
    """Leads are opened by those who may read complaints; the others see that there is one and when it is due."""
    return (
        Column("due_at", "时限", kind="d3", sort="due_at", width=136),
        Column("title", "事项", link=item_url if opens_leads else _warning_of, sub=lambda r: r.get_kind_display(), wide=True),
        Column("project_name", "项目", sub=lambda r: r.region.name, width=200, ellipsis=True),
        Column("people", "人数", kind="int", sort="people", width=72),
        Column("amount", "金额", unit="元", kind="money", sort="amount", width=120),
        Column("stage", "环节", kind="state", tone=lambda r: r.tone, width=96),
        Column("level", "级别", kind="level", sort="level", width=80, corner=True),
        Column("started_on", "起算日", kind="date", sort="started_on", width=104, on_phone=False),
        Column("step", "已升级到", value=lambda r: f"第 {r.step} 日" if r.step else "", width=88, on_phone=False),
    )


LEDGER = (
    Column("day", "日期", kind="date", sort="day", width=112),
    Column("region.name", "县（区）", width=120),
    Column("opened", "新增", kind="int"),
    Column("due", "到期", kind="int"),
    Column("cleared_in_time", "按期清零", kind="int"),
    Column("cleared_late", "超期清零", kind="int"),
    Column("outstanding", "未清零", kind="int"),
    Column("overdue", "超期未清", kind="int"),
    Column("escalated", "升级", kind="int"),
    Column("paid", "清偿到位", kind="int"),
    Column("frozen_at", "台账", value=lambda r: "已冻结" if r.frozen_at else "当日进行中", width=104),
)
