"""Projects and parties in the codes of the national construction workers' dictionary."""

from portal.lib.tables import Column
from projects.enums_master import PART_CODES
from projects.models import ProjectParty
from projects.tables import STATE_CODES

NATIONAL = (
    Column("code", "项目编码"),
    Column("name", "项目名称", sort="name_key"),
    Column("kind", "项目分类", value=lambda p: p.kind, words=lambda p: p.kind),
    Column("owner_name", "建设单位名称", value=lambda p: p.owner.name if p.owner else ""),
    Column("owner_uscc", "建设单位统一社会信用代码", value=lambda p: (p.owner.uscc or "") if p.owner else ""),
    Column("contractor_name", "总承包单位名称", value=lambda p: p.general_contractor.name if p.general_contractor else ""),
    Column("contractor_uscc", "总承包单位统一社会信用代码", value=lambda p: (p.general_contractor.uscc or "") if p.general_contractor else ""),
    Column("region.code", "所在地区划代码"),
    Column("total_investment", "总投资（元）", kind="money"),
    Column("floor_area", "面积（平方米）", kind="number"),
    Column("length", "长度（米）", kind="number"),
    Column("started_on", "开工日期", kind="date"),
    Column("planned_end_on", "计划竣工日期", kind="date"),
    Column("completed_on", "竣工日期", kind="date"),
    Column("wage_officer_name", "联系人"),
    Column("state", "项目状态", value=lambda p: STATE_CODES[p.state], words=lambda p: STATE_CODES[p.state]),
    Column("longitude", "经度", value=lambda p: str(p.longitude or "")),
    Column("latitude", "纬度", value=lambda p: str(p.latitude or "")),
    Column("address", "地址"),
    Column("approval_number", "立项文号"),
    Column("approval_level", "立项级别", value=lambda p: p.approval_level, words=lambda p: p.approval_level),
    Column("scale", "建设规模", value=lambda p: p.scale, words=lambda p: p.scale),
    Column("purpose", "工程用途", value=lambda p: p.purpose, words=lambda p: p.purpose),
    Column("permit_number", "施工许可证号"),
    Column("programme_code", "投资项目代码"),
)


def _code(party: ProjectParty) -> str:
    return PART_CODES[party.part]


NATIONAL_PARTIES = (
    Column("project.code", "项目编码"),
    Column("uscc", "统一社会信用代码", value=lambda p: p.organisation.uscc or ""),
    Column("organisation.name", "单位名称"),
    Column("part", "参建单位类型", value=_code, words=_code),
    Column("entered_on", "进场时间", kind="date"),
    Column("left_on", "退场时间", kind="date"),
    Column("parent", "发包单位", value=lambda p: p.parent.organisation.name if p.parent else ""),
    Column("scope_of_work", "承包内容"),
)
