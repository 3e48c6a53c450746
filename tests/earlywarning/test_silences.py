"""豁免表: which rules rest for which state, kind of site or festival, by whose document, and who may change it."""

import pytest
from django.urls import reverse

from earlywarning.silences import silent_for, situations
from portal.lib import clock
from portal.operations.rules import RULES
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db


def codes(found, when: str) -> set[str]:
    return {silence.code for one in found if one.when == when for silence in one.silences}


def test_every_rules_own_exemptions_and_the_table_stand_together(tree):
    found = situations(RULES, PolicySet(tree.county, clock.today()))
    assert {"W20", "W21", "W39"} <= codes(found, "state.stopped") and "W01" not in codes(found, "state.stopped")
    assert {"W01", "W09", "W29"} <= codes(found, "state.completed_unsettled")
    assert codes(found, "spring_festival") == {"W20", "W21", "W39"}
    assert {silence.days for one in found if one.when == "spring_festival" for silence in one.silences} == {15}
    assert all(silence.source for one in found for silence in one.silences), "each has its source"


def test_without_a_region_the_national_defaults_stand(tree):
    found = situations(RULES, None)
    assert "W01" in codes(found, "state.settled")
    assert {"W20", "W21", "W39"} <= codes(found, "state.winter_break") and "W20" in codes(found, "spring_festival"), "the table's own lines too"


def test_a_tenants_own_exemption_is_told_with_its_paper_and_nowhere_else(tree):
    tenancy.policy_row(tree.county, "rules.W01.exempt_sites", ["scattered"], source="样例县〔2026〕1号")
    on = clock.today()
    here, there = (situations(RULES, PolicySet(region, on)) for region in (tree.county, tree.neighbour))
    own = [silence for one in here if one.when == "site.scattered" for silence in one.silences if silence.code == "W01"]
    assert [(silence.source, silence.is_own, silence.key) for silence in own] == [("样例县〔2026〕1号", True, "rules.W01.exempt_sites")]
    assert "W01" not in codes(there, "site.scattered")


def test_a_project_is_told_what_rests_for_it(county_inspector, tree, client_of):
    with acting(county_inspector):
        plain = make_project(tree.county)
        stopped = make_project(tree.county, state="stopped", site_kind="linear")
        policies = PolicySet(tree.county, clock.today())
        assert silent_for(RULES, policies, plain) == []
        assert {one.when for one in silent_for(RULES, policies, stopped)} == {"state.stopped", "site.linear"}
    client = client_of(county_inspector)
    assert "现在不预警的规则" not in client.get(plain.get_absolute_url()).content.decode()
    page = client.get(stopped.get_absolute_url()).content.decode()
    assert "现在不预警的规则" in page and reverse("exemption_table") in page


def test_the_administrator_is_led_to_the_figure_and_a_firm_reads_it(tree, county_inspector, admin, contractor, client_of):
    url, edit = reverse("exemption_table"), reverse("policy", args=["earlywarning.exemptions"])
    assert "修改豁免表" in client_of(admin).get(url).content.decode()
    page = client_of(county_inspector).get(url).content.decode()
    assert "修改豁免表" not in page and "W20 数据静默" in page
    firm = client_of(contractor).get(url).content.decode()
    assert "全国默认" in firm and edit not in firm
    assert url in client_of(contractor).get(reverse("rule_book")).content.decode()
