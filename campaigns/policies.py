"""Figures of special drives, titles, bulletins and assessments that a tenant sets."""

from decimal import Decimal as D

from portal.tenancy.policies import PolicyKey
from portal.tenancy.policy_keys import idle

LOCAL = "国家没有规定；由本地文件定"
SAFE_MIN, SAFE_REGIONS = "campaigns.safe_projects_min", "campaigns.safe_projects_regions"
FUNDS, LABOUR_COST = "campaigns.funds_in_place_min", "campaigns.labour_cost_in_place_min"
_REACHED = "安薪项目达标数"
_TITLES = "安薪项目提名的资金条件"
_NOTICE = "通知只说“建设资金到位情况良好、人工费用拨付充足”，没有数"

CAMPAIGN_POLICIES = (
    PolicyKey(
        SAFE_MIN, "每个县（区）至少选树的安薪项目（0为没有规定）", int, "个", 0, LOCAL, "A",
        meaning="专项行动本身写明个数的，这里没有录入时按专项行动的个数。", needed_for=_REACHED, least=0,
    ),
    PolicyKey(
        SAFE_REGIONS, "安薪项目数量要求适用的县（区）、功能区（空为全部）", list, "区划代码", [], LOCAL, "A",
        meaning="一行一个区划代码，功能区写平台代码，例如 1403GX。", needed_for=_REACHED,
    ),
    PolicyKey(
        FUNDS, "安薪项目：建设资金到位率不低于", D, "比例", None, _NOTICE, "C",
        meaning="最近一个拨付期已拨 ÷ 应拨。", needed_for=_TITLES, least=0, most=D(2),
    ),
    PolicyKey(
        LABOUR_COST, "安薪项目：人工费用到位率不低于", D, "比例", None, _NOTICE, "C",
        meaning="最近一个拨付期专户到账 ÷ 应拨人工费。", needed_for=_TITLES, least=0, most=D(2),
    ),
    *idle(
        "提醒到期的调度通报",
        PolicyKey(
            "campaigns.bulletin_period", "调度通报的周期", str, "", "", LOCAL, "A", choices=(("", "没有规定"), ("weekly", "每周"), ("monthly", "每月")),
        ),
    ),
    *idle(
        "选定专项行动的统计表",
        PolicyKey("campaigns.stat_table", "专项行动统计表", str, "", "", LOCAL, "A", choices=(("", "没有规定"), ("17cols", "17 栏统计表"))),
    ),
    *idle(
        "专项考核计分",
        PolicyKey("campaigns.assess_weight_arrears", "解决欠薪问题占专项考核分的比重（0为没有规定）", D, "比例", D(0), LOCAL, "A", least=0, most=D(1)),
    ),
    *idle(
        "公布评价榜",
        PolicyKey(
            "campaigns.board", "项目和企业评价榜", list, "", [], LOCAL, "A", meaning="是评价榜，不是预警颜色。", choices=(("red", "红"), ("yellow", "黄"), ("black", "黑")),
        ),
    ),
)  # fmt: skip
