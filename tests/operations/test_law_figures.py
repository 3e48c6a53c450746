"""Every figure of the initial parameters of the law notes is a declared policy with its source; what they leave open is asked."""

import datetime as dt
from decimal import Decimal as D

import pytest

from portal.lib.errors import Refused
from portal.operations.seed.load import load_national, open_seeded
from portal.operations.seed.tenants import TENANTS
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, declared, groups, open_questions

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 26)
AT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)

NATIONAL = {
    "deposit.rate_min": D("0.01"), "deposit.rate_max": D("0.03"), "deposit.multi_rate_min": D("0.005"), "deposit.small_amount": D(3_000_000),
    "deposit.up_arrears": D("0.5"), "deposit.up_list": D(1), "deposit.down_2y": D("0.5"), "deposit.clean3_exempt": True,
    "deadlines.D01": 30, "deadlines.D02": 30, "deadlines.D06": 20, "deadlines.D09": 10, "deadlines.D11": 30, "deadlines.D08": 5, "deadlines.D12a": 5,
    "deadlines.D12b": 3, "deadlines.D15": 5, "deadlines.D18a": 60, "deadlines.D18b": 90, "deadlines.D30": 3,
    "crime.single_min": D(5_000), "crime.single_max": D(20_000), "crime.single_months": 3, "crime.group_people": 10, "crime.group_min": D(30_000),
    "crime.group_max": D(100_000), "deadlines.D28a": 3, "deadlines.D28b": 6, "cases.compensation_min": D("0.5"), "cases.compensation_max": D(1),
}  # fmt: skip
ASKED = ["deposit.base_rate", "wagepay.minimum_wage", "crime.single_amount", "crime.group_amount"]
TENANT = {
    "140300": {
        "clearance.days_red": 3, "clearance.days_lead": 3, "cases.accept_same_day": True, "campaigns.safe_projects_min": 5,
        "deposit.waive_balance_ratio": D("0.01"), "deposit.safe_project_exempt": True, "deposit.raise_in_cash": True,
        "deadlines.D36.140300": "每年 10 月 10 日",
    },
    "140403": {"cases.accept_same_day": True, "clearance.days_red": 3, "campaigns.assess_weight_arrears": D("0.5"), "projects.site_check_months": 1},
    "120111": {
        "projects.projects_per_grid": 3, "projects.street_leads_division": 1, "projects.street_leads_section": 1, "projects.joint_check_items": 9,
        "instruments.kinds": ["transfer_slip", "risk_warning_letter", "recommendation_letter", "supervision_letter", "interview_letter"],
        "campaigns.board": ["red", "yellow", "black"],
    },
    "623026": {"earlywarning.levels": ["red", "yellow", "blue"], "campaigns.bulletin_period": "weekly", "cases.dual_assign": True},
    "410400": {
        "deadlines.D17a": 7, "deadlines.D17b": 30, "deadlines.D17c": 60, "cases.more_lead_terms": ["D17a"], "cases.more_case_terms": ["D17b"],
        "crime.single_amount": D(8_000), "crime.group_amount": D(40_000), "campaigns.stat_table": "17cols",
    },
}  # fmt: skip
OPEN = {
    "140300": [*ASKED, "campaigns.safe_projects_regions"],
    "140403": ASKED,
    "120111": ASKED,
    "623026": [*ASKED, "earlywarning.platform_rules"],
    "410400": ["deposit.base_rate", "wagepay.minimum_wage"],
}


@pytest.fixture
def opened(db):
    load_national(actor=system_actor(), on=ON)
    for tenant in TENANTS:
        open_seeded(tenant, actor=system_actor(), on=ON, at=AT)


def here(code: str) -> PolicySet:
    return PolicySet(Region.objects.get(code=code), ON)


@pytest.mark.parametrize(("key", "value"), NATIONAL.items())
def test_the_national_figure_is_declared_with_its_law(key, value):
    found = declared()[key]
    assert (found.default, type(found.default)) == (value, type(value))
    assert found.source and found.certainty in "AB"


def test_each_tenant_has_the_figures_of_its_notice_with_their_documents(opened):
    for code, figures in TENANT.items():
        policies = here(code)
        assert {key: policies[key].value for key in figures} == figures, code
        assert all(policies[key].source for key in figures)


def test_what_is_left_open_is_asked_of_the_tenant_and_refuses_meanwhile(opened):
    for code, keys in OPEN.items():
        policies = here(code)
        assert set(keys) <= set(open_questions(policies)), code
        for key in keys:
            with pytest.raises(Refused, match="租户未录入"):
                policies[key].require()
            assert declared()[key].needed_for, "the page says which function waits"


def test_every_open_question_says_what_waits_for_it_and_every_key_belongs_to_a_group():
    assert [key.key for key in declared().values() if key.default is None and not key.needed_for] == []
    assert [key.key for key in declared().values() if key.prefix not in groups()] == []


def test_a_figure_of_national_law_is_no_tenants_to_set():
    assert all(key.default is not None for key in declared().values() if key.fixed)
    assert {key.prefix for key in declared().values() if key.fixed} == {"deadlines", "deposit", "crime", "cases"}
