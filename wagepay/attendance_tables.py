"""Columns of the attendance room's lists: the month's grid, devices, findings."""

import calendar
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib import show
from portal.lib.columns import Column
from portal.lib.names import mask_name
from projects.models import Project
from wagepay.attendance_words import MARK_CLASSES, sentence, sign
from wagepay.enums import AnomalyState, AttendanceSource
from wagepay.freshness import Freshness
from wagepay.models import AttendanceFinding, Device, Engagement

TONES = {AnomalyState.OPEN: "bad", AnomalyState.EXPLAINED: "do", AnomalyState.CONFIRMED: "bad", AnomalyState.ACCEPTED: "ok", AnomalyState.GONE: ""}


def grid_columns(project: Project, month: dt.date, clear_names: bool) -> Sequence[Column]:
    """People down, days across; on a telephone the days stand in one line under the name."""

    def url(row: Engagement) -> str:
        return reverse("wage_attendance_person", args=[project.code, f"{month:%Y-%m}", row.uid])

    length = calendar.monthrange(month.year, month.month)[1]
    return (
        Column("name", "姓名", value=lambda row: row.name if clear_names else mask_name(row.name), sort="name_key", link=url, sub=_lit, width=104),
        Column("team", "班组", sort=("team", "name_key"), on_phone=False, width=72),
        Column("employer", "用工单位", value=lambda row: row.employer.name, hidden=True),
        Column("total", "工日", value=total_of, kind="number", places=1, width=56, corner=True),
        Column("days_text", "出勤日", value=_days_text, wide=True, exported=False, html=_phone_days),
        Column("remark", "说明", value=_remark, hidden=True),
        *(Column(f"d{day}", str(day), kind="html", value=_units_on(day), html=_cell_on(day), width=24, on_phone=False) for day in range(1, length + 1)),
    )


def days_of(row: Engagement) -> dict[int, dict[str, Any]]:
    """Day of the month -> units and source, as the query aggregated them."""
    found = getattr(row, "_days", None)
    if found is None:
        found = row._days = {int(day["day"][-2:]): day for day in row.days or ()}
    return found


def total_of(row: Engagement) -> Decimal:
    """Single days, else the month's paper total."""
    days = days_of(row)
    worked = sum((Decimal(str(day["units"])) for day in days.values()), Decimal(0))
    return worked if worked or row.paper_units is None else row.paper_units


def _is_total(row: Engagement) -> bool:
    """Whether the month's total on paper is all there is."""
    return row.paper_units is not None and not any(day["units"] for day in days_of(row).values())


def _lit(row: Engagement) -> str:
    return "、".join(words for words, says in (("没有登记", not row.is_registered), ("只有月合计", _is_total(row))) if says)


def _remark(row: Engagement) -> str:
    """What the page shows in small print, for the file."""
    whose = f"（{AttendanceSource(row.paper_source).label}）" if _is_total(row) else ""
    return f"{_lit(row)}{whose}"


def _units_on(day: int):
    return lambda row: Decimal(str(days_of(row)[day]["units"])) if day in days_of(row) else None


def _cell_on(day: int):
    def draw(row: Engagement) -> SafeString:
        found = days_of(row).get(day)
        if found is None:
            return format_html("{}", "")
        return format_html('<span class="wd {}">{}</span>', MARK_CLASSES.get(found["source"], ""), sign(found["units"]))

    return draw


def _days_text(row: Engagement) -> str:
    days = [
        f"{day}" if float(found["units"]) == 1 else f"{day}（{sign(found['units'])}）" for day, found in sorted(days_of(row).items()) if float(found["units"])
    ]
    return " ".join(days)


def _phone_days(row: Engagement) -> SafeString:
    """Shown on narrow screens alone (the class of the column's cells)."""
    total = f"{AttendanceSource(row.paper_source).label}的月合计 {row.paper_units.normalize():f} 工日，没有逐日记录" if _is_total(row) else ""
    return format_html('<span class="wd-line">{}</span>', _days_text(row) or total or "没有出勤")


def device_columns(fresh: Freshness) -> Sequence[Column]:
    return (
        Column("place", "设备", link=lambda row: reverse("wage_device", args=[row.uid]), sub=lambda row: f"{row.get_kind_display()} {row.serial}", wide=True),
        Column("project", "项目", value=lambda row: row.project.name, sort=("project__name_key", "serial")),
        Column("maker", "厂家型号", hidden=True),
        Column("last_seen_at", "最近上报", kind="instant", sort="last_seen_at", width=128),
        Column("last_punch_at", "最近打卡", kind="instant", sort="last_punch_at", width=128, on_phone=False),
        Column("skew_seconds", "时钟偏差", unit="秒", kind="int", on_phone=False, width=104),
        Column("key", "密钥", value=lambda row: _key_words(row, fresh.at), width=104, on_phone=False),
        Column("state", "状态", kind="state", value=lambda row: fresh.of(row).words, words=lambda row: fresh.of(row).words, tone=lambda row: fresh.of(row).tone, corner=True, width=104),
    )  # fmt: skip


def _key_words(device: Device, at: dt.datetime) -> str:
    return device.key.state(at) if device.key else show.NOTHING


def finding_columns(names: dict[bytes, str]) -> Sequence[Column]:
    return (
        Column("kind", "异常", link=lambda row: reverse("wage_anomaly", args=[row.uid]), sub=sentence, wide=True),
        Column("who", "人员或设备", value=lambda row: who(row, names), width=136),
        Column("project", "项目", value=lambda row: row.project.name, sort=("project__name_key", "-month", "pk")),
        Column("month", "月份", kind="month", sort="month", width=96),
        Column("found_on", "发现日期", kind="date", sort="found_on", width=104, on_phone=False),
        Column("state", "状态", kind="state", tone=lambda row: TONES[row.state], corner=True, width=136),
    )


def who(finding: AttendanceFinding, names: dict[bytes, str]) -> str:
    """The person, masked, or the device, or the whole site."""
    if finding.person is not None:
        return mask_name(names.get(bytes(finding.person), "")) or "不在册人员"
    return str(finding.device) if finding.device else "全工地"
