"""Columns of the lists, shared by screen, phone cards and export."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib import marks
from portal.lib.tables import Column
from projects.enums import BREAKS, ENDED, ProjectState
from projects.models import Project

STATE_TONES = {ProjectState.UNDER_CONSTRUCTION: "do", ProjectState.SETTLED: "ok", ProjectState.COMPLETED_UNSETTLED: "bad", ProjectState.STOPPED: "bad"}
# 项目状态 of the national dictionary.
STATE_CODES = {ProjectState.PREPARING: "001", ProjectState.UNDER_CONSTRUCTION: "003"} | dict.fromkeys(ENDED, "004") | dict.fromkeys(BREAKS, "005")
# Annotated by ProjectQuerySet.with_gaps().
GAPS = (("lacks_officer", "劳资专管员"), ("lacks_account", "专户"), ("lacks_deposit", "保证金"), ("lacks_agreement", "委托代发"), ("lacks_board", "告示牌"))


def gaps(project: Project) -> list[str]:
    """Which of the systems are not there that the place asks for, in words."""
    return [words for name, words in GAPS if getattr(project, name)]


def draw_gaps(project: Project) -> SafeString:
    missing = gaps(project)
    if not missing:
        return marks.mark("ok", "齐全")
    return format_html('{}<span class="sub">{}</span>', marks.mark("yellow", f"缺 {len(missing)} 项"), "、".join(missing))


PROJECTS = (
    Column("name", "项目", sort="name_key", link=lambda p: p.get_absolute_url(), sub=lambda p: p.code, wide=True),
    Column("region.name", "辖区", sort=("region__code", "name_key"), width=88),
    Column("township", "乡镇街道", value=lambda p: p.township.name if p.township else "", words=lambda p: p.township.name if p.township else "—", hidden=True),
    Column("state", "状态", kind="state", sort="state", tone=lambda p: STATE_TONES.get(p.state, ""), width=96, corner=True),
    Column("gaps", "制度缺项", value=lambda p: "、".join(gaps(p)), html=draw_gaps, wide=True, width=240),
    Column("steps", "待办", unit="项", kind="int", sort="steps", sub=lambda p: f"超期 {p.late_steps}" if p.late_steps else "", width=96, hidden=True),
    Column(
        "general_contractor",
        "施工总承包",
        words=lambda p: p.general_contractor.name if p.general_contractor else "—",
        value=lambda p: p.general_contractor.name if p.general_contractor else "",
        wide=True,
    ),
    Column("contract_amount", "合同额", unit="万元", kind="wan", sort="contract_amount", width=120),
    Column("pay_day_words", "发薪日", width=96, on_phone=False),
    Column(
        "inspector",
        "监察员",
        words=lambda p: p.inspector.name if p.inspector else "—",
        value=lambda p: p.inspector.name if p.inspector else "",
        width=80,
        on_phone=False,
    ),
    Column("industry", "行业", hidden=True),
    Column("kind", "分类", hidden=True),
    Column("site_kind", "工地类型", hidden=True),
    Column("flags", "投资性质", value=lambda p: "、".join(p.flags), words=lambda p: "、".join(p.flags) or "—", hidden=True),
    Column("tag_words", "标签", value=lambda p: "、".join(p.tag_words), words=lambda p: "、".join(p.tag_words) or "—", hidden=True),
    Column("owner", "建设单位", words=lambda p: p.owner.name if p.owner else "—", value=lambda p: p.owner.name if p.owner else "", hidden=True),
    Column("contract_signed_on", "合同签订", kind="date", sort="contract_signed_on", hidden=True, on_phone=False),
    Column("permit_number", "施工许可证号", hidden=True, on_phone=False),
    Column("permit_issued_on", "许可日期", kind="date", sort="permit_issued_on", hidden=True, on_phone=False),
    Column("started_on", "开工", kind="date", sort="started_on", hidden=True, on_phone=False),
    Column("planned_end_on", "计划竣工", kind="date", sort="planned_end_on", hidden=True, on_phone=False),
    Column("wage_officer_name", "劳资专管员", hidden=True),
    Column("code", "项目编码", on_screen=False),
    Column("owner_uscc", "建设单位信用代码", value=lambda p: p.owner.uscc if p.owner else "", on_screen=False),
    Column("contractor_uscc", "施工总承包信用代码", value=lambda p: p.general_contractor.uscc if p.general_contractor else "", on_screen=False),
    Column("kind_code", "项目分类代码", value=lambda p: p.kind, on_screen=False),
    Column("state_code", "项目状态代码", value=lambda p: STATE_CODES[p.state], on_screen=False),
    Column("completed_on", "完工日期", kind="date", on_screen=False),
    Column("address", "地址", on_screen=False),
)

EMPLOYERS = (
    Column(
        "organisation.name",
        "用人单位",
        sort="organisation__name",
        link=lambda e: reverse("employer", args=[e.uid]),
        sub=lambda e: e.organisation.uscc or "没有信用代码",
        wide=True,
    ),
    Column("region.name", "辖区", sort="region__code", width=96),
    Column("table_class", "统计类别", width=120, corner=True),
    Column("township", "乡镇街道", words=lambda e: e.township.name if e.township else "—", value=lambda e: e.township.name if e.township else "", width=120),
    Column("contact_name", "联系人", width=96),
    Column("contact_phone", "联系电话", value=lambda e: str(e.contact_phone or ""), words=lambda e: str(e.contact_phone or "—"), width=120),
    Column(
        "is_operating", "经营", kind="state", words=lambda e: "正常" if e.is_operating else "停业", tone=lambda e: "ok" if e.is_operating else "bad", width=80
    ),
    Column("last_workers", "职工", unit="人", kind="int", width=88, on_phone=False),
    Column("last_migrants", "农民工", unit="人", kind="int", width=96, on_phone=False),
    Column("last_signed", "签合同", unit="人", kind="int", hidden=True),
    Column("checked_on", "台账核实", kind="date", sort="checked_on", width=112, on_phone=False),
    Column("last_on", "最近检查", kind="date", sort="last_on", width=112),
)

INSPECTIONS = (
    Column("on", "日期", kind="date", sort="on", link=lambda i: reverse("inspection", args=[i.uid]), width=112),
    Column(
        "employer",
        "用人单位",
        words=lambda i: i.employer_name,
        value=lambda i: i.employer_name,
        sub=lambda i: i.project.name if i.project else "",
        wide=True,
    ),
    Column("table_class", "统计类别", words=lambda i: i.employer.get_table_class_display(), value=lambda i: i.employer.get_table_class_display(), width=112),
    Column("region.name", "辖区", sort="region__code", width=88),
    Column("workers", "职工", unit="人", kind="int", sort="workers", width=88),
    Column("migrant_workers", "农民工", unit="人", kind="int", sort="migrant_workers", width=96),
    Column("with_contract", "签合同", unit="人", kind="int", sort="with_contract", width=96),
    Column(
        "arrears_found",
        "欠薪",
        kind="state",
        words=lambda i: "发现" if i.arrears_found else "没有",
        tone=lambda i: "bad" if i.arrears_found else "",
        corner=True,
        width=72,
    ),
    Column("inspectors", "检查人", hidden=True),
)


def state_tone(project: Project) -> str:
    return STATE_TONES.get(project.state, "")
