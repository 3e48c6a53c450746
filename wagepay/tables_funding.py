"""Columns of the owner's desk: labour cost and progress payments, project by project."""

from collections.abc import Mapping

from django.urls import reverse

from portal.lib import show
from portal.lib.tables import Column
from projects.models import Project
from wagepay.queries.funding import NOTHING, Funding

LEAST = 80  # per cent of the works done; only governments and state firms are bound to it


def funding_columns(sums: Mapping[int, Funding]) -> tuple[Column, ...]:
    """``sums`` holds the figures of the page's projects."""

    def of(project: Project) -> Funding:
        return sums.get(project.pk, NOTHING)

    def agreed(project: Project) -> str:
        parts = []
        if project.labour_cost_amount is not None:
            parts.append(f"{show.ten_thousand(project.labour_cost_amount)} 万元")
        if project.labour_cost_share is not None:
            parts.append(f"占 {show.rate(project.labour_cost_share)}")
        if project.labour_cost_cycle_months:
            parts.append(f"{project.labour_cost_cycle_months} 个月一拨")
        return "，".join(parts) or "没有约定"

    def verdict(project: Project) -> str:
        row = of(project)
        if row.short > 0:
            return f"{row.late_since} 起欠拨"
        return "按期到账" if row.due else "没有拨付计划"

    def tone(project: Project) -> str:
        return "bad" if of(project).short > 0 else "ok" if of(project).due else ""

    def progress(project: Project) -> str:
        share = of(project).progress
        return "" if share is None else show.rate(share)

    return (
        Column("name", "项目", sort="name_key", link=lambda p: reverse("wage_project_funding", args=[p.code]), sub=lambda p: p.code, wide=True),
        Column("verdict", "人工费", kind="state", value=verdict, words=verdict, tone=tone, width=152, corner=True),
        Column("agreed", "合同约定", value=agreed, words=agreed, wide=True),
        Column("due", "应拨", unit="元", kind="money", value=lambda p: of(p).due, width=136),
        Column("came", "已拨", unit="元", kind="money", value=lambda p: of(p).came, width=136),
        Column("short", "到期欠拨", unit="元", kind="money", value=lambda p: of(p).short, width=136),
        Column("progress", "进度款已付", value=progress, words=lambda p: progress(p) or "—", width=104),
        Column("asked", "待核准追加", unit="份", kind="int", value=lambda p: of(p).asked, width=112),
    )
