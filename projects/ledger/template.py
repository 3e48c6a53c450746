"""The empty ledger to download: the columns in order, a line of examples, choices to pick from."""

from portal.lib.sheets.blank import blank_list
from portal.tenancy.enums import Industry
from projects.enums import ProjectKind, ProjectState, SiteKind
from projects.enums_master import ApprovalLevel, Purpose, Scale

COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "1"),
    ("项目名称", 34, "样例花园一期（示例行，请删去）"),
    ("项目编码", 20, ""),
    ("县区", 12, "样例县"),
    ("乡镇街道", 14, "样例镇"),
    ("行业", 14, "住房城乡建设"),
    ("项目分类", 12, "房屋建筑"),
    ("工地类型", 12, "封闭工地"),
    ("投资性质", 18, "政府投资、国企总包"),
    ("建设单位", 28, "样例置业有限公司"),
    ("建设单位信用代码", 22, "91140300MA0KTE5T04"),
    ("施工总承包单位", 28, "样例建工集团有限公司"),
    ("施工总承包单位信用代码", 22, "91140403MA0HTE519H"),
    ("联合体成员单位", 28, ""),
    ("联合体成员单位信用代码", 22, ""),
    ("监理单位", 28, ""),
    ("监理单位信用代码", 22, ""),
    ("分包单位", 28, ""),
    ("分包单位信用代码", 22, ""),
    ("施工合同额（元）", 18, "20000000.00"),
    ("合同签订日期", 14, "2026-03-01"),
    ("人工费占比", 12, "20%"),
    ("人工费拨付周期", 12, "1个月"),
    ("施工许可证号", 24, ""),
    ("施工许可日期", 14, "2026-03-20"),
    ("开工日期", 14, "2026-03-25"),
    ("计划竣工日期", 14, "2027-09-30"),
    ("发薪日", 12, "次月20日"),
    ("劳资专管员", 12, "样例"),
    ("状态", 12, "在建"),
    ("地址", 30, ""),
    ("经度", 12, ""),
    ("纬度", 12, ""),
    ("标签", 16, ""),
    ("上级项目", 28, ""),
    ("投资项目代码", 24, ""),
    ("立项文号", 24, ""),
    ("立项级别", 12, ""),
    ("规模等级", 12, ""),
    ("工程用途", 16, ""),
    ("总投资（元）", 18, ""),
    ("建筑面积", 14, ""),
    ("长度", 12, ""),
)
CHOICES: dict[str, list[str]] = {
    "行业": Industry.labels,
    "项目分类": ProjectKind.labels,
    "工地类型": SiteKind.labels,
    "状态": ProjectState.labels,
    "立项级别": ApprovalLevel.labels,
    "规模等级": Scale.labels,
    "工程用途": Purpose.labels,
}


def ledger_template() -> bytes:
    return blank_list("在建工程项目台账", COLUMNS, CHOICES, fixed=2)
