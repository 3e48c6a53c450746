"""Leading groups, letterheads and figures of the five tenants, each from the notice it published.

A figure the notices do not give is not here: it stays open until the tenant enters it with its document. 西青's notice has
no number, so its office must enter a 代字 before it issues its first letter.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.tenancy.actions.open_jurisdiction import Opening

SHANXI = "山西省保障农民工工资支付办法（省政府令第295号）：当日受理，一般案件3日内核实并清偿到位"
YANGQUAN = "阳农工治欠办〔2024〕4号《关于开展工程建设领域“安薪行动”的通知》：三日清零"
HENAN = "河南省劳动保障监察条例（2010年修正）：7日内决定是否立案，立案之日起30日内结案"
XIQING = "西青区《关于在工程建设领域开展“安‘薪’西青”工程的实施方案》（2022年7月15日）：一单四函"
LUZHOU = "潞州政办发〔2022〕10号《关于进一步做好在建项目根治欠薪工作的通知》"
SHANXI_GRID = "晋政办发〔2023〕75号：开工、农民工进场一个月内完成实地检查"
LUQU = "碌政办发〔2024〕49号《拖欠农民工工资问题专项整治实施方案》"
PINGDINGSHAN = "平治欠办〔2020〕6号《关于开展根治欠薪冬季专项行动的通知》"
HENAN_CRIME = "河南省拒不支付劳动报酬罪数额标准：8千元、4万元，文号由租户核补"
CLEARANCE_DAYS = ("clearance.days_red", "clearance.days_lead")


@dataclass(frozen=True)
class Figure:
    """One policy value with its document."""

    key: str
    value: Any
    source: str
    valid_from: dt.date
    certainty: str = "A"


@dataclass(frozen=True)
class TenantSeed:
    """What is known of a tenant before it enters anything itself."""

    region: str
    opening: Opening
    figures: tuple[Figure, ...] = ()


_SHANXI_FIGURES = (
    Figure("cases.accept_same_day", True, SHANXI, dt.date(2022, 3, 1)),
    Figure("projects.site_check_months", 1, SHANXI_GRID, dt.date(2023, 11, 1)),
)
_SAFE_DRIVE = dt.date(2024, 6, 11)
_XIQING_DAY = dt.date(2022, 7, 15)
_LUQU_DAY = dt.date(2024, 7, 31)

TENANTS = (
    TenantSeed(
        "140300",
        Opening(
            leading_group="阳泉市人民政府农民工工作暨根治拖欠农民工工资工作领导小组",
            office="阳泉市人民政府农民工工作暨根治拖欠农民工工资工作领导小组办公室",
            office_short="市治欠办",
            prefixes={"*": "阳农工治欠办"},
            letterhead={"name": "阳泉市人民政府农民工工作暨\n根治拖欠农民工工资工作领导小组办公室"},
        ),
        (
            *_SHANXI_FIGURES,
            Figure("projects.checklists", ["five", "further", "yangquan5", "yangquan7"], f"{YANGQUAN}；执法检查“五有”和七项制度", _SAFE_DRIVE),
            *(Figure(key, 3, YANGQUAN, dt.date(2024, 6, 11)) for key in CLEARANCE_DAYS),
            Figure("clearance.calendar", "natural", SHANXI, dt.date(2022, 3, 1), "B"),
            Figure("campaigns.safe_projects_min", 5, YANGQUAN, _SAFE_DRIVE),
            # Whether 高新区 counts for the number of each county is asked of the city's office.
            Figure("campaigns.safe_projects_regions", None, "通知没有写明高新区是否计入“每个县区至少5个”，请市办确认", _SAFE_DRIVE, "C"),
            Figure("deposit.waive_balance_ratio", "0.01", f"{YANGQUAN}；专户余额超过年度施工合同额1%的新开工项目可暂免存", _SAFE_DRIVE),
            Figure("deposit.safe_project_exempt", True, f"{YANGQUAN}；安薪项目免于存储", _SAFE_DRIVE),
            Figure("deposit.raise_in_cash", True, f"{YANGQUAN}；欠薪的以现金在本项目专户足额存储", _SAFE_DRIVE),
        ),
    ),
    TenantSeed(
        "140403",
        Opening(
            leading_group="长治市潞州区农民工工作暨根治拖欠农民工工资工作领导小组",
            office="长治市潞州区农民工工作暨根治拖欠农民工工资工作领导小组办公室",
            office_short="潞州区治欠办",
            prefixes={"*": "潞州政办发"},
            letterhead={"name": "长治市潞州区人民政府办公室"},
        ),
        (
            *_SHANXI_FIGURES,
            Figure("projects.checklists", ["five", "luzhou", "further"], f"{LUZHOU}；五项制度和其他要求", dt.date(2022, 3, 15)),
            Figure("projects.board_places", ["入口处", "项目部", "生活区"], f"{LUZHOU}；告示牌设在入口处、项目部、生活区", dt.date(2022, 3, 15)),
            *(Figure(key, 3, SHANXI, dt.date(2022, 3, 1)) for key in CLEARANCE_DAYS),
            Figure("campaigns.assess_weight_arrears", "0.5", f"{LUZHOU}：解决欠薪问题占专项考核分50%", dt.date(2022, 3, 15)),
        ),
    ),
    TenantSeed(
        "120111",
        Opening(
            leading_group="天津市西青区根治拖欠农民工工资工作领导小组",
            office="天津市西青区根治拖欠农民工工资工作领导小组办公室",
            office_short="西青区治欠办",
            letterhead={"name": "天津市西青区人民政府办公室"},
        ),
        (
            Figure(
                "instruments.kinds",
                ["transfer_slip", "risk_warning_letter", "recommendation_letter", "supervision_letter", "interview_letter"],
                XIQING,
                dt.date(2022, 7, 15),
            ),
            Figure("instruments.addressee.risk_warning_letter", "township", XIQING, _XIQING_DAY),
            Figure("projects.projects_per_grid", 3, f"{XIQING}；每3个在建项目配1名网格员", _XIQING_DAY),
            Figure("projects.street_leads_division", 1, f"{XIQING}；每个街镇1名处级领导", _XIQING_DAY),
            Figure("projects.street_leads_section", 1, f"{XIQING}；每个街镇1名科级联络人", _XIQING_DAY),
            Figure("projects.checklists", ["five", "xiqing", "further"], f"{XIQING}；联合检查9项制度", _XIQING_DAY),
            # The plan counts nine systems and names six; the office is asked for the others.
            Figure("projects.checklist_open_items", None, "实施方案列出6项，其余3项请区办按检查表补全", _XIQING_DAY, "C"),
            Figure("projects.joint_check_items", 9, f"{XIQING}；联合检查9项制度", _XIQING_DAY),
            Figure("projects.joint_check_team", ["labour", "industry", "street"], f"{XIQING}；人社部门牵头，会同行业部门、属地街镇组成联合检查组", _XIQING_DAY),
            Figure("projects.account_filing", "platform", f"{XIQING}；开立后30日内将相关信息上传监控预警平台", _XIQING_DAY),
            Figure("campaigns.board", ["red", "yellow", "black"], f"{XIQING}；红黄黑榜", _XIQING_DAY),
        ),
    ),
    TenantSeed(
        "623026",
        Opening(
            leading_group="碌曲县拖欠农民工工资问题专项整治工作专班",
            office="碌曲县拖欠农民工工资问题专项整治工作专班办公室",
            office_short="县专班办",
            prefixes={"*": "碌政办发"},
            letterhead={"name": "碌曲县人民政府办公室", "second_script": "ཀླུ་ཆུ་རྫོང་མི་དམངས་སྲིད་གཞུང་གཞུང་ལས་ཁང་།"},
        ),
        (
            Figure("earlywarning.levels", ["red", "yellow", "blue"], f"{LUQU}：红黄蓝三级预警分类处置", _LUQU_DAY),
            Figure("earlywarning.platform_rules", None, f"{LUQU}没有写明省平台红黄蓝的判定口径，请向省平台索取", _LUQU_DAY, "C"),
            Figure("campaigns.bulletin_period", "weekly", f"{LUQU}：周调度、周通报", _LUQU_DAY),
            Figure("cases.dual_assign", True, f"{LUQU}：双交办", _LUQU_DAY),
            Figure("projects.checklists", ["five", "luqu", "further"], f"{LUQU}；六类数据应纳尽纳、应录尽录", _LUQU_DAY),
        ),
    ),
    TenantSeed(
        "410400",
        Opening(
            leading_group="平顶山市根治拖欠农民工工资工作领导小组",
            office="平顶山市根治拖欠农民工工资工作领导小组办公室",
            office_short="市治欠办",
            prefixes={"*": "平治欠办"},
            letterhead={"name": "平顶山市根治拖欠农民工工资\n工作领导小组办公室"},
        ),
        (
            # Whether the province has amended its rule since is to be checked by the tenant.
            Figure("cases.more_lead_terms", ["D17a"], HENAN, dt.date(2010, 7, 30), "B"),
            Figure("cases.more_case_terms", ["D17b"], HENAN, dt.date(2010, 7, 30), "B"),
            Figure("crime.single_amount", "8000", HENAN_CRIME, dt.date(2020, 1, 1)),
            Figure("crime.group_amount", "40000", HENAN_CRIME, dt.date(2020, 1, 1)),
            Figure("campaigns.stat_table", "17cols", PINGDINGSHAN, dt.date(2020, 11, 9)),
        ),
    ),
)


def tenant_seed(code: str) -> TenantSeed | None:
    return next((tenant for tenant in TENANTS if tenant.region == code), None)
