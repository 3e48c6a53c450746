"""The figures of leads and cases that a tenant sets."""

from portal.tenancy.policies import PolicyKey

CASE_POLICIES = (
    PolicyKey("cases.accept_same_day", "当日受理线索", bool, "", False, "国家：5 个工作日内受理（监察条例实施规定18）", "A"),
)
