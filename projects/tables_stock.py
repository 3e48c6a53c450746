"""Columns of the permit ledger and of the backlog."""

import datetime as dt
from collections.abc import Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib.marks import LEVELS, level_tag
from portal.lib.tables import Column
from projects.models import PermitEntry, Project
from projects.unlisted import Thresholds, permit_level

GAPS = (("account", "专户"), ("deposit", "保证金"), ("agreement", "委托代发"), ("board", "告示牌"))


def state_of(entry: PermitEntry) -> str:
    return "已建档" if entry.project_id else "不用建档" if entry.ruled_out else "没有建档"


def _tone(entry: PermitEntry) -> str:
    return "ok" if entry.project_id else "" if entry.ruled_out else "bad"


def permits(thresholds: Thresholds, on: dt.date) -> tuple[Column, ...]:
    """``thresholds``: the figures of W38 by region, by which a permit without a file is graded."""

    def words(entry: PermitEntry) -> str:
        level = permit_level(entry, thresholds, on)
        return LEVELS[level] if level else ""

    def drawn(entry: PermitEntry) -> SafeString:
        level = permit_level(entry, thresholds, on)
        return level_tag(level) if level else format_html("{}", "—")

    grade = Column("level", "预警（W38）", html=drawn, value=words, width=96)
    return (*PERMITS[:3], grade, *PERMITS[3:])


PERMITS = (
    Column("project_name", "工程", sort="project_name", link=lambda e: reverse("permit", args=[e.uid]), sub=lambda e: e.permit_number, wide=True),
    Column("region.name", "辖区", sort="region__code", width=88),
    Column("state", "比对结果", kind="state", value=state_of, words=state_of, tone=_tone, width=104, corner=True),
    Column(
        "project",
        "项目档案",
        value=lambda e: e.project.code if e.in_sight else e.ruled_out,
        words=lambda e: e.project.name if e.in_sight else e.ruled_out or "—",
        link=lambda e: e.project.get_absolute_url() if e.in_sight else None,
        wide=True,
    ),
    Column("contractor_name", "施工单位", sort="contractor_name", wide=True),
    Column("owner_name", "建设单位", hidden=True),
    Column("amount", "合同价", unit="万元", kind="wan", sort="amount", width=112),
    Column("issued_on", "发证", kind="date", sort="issued_on", width=112),
    Column("permit_number", "施工许可证号", on_screen=False),
)


def backlog_columns(opened: Mapping[int, dt.date], grace: Mapping[int, int], on: dt.date) -> tuple[Column, ...]:
    """The first day and the grace belong to the region's tenant."""

    def old(project: Project) -> str:
        return "、".join(words for what, words in GAPS if getattr(project, f"old_{what}"))

    def until(project: Project) -> dt.date:
        return opened[project.region_id] + dt.timedelta(days=grace.get(project.region_id, 0))

    def is_late(project: Project) -> str:
        return "宽限期已过" if until(project) < on else "宽限期内"

    return (
        Column("name", "项目", sort="name_key", link=lambda p: p.get_absolute_url(), sub=lambda p: p.code, wide=True),
        Column("region.name", "辖区", sort="region__code", width=88),
        Column("old", "上线前已缺", value=old, words=old, wide=True, width=220),
        Column("opened", "上线日期", kind="date", value=lambda p: opened[p.region_id], width=112),
        Column("until", "宽限到", kind="date", value=until, width=112),
        Column("late", "宽限", kind="state", value=is_late, words=is_late, tone=lambda p: "bad" if until(p) < on else "", width=112, corner=True),
        Column(
            "general_contractor", "施工总承包", words=lambda p: p.general_contractor.name if p.general_contractor else "—",
            value=lambda p: p.general_contractor.name if p.general_contractor else "", wide=True,
        ),
        Column("inspector", "监察员", words=lambda p: p.inspector.name if p.inspector else "—", value=lambda p: p.inspector.name if p.inspector else "", width=88, on_phone=False),
    )  # fmt: skip
