"""Kinds and states of projects, their parties, money and employers."""

from django.db import models


class ProjectKind(models.TextChoices):
    """项目分类 of the national construction workers' dictionary; the value is the dictionary's code."""

    HOUSING = "01", "房屋建筑"
    MUNICIPAL = "02", "市政公用"
    MECHANICAL = "03", "机电安装"
    RAILWAY = "04", "铁路"
    ROAD = "05", "公路"
    PORT = "06", "港口与航道"
    WATER = "07", "水利水电"
    POWER = "08", "电力"
    MINE = "09", "矿山"
    SMELTING = "10", "冶炼"
    CHEMICAL = "11", "化工石油"
    TELECOM = "12", "通信"
    OTHER = "99", "其他"


class ProjectState(models.TextChoices):
    """What happens on the site now; stoppages and breaks pause the rules that need work going on."""

    PREPARING = "preparing", "筹备"
    UNDER_CONSTRUCTION = "under_construction", "在建"
    STOPPED = "stopped", "停工"
    WINTER_BREAK = "winter_break", "冬歇期"
    HOLIDAY_BREAK = "holiday_break", "节假日停工"
    COMPLETED_UNSETTLED = "completed_unsettled", "完工未结清"
    SETTLED = "settled", "已结清"


BREAKS = (ProjectState.STOPPED, ProjectState.WINTER_BREAK, ProjectState.HOLIDAY_BREAK)
ENDED = (ProjectState.COMPLETED_UNSETTLED, ProjectState.SETTLED)


class SiteKind(models.TextChoices):
    """How people enter: a gate, a line (road, pipeline, river) or scattered small works."""

    CLOSED = "closed", "封闭工地"
    LINEAR = "linear", "线性工程"
    SCATTERED = "scattered", "分散零星"


class Part(models.TextChoices):
    """In which part an organisation takes part."""

    OWNER = "owner", "建设单位"
    GENERAL_CONTRACTOR = "general_contractor", "施工总承包单位"
    CONSORTIUM_MEMBER = "consortium_member", "联合体成员"
    DIRECT_SPECIALIST = "direct_specialist", "直接承包的专业承包单位"
    SUBCONTRACTOR = "subcontractor", "分包单位"
    SUPERVISOR = "supervisor", "监理单位"
    BANK = "bank", "开户银行"


CONTRACTING = (Part.GENERAL_CONTRACTOR, Part.DIRECT_SPECIALIST)


class Tag(models.TextChoices):
    """Why a project is watched more closely."""

    PRESOLD_HOUSING = "presold_housing", "保交楼"
    RISKY_DEVELOPER = "risky_developer", "债务风险房企"
    PAST_ARREARS = "past_arrears", "曾欠薪"
    VILLAGE_ROAD = "village_road", "村镇道路"
    RELOCATION_HOUSING = "relocation_housing", "扶贫安置房"
    SCHOOL_RENOVATION = "school_renovation", "学校改造"
    UTILITIES_LIGHTING = "utilities_lighting", "水电管网亮化"
    WORK_RELIEF = "work_relief", "以工代赈"


class DepositForm(models.TextChoices):
    """工资保证金 may be paid in or guaranteed (65号文 第六条)."""

    CASH = "cash", "现金"
    BANK_GUARANTEE = "bank_guarantee", "银行保函"
    GUARANTOR = "guarantor", "工程担保公司保函"
    INSURANCE = "insurance", "保证保险"
    EXEMPT = "exempt", "免存"


GUARANTEED = (DepositForm.BANK_GUARANTEE, DepositForm.GUARANTOR, DepositForm.INSURANCE)


class HoldKind(models.TextChoices):
    """What stops closing an account, a refund or the state 已结清."""

    OPEN_CASE = "open_case", "案件未办结"
    UNPAID_MONTH = "unpaid_month", "有月份未发清"
    LAWSUIT = "lawsuit", "仲裁或诉讼中"
    OTHER = "other", "其他"


class TableClass(models.TextChoices):
    """Row of the 17-column table an employer is counted in."""

    CONSTRUCTION = "construction", "建筑企业"
    MANUFACTURING = "manufacturing", "加工制造企业"
    OTHER = "other", "其他用人单位"


class Post(models.TextChoices):
    """Links of the chain of responsibility (人盯人、人盯项目), top down."""

    COUNTY_LEADER = "county_leader", "县级包保领导"
    DEPARTMENT = "department", "行业主管部门"
    TOWNSHIP = "township", "乡镇街道"
    GRID_OFFICER = "grid_officer", "网格员"
    INSPECTOR = "inspector", "监察员"
    ENTERPRISE = "enterprise", "企业负责人"


class TownshipRank(models.TextChoices):
    """Who answers for a whole township or street."""

    DIVISION = "division", "处级分管领导"
    SECTION = "section", "科级联络员"
