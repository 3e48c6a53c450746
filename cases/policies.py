"""The figures of leads and cases that a tenant sets."""

from decimal import Decimal as D

from portal.lib.deadline_rules import RULES
from portal.tenancy.policies import PolicyKey
from portal.tenancy.policy_keys import idle

_TERMS = tuple(dict((rule.code, f"{rule.code} {rule.title}") for rule in RULES if rule.pausable).items())
COMPENSATION = "《劳动合同法》第85条、《劳动保障监察条例》第26条"
CRIME = "刑法第276条之一、法释〔2013〕3号第3条"
SINGLE, GROUP = "crime.single_amount", "crime.group_amount"

CASE_POLICIES = (
    PolicyKey("cases.accept_same_day", "当日受理线索", bool, "", False, "国家：5 个工作日内受理（监察条例实施规定18）", "A", needed_for="线索受理期限"),
    PolicyKey(
        "cases.more_lead_terms",
        "线索另须遵守的时限",
        list,
        "时限代码",
        [],
        "与国家时限并存，按先到的办理；例如河南 D17a",
        "P",
        needed_for="线索受理期限",
        choices=_TERMS,
    ),
    PolicyKey(
        "cases.more_case_terms",
        "案件另须遵守的时限",
        list,
        "时限代码",
        [],
        "与国家时限并存，按先到的办理；例如河南 D17b",
        "P",
        needed_for="案件办理期限",
        choices=_TERMS,
    ),
    *idle("线索双交办", PolicyKey("cases.dual_assign", "线索双交办（属地和行业部门同时交办）", bool, "", False, "国家没有规定；由本地文件定", "A")),
    *idle(
        "计算加付赔偿金",
        PolicyKey("cases.compensation_min", "逾期不支付加付赔偿金下限", D, "比例", D("0.5"), COMPENSATION, "A", fixed=True),
        PolicyKey("cases.compensation_max", "逾期不支付加付赔偿金上限", D, "比例", D(1), COMPENSATION, "A", fixed=True),
    ),
)
CRIME_POLICIES = idle(
    "确认达到移送数额",
    PolicyKey("crime.single_months", "拒不支付一人：欠薪月数", int, "个月", 3, CRIME, "A", fixed=True),
    PolicyKey("crime.single_min", "拒不支付一人：全国数额下限", D, "元", D(5_000), CRIME, "A", fixed=True),
    PolicyKey("crime.single_max", "拒不支付一人：全国数额上限", D, "元", D(20_000), CRIME, "A", fixed=True),
    PolicyKey("crime.group_people", "拒不支付多人：人数", int, "人", 10, CRIME, "A", fixed=True),
    PolicyKey("crime.group_min", "拒不支付多人：全国数额下限", D, "元", D(30_000), CRIME, "A", fixed=True),
    PolicyKey("crime.group_max", "拒不支付多人：全国数额上限", D, "元", D(100_000), CRIME, "A", fixed=True),
    PolicyKey(
        SINGLE, "拒不支付一人：本省数额标准", D, "元", None, f"{CRIME}：各省在 5 千元至 2 万元内确定", "C",
        meaning="达到数额、责令到期仍不支付的，办理移送公安。没有录入时只能标“疑似”。", least=D(5_000), most=D(20_000),
    ),
    PolicyKey(
        GROUP, "拒不支付多人：本省累计数额标准", D, "元", None, f"{CRIME}：各省在 3 万元至 10 万元内确定", "C",
        meaning="十人以上累计。没有录入时只能标“疑似”。", least=D(30_000), most=D(100_000),
    ),
)  # fmt: skip
