"""Columns of the lists of leads and cases; exports use the same and hold no number in full and no name."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.enums import OPEN_LEADS, CaseState, LeadState
from cases.models import Case, Lead
from cases.terms import Counting
from portal.lib import clock, marks, show
from portal.lib.tables import Column

LEAD_TONES = {LeadState.RECEIVED: "bad", LeadState.ACCEPTED: "do", LeadState.ANSWERED: "ok"}


def end_of(day: dt.date) -> dt.datetime:
    """A term ends when its last day ends."""
    return clock.start_of(day + dt.timedelta(days=1))


def _accepting(row: Lead, counting: Counting) -> SafeString:
    """The days left to accept; what was decided stands as its state."""
    if row.state != LeadState.RECEIVED:
        tag = marks.state_tag(row.get_state_display(), LEAD_TONES.get(row.state, ""))
        return format_html('{}<span class="sub">{}</span>', tag, show.iso_day(row.decided_on))
    left, on = counting.accept_left(row.region_id, row.received_on, row.accept_due_on), counting.on
    words = marks.mark("red", left) if row.accept_due_on < on else marks.mark("yellow", left) if row.accept_due_on == on else left
    return format_html('{}<span class="sub">{}</span>', words, show.iso_day(row.accept_due_on))


def _clearing(row: Lead) -> SafeString:
    due = end_of(row.clear_due_on) if row.clear_due_on and row.state in OPEN_LEADS else None
    return marks.three_days(due, at=clock.now())


def _about(row: Lead) -> str:
    """What else was said, for the second line."""
    said = [row.employer_text if row.project_id else "", f"跟 {row.foreman} 干活" if row.foreman else "", row.period_text, row.text[:40]]
    return " · ".join(part for part in said if part)


def _term(name: str, label: str, html: Callable[[Any], SafeString], width: int) -> Column:
    """The last day of a term: drawn with what is left of it, exported as the day."""
    return Column(name, label, kind="html", sort=name, html=html, value=lambda r: show.iso_day(getattr(r, name)), width=width)


def lead_columns(counting: Counting) -> tuple[Column, ...]:
    """The time left depends on the day, so the columns are made for it."""
    accepting = _term("accept_due_on", "受理期限", lambda r: _accepting(r, counting), 136)
    return (accepting, *LEADS)


LEADS = (
    Column("against", "反映的项目或单位", link=lambda r: r.get_absolute_url(), sub=_about, wide=True),
    Column("masked_name", "反映人", sub=lambda r: r.get_kind_display(), width=112),
    Column("people", "人数", kind="int", sort="people", width=72),
    Column("amount", "反映金额", unit="元", kind="money", sort="amount", width=120),
    Column("channel", "来源", sort="channel", sub=lambda r: r.reference, width=136),
    Column("received_on", "收到日期", kind="date", sort="received_on", width=104, on_phone=False),
    _term("clear_due_on", "三日清零", _clearing, 136),
    Column("state", "状态", on_screen=False),
    Column("decided_on", "处理日期", kind="date", on_screen=False),
    Column("replied_on", "答复日期", kind="date", on_screen=False),
    Column("region.name", "县（区）", hidden=True),
)


def _due(row: Case, counting: Counting) -> SafeString:
    """The day the term of an open case ends, with what is left of it; a closed one needs none."""
    if row.state != CaseState.OPEN or row.investigate_due_on is None:
        return format_html('<span class="dim">{}</span>', show.NOTHING)
    words = counting.investigate_left(row.region_id, row.filed_on or row.opened_on, row.investigate_due_on)
    left = (row.investigate_due_on - counting.on).days
    return format_html(
        '{}<span class="sub">{}</span>', show.iso_day(row.investigate_due_on), marks.mark("red" if left < 0 else "yellow", words) if left <= 14 else words
    )


def _closing(row: Case) -> SafeString:
    if row.state == CaseState.OPEN:
        return marks.state_tag("办理中", "do")
    return format_html('{}<span class="sub">{}</span>', marks.state_tag("已办结", "ok"), row.get_closing_kind_display())


def _settling(row: Case) -> SafeString:
    return marks.state_tag("已销账", "ok") if row.settled_on else marks.state_tag("未销账", "bad")


def case_columns(counting: Counting) -> tuple[Column, ...]:
    """The time left depends on the day, so the columns are made for it."""
    due = _term("investigate_due_on", "办理期限", lambda r: _due(r, counting), 128)
    return (*CASES_BEFORE, due, *CASES_AFTER)


CASES_BEFORE = (
    Column("number", "案号", sort=("opened_on", "id"), link=lambda r: r.get_absolute_url(), sub=lambda r: f"{show.iso_day(r.opened_on)} 受理", width=184),
    Column("title", "案由", sub=lambda r: r.employer_name, wide=True),
    Column("people", "人数", kind="int", sort="people", width=72),
    Column("verified", "核实", unit="元", kind="money", sort="verified", width=120, on_phone=False),
    Column("paid", "已付", unit="元", kind="money", sort="paid", width=120),
    Column("owed", "尚欠", unit="元", kind="money", sort="owed", width=120),
)
CASES_AFTER = (
    Column("state", "办结（程序）", kind="html", sort="state", html=_closing, value=lambda r: r.get_closing_kind_display() or r.get_state_display(), width=128),
    Column("settled_on", "销账（钱）", kind="html", sort="settled_on", html=_settling, value=lambda r: show.iso_day(r.settled_on), width=96, corner=True),
    Column("track", "办理方式", hidden=True),
    Column("opened_on", "受理日期", kind="date", on_screen=False),
    Column("closed_on", "办结日期", kind="date", on_screen=False),
    Column("region.name", "县（区）", hidden=True),
)
