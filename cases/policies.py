"""The figures of leads and cases that a tenant sets."""

from portal.tenancy.policies import PolicyKey

CASE_POLICIES = (
    PolicyKey("cases.accept_same_day", "当日受理线索", bool, "", False, "国家：5 个工作日内受理（监察条例实施规定18）", "A"),
    PolicyKey("cases.more_lead_terms", "线索另须遵守的时限", list, "时限代码", [], "与国家时限并存，按先到的办理；例如河南 D17a", "P"),
    PolicyKey("cases.more_case_terms", "案件另须遵守的时限", list, "时限代码", [], "与国家时限并存，按先到的办理；例如河南 D17b", "P"),
)
