"""Columns of the lists; exports use the same."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from earlywarning.enums import WarningSource
from earlywarning.item_links import page_for
from earlywarning.models import FocusProject, LookBack
from portal.lib import clock, marks, show
from portal.lib.tables import Column
from portal.tenancy.scope import Actor

STATE_TONES = {"open": "bad", "verified": "do", "disposing": "do", "false_alarm_proposed": "do", "cleared": "ok", "closed_by_data": "ok"}


def warning_url(row) -> str:
    return reverse("warning", args=[row.uid])


def said_too(row) -> str:
    """A computed warning that a person's word stands behind too (reported or opened again), or who alone says it."""
    if not row.is_reported:
        return ""
    return f" · {row.get_source_display()}" if row.source != WarningSource.COMPUTED else " · 另有上报或重新打开"


def time_left(row, ended_on: dt.date | None) -> SafeString:
    """How long an open matter has; the term of one that has ended no longer runs."""
    return format_html('<span class="dim">{} 办结</span>', show.iso_day(ended_on)) if ended_on else marks.three_days(row.due_at, at=clock.now())


def climbed(row) -> str:
    """How far up the ladder, in days or in hours; the word leads to the item's own page."""
    if row.hours_from:
        return f"满 {row.hour_step - 1} 小时" if row.hour_step else "按小时"
    return f"第 {row.step} 日" if row.step else "未升级"


def explained(row) -> str:
    """Rule, who says so, how far it has come, and the reason in short."""
    progress = row.progress
    return " · ".join(filter(None, (f"{row.rule} {row.title}{said_too(row)}", progress and progress.percent and progress.short, _short(row.explain))))


def _short(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"


WARNINGS = (
    Column("level", "级别", kind="level", sort="level", width=80, corner=True),
    Column("conclusion", "预警", link=warning_url, sub=explained, wide=True),
    Column("project.name", "项目", link=lambda r: r.project.get_absolute_url(), sub=lambda r: r.region.name, width=240, ellipsis=True),
    Column("month", "月份", kind="month", sort="month", width=104, on_phone=False),
    Column("opened_on", "产生日期", kind="date", sort="opened_on", width=104, on_phone=False),
    Column("due_at", "清零期限", kind="d3", sort="due_at", width=136, html=lambda r: time_left(r, r.closed_on)),
    Column("state", "状态", kind="state", tone=lambda r: STATE_TONES.get(r.state, ""), width=96),
)


def clearance_columns(actor: Actor) -> tuple[Column, ...]:
    """Leads are opened by those who may read complaints; the others see that there is one and when it is due."""
    return (
        Column("due_at", "时限", kind="d3", sort="due_at", width=136, html=lambda r: time_left(r, r.cleared_on)),
        Column("title", "事项", link=lambda r: page_for(actor, r), sub=lambda r: r.get_kind_display(), wide=True),
        Column("project_name", "项目", sub=lambda r: r.region.name, width=200, ellipsis=True),
        Column("people", "人数", kind="int", sort="people", width=72),
        Column("amount", "金额", unit="元", kind="money", sort="amount", width=120),
        Column("stage", "环节", kind="state", tone=lambda r: r.tone, width=96),
        Column("level", "级别", kind="level", sort="level", width=80, corner=True),
        Column("started_on", "起算日", kind="date", sort="started_on", width=104, on_phone=False),
        Column("step", "已升级到", value=climbed, width=88, on_phone=False, link=lambda r: reverse("clearance_item", args=[r.uid])),
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
    Column("rate", "核实反馈率", kind="rate", width=96),
    Column("paid_rate", "清偿到位率", kind="rate", width=96),
    Column("median_days", "用时中位数", unit="天", kind="number", places=1, on_phone=False),
    Column("p90_days", "九成用时", unit="天", kind="number", places=1, on_phone=False),
    Column("paused_share", "中止占比", kind="rate", on_phone=False),
    Column("frozen_at", "台账", value=lambda r: "已冻结" if r.frozen_at else "进行中", width=88),
)

RANKING = (
    Column("rank", "名次", kind="int", width=56),
    Column("region.name", "县（区）", width=160),
    Column("due", "到期", kind="int", value=lambda r: r.figures["due"]),
    Column("due_cleared", "按期核实反馈", kind="int", value=lambda r: r.figures["due_cleared"]),
    Column("rate", "核实反馈率", kind="rate"),
    Column("due_paid", "按期清偿", kind="int", value=lambda r: r.figures["due_paid"]),
    Column("paid_rate", "清偿到位率", kind="rate"),
    Column("cleared_late", "超期清零", kind="int", value=lambda r: r.figures["cleared_late"]),
    Column("escalated", "升级", kind="int", value=lambda r: r.figures["escalated"]),
    Column("median", "用时中位数", unit="天", kind="number", places=1, value=lambda r: r.figures["median"]),
)
MEASURES_TAKEN = (
    Column("on", "日期", kind="date", sort="on", width=104),
    Column(
        "item", "事项", value=lambda r: r.item.title, link=lambda r: reverse("clearance_item", args=[r.item.uid]), sub=lambda r: r.item.project_name, wide=True
    ),
    Column("region.name", "县（区）", width=120),
    Column("measure", "措施", value=lambda r: r.get_measure_display(), sort="measure", width=80, corner=True),
    Column("against", "对谁", value=lambda r: r.get_against_display(), width=176),
    Column("late", "已超", unit="天", kind="int", value=lambda r: (r.on - r.item.due_on).days, width=72),
    Column("action", "动作", sub=lambda r: r.owner, width=264, on_phone=False),
)
REPORTS = (
    Column("on", "日期", kind="date", sort="on", width=104),
    Column("title", "事项", link=lambda r: warning_url(r.warning), sub=lambda r: _short(r.text), wide=True),
    Column("project.name", "项目", sub=lambda r: r.region.name, width=200, ellipsis=True),
    Column("level", "级别", kind="level", sort="level", width=80, corner=True),
    Column("source", "来源", value=lambda r: r.get_source_display(), sub=lambda r: r.platform or (r.organisation.name if r.organisation else r.by), width=160),
    Column("number", "平台编号", width=136, on_phone=False),
    Column("state", "预警状态", value=lambda r: r.warning.get_state_display(), width=96),
    Column("result", "处置结果", value=lambda r: r.warning.closing_note, on_screen=False),
    Column("closed_on", "销号日期", kind="date", value=lambda r: r.warning.closed_on, on_screen=False),
    Column("answered_at", "反馈平台", kind="instant", width=112, on_phone=False),
)


def look_back_columns(acts: Callable[[LookBack], bool]) -> tuple[Column, ...]:
    """Who takes the second look is led to it; the others, and whoever reads of one that is taken, to the warning."""
    return (
        Column("due_on", "回头看日期", kind="date", sort="due_on", width=112),
        Column(
            "warning", "预警", value=lambda r: r.warning.conclusion, wide=True,
            link=lambda r: reverse("look_back", args=[r.uid]) if not r.result and acts(r) else warning_url(r.warning),
        ),
        Column("project.name", "项目", sub=lambda r: r.region.name, width=220, ellipsis=True),
        Column("cleared_on", "销号日期", kind="date", sort="cleared_on", width=112),
        Column("result", "结果", value=lambda r: r.get_result_display() if r.result else "待看", sub=lambda r: r.note[:40], width=160, corner=True),
        Column("by", "核查人", width=96, on_phone=False),
    )  # fmt: skip


def focus_columns(acts: Callable[[FocusProject], bool]) -> tuple[Column, ...]:
    """移出 is offered to who may take a project from the list."""
    return (
        Column("due_on", "时限", kind="date", sort="due_on", width=112),
        Column("project.name", "项目", link=lambda r: r.project.get_absolute_url(), sub=lambda r: r.region.name, width=220, ellipsis=True),
        Column("reason", "原因", sub=lambda r: f"方案：{_short(r.plan)}", wide=True),
        Column("unit", "责任单位", sub=lambda r: r.responsible, width=176),
        Column("opened_on", "列入", kind="date", sort="opened_on", width=104, on_phone=False),
        Column(
            "closed_on", "移出", value=lambda r: r.closed_on.isoformat() if r.closed_on else "在册", sub=lambda r: _short(r.outcome),
            link=lambda r: "" if r.closed_on or not acts(r) else reverse("focus_release", args=[r.uid]), width=120,
        ),
    )  # fmt: skip


def interval(row) -> str:
    """The points; where data are missing between which they lie."""
    return str(row.points) if row.least == row.most else f"{row.least}–{row.most}"


def reasons(row) -> str:
    """The lines that weigh most, then what is not known."""
    known = sorted((f for f in row.factors if f["points"]), key=lambda f: -f["points"])[:3]
    missing = [f["words"] for f in row.factors if f["points"] is None]
    return "；".join([f["words"] for f in known] + missing)


FORECASTS = (
    Column("points", "得分", value=interval, sort="points", width=88),
    Column("project.name", "项目", link=lambda r: r.project.get_absolute_url(), sub=lambda r: r.region.name, width=240, ellipsis=True),
    Column("factors", "理由", value=reasons, wide=True),
    Column("grade", "风险", kind="state", tone=lambda r: {"high": "bad", "medium": "do"}.get(r.grade, ""), width=80, corner=True),
    Column("people", "人数", kind="int", sort="people", width=72),
    Column("on", "预测日期", kind="date", width=104, on_phone=False),
    Column("was_unpaid", "结果", value=lambda r: "待核对" if r.was_unpaid is None else "仍欠薪" if r.was_unpaid else "已发足", width=88, on_phone=False),
)
