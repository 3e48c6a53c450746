"""Columns of the lists of inspections, findings, plans, draws, certificates and checklists."""

import datetime as dt

from django.urls import reverse

from portal.lib.tables import Column
from projects.inspections.enums import FindingState, InspectionState
from projects.models import Checklist, EnforcementCertificate, InspectionFinding, SiteInspection

TONES = {
    InspectionState.DRAFTED: "do", InspectionState.APPROVED: "do", InspectionState.ON_SITE: "do", InspectionState.CONCLUDED: "do",
    InspectionState.TOLD: "ok", InspectionState.CANCELLED: "",
}  # fmt: skip
FINDING_TONES = {FindingState.OPEN: "bad", FindingState.SUBMITTED: "do", FindingState.CLEARED: "ok", FindingState.ON_SPOT: "ok"}


def _project(row: SiteInspection | InspectionFinding) -> str:
    return row.project.name if row.project else ""


CHECKS = (
    Column("planned_on", "计划日期", kind="date", sort="planned_on", link=lambda r: r.get_absolute_url(), width=112),
    Column("employer", "被检查单位", words=lambda r: r.employer_name, value=lambda r: r.employer_name, sub=_project, wide=True),
    Column("kind", "类别", width=136),
    Column("state", "状态", kind="state", tone=lambda r: TONES[r.state], sort="state", width=104, corner=True),
    Column("region.name", "辖区", sort="region__code", width=88, on_phone=False),
    Column("plan", "检查计划", words=lambda r: r.plan.title if r.plan else "—", value=lambda r: r.plan.title if r.plan else "", hidden=True),
    Column("cap_note", "频次", words=lambda r: r.cap_note or "—", width=184, on_phone=False),
    Column("scanned_in", "扫码入企", value=lambda r: "是" if r.scanned_in else "", words=lambda r: "是" if r.scanned_in else "—", hidden=True),
    Column("departments", "联合单位", words=lambda r: r.departments or "—", hidden=True),
    Column("approved_by", "批准人", words=lambda r: r.approved_by or "—", hidden=True),
    Column("told_on", "告知日期", kind="date", hidden=True),
)


def findings(on: dt.date, *, official: bool) -> tuple[Column, ...]:
    """The firm's own list leaves out what only officials need."""

    def tone(row: InspectionFinding) -> str:
        return "bad" if row.is_overdue(on) else "do" if row.state == FindingState.OPEN else FINDING_TONES[row.state]

    def words(row: InspectionFinding) -> str:
        return f"逾期 {(on - row.rectify_by).days} 天" if row.is_overdue(on) else row.get_state_display()

    return (
        Column("item", "问题", link=lambda r: r.get_absolute_url(), sub=lambda r: r.text, wide=True),
        *(
            (Column("enterprise", "单位", value=lambda r: r.enterprise.name_on(r.found_on), words=lambda r: r.enterprise.name_on(r.found_on), sub=_project, wide=True),)
            if official
            else (Column("project", "项目", value=_project, words=lambda r: _project(r) or "—", wide=True),)
        ),
        Column("found_on", "查出", kind="date", sort="found_on", width=112),
        Column("rectify_by", "整改期限", kind="date", sort="rectify_by", width=112),
        Column("state", "状态", kind="state", words=words, tone=tone, sort="state", width=112, corner=True),
        Column("cleared_on", "销号", kind="date", sort="cleared_on", width=112, on_phone=False),
        Column(
            "look_back_result", "回头看", width=112, on_phone=False,
            words=lambda r: r.get_look_back_result_display() or (f"{r.look_back_by} 前" if r.look_back_by else "—"),
            value=lambda r: r.get_look_back_result_display() or (str(r.look_back_by) if r.look_back_by else ""),
        ),
        *((Column("region.name", "辖区", sort="region__code", width=88, on_phone=False),) if official else ()),
    )  # fmt: skip


PLANS = (
    Column("title", "计划", link=lambda r: r.get_absolute_url(), sub=lambda r: r.items_text, wide=True),
    Column("kind", "类别", width=128),
    Column("starts_on", "开始", kind="date", sort="starts_on", width=112),
    Column("ends_on", "结束", kind="date", sort="ends_on", width=112),
    Column("done", "已检查", unit="户", kind="int", width=104, sub=lambda r: f"计划 {r.target}" if r.target else ""),
    Column("state", "状态", kind="state", tone=lambda r: "ok" if r.state == "published" else "do" if r.state != "ended" else "", width=96, corner=True),
    Column("region.name", "辖区", sort="region__code", width=88, on_phone=False),
)

DRAWS = (
    Column("title", "抽取", link=lambda r: r.get_absolute_url(), sub=lambda r: r.name, wide=True),
    Column("kind", "类别", width=120),
    Column("frozen_at", "名单固定", kind="instant", sort="frozen_at", width=136),
    Column("population", "名单", unit="个", kind="int", value=lambda r: len(r.targets), width=96),
    Column("drawn", "抽中", unit="个", kind="int", value=lambda r: len(r.result) if r.result is not None else None, width=96),
    Column("state", "状态", kind="state", tone=lambda r: "ok" if r.state == "drawn" else "do", width=104, corner=True),
    Column("seed", "种子", words=lambda r: r.seed or "—", hidden=True),
)


def certificates(on: dt.date) -> tuple[Column, ...]:
    def state(row: EnforcementCertificate) -> str:
        if row.is_valid_on(on):
            left = (row.valid_until - on).days
            return f"{left} 天后到期" if left <= 30 else "有效"
        return "已收回" if row.withdrawn_on and row.withdrawn_on <= on else "未到发证日期" if row.valid_from > on else "已过期"

    return (
        Column("name", "姓名", sort="name", wide=True, sub=lambda r: r.number),
        Column("organisation.name", "执法机关", wide=True),
        Column("valid_from", "发证日期", kind="date", width=112),
        Column("valid_until", "有效期至", kind="date", sort="valid_until", width=112),
        Column("state", "状态", kind="state", value=state, words=state, tone=lambda r: "ok" if r.is_valid_on(on) else "bad", width=112, corner=True),
        Column("withdraw", "办理", value=lambda r: "", words=lambda r: "—" if r.withdrawn_on else "收回",
               link=lambda r: "" if r.withdrawn_on else reverse("certificate_withdraw", args=[r.uid]), exported=False, width=72),
    )  # fmt: skip


def checklist_columns(*, may_keep: bool) -> tuple[Column, ...]:
    """A list leads to its next version for those who write it."""

    def next_version(row: Checklist) -> str:
        return f"{reverse('checklist_new')}?from={row.uid}" if may_keep else ""

    return (
        Column("title", "检查表", sub=lambda r: "、".join(item["title"] for item in r.items), wide=True, link=next_version),
        Column("items", "项数", kind="int", value=lambda r: len(r.items), width=80),
        Column("source", "依据", wide=True),
        Column("valid_from", "启用", kind="date", sort="valid_from", width=112),
        Column("valid_until", "停用", kind="date", width=112),
        Column("region.name", "辖区", width=88, corner=True),
    )
