"""W56: firms that come to a site and owed wages elsewhere or stand on the list, just inside and just outside both spans."""

import datetime as dt

import pytest

from cases.models import Case
from cases.rules import w56_firm_with_past as w56
from earlywarning.lanes import lane_of
from portal.lib.rules import Affected, Level
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.models import ProjectParty
from tests.make.cases import ON, lines_of, make_case, verify
from tests.make.projects import make_party, make_project

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LIMITS = {threshold.key: threshold.default for threshold in w56.DEFAULTS}


@pytest.fixture
def firm(neighbour_inspector, other_site) -> Organisation:
    """The general contractor of 盂县's site: wages of one worker were verified there on the 20th."""
    with acting(neighbour_inspector):
        case = make_case(neighbour_inspector, other_site)
        verify(neighbour_inspector, lines_of(neighbour_inspector, case)[0], 5000)
    return other_site.general_contractor


@pytest.fixture
def came(inspector, site, firm) -> ProjectParty:
    """The same firm came to a site of 平定县 on the 20th."""
    with acting(inspector):
        return make_party(site, firm, on=ON)


def found(actor, site, on=ON, **changes):
    with acting(actor):
        rows = w56.find([site.region_id], on, LIMITS | changes)
    assert len(rows) <= 1
    return rows[0].evidence if rows else None


@pytest.mark.parametrize(("days", "hit"), [(-1, False), (0, True), (90, True), (91, False)])
def test_it_is_told_for_ninety_days_after_the_firm_came(inspector, site, came, days, hit):
    evidence = found(inspector, site, ON + days * DAY)
    assert (evidence is not None) == hit
    if evidence:
        assert (evidence["firm"], evidence["cases"], evidence["place"], evidence["part"]) == (came.organisation.name, 1, "盂县", "分包单位")
        assert w56.grade(evidence, LIMITS) == Level.BLUE and w56.affected(evidence) == Affected()
        assert "曾查实欠薪 1 件" in w56.headline(evidence) and "24 个月内有 1 件查实的欠薪，最近一件 2026-11-20（盂县）" in w56.explain(evidence, LIMITS)


@pytest.mark.parametrize(("days", "hit"), [(0, True), (1, False)])
def test_arrears_count_for_two_years(inspector, site, firm, days, hit):
    day = dt.date(2028, 11, 20) + days * DAY
    with acting(inspector):
        make_party(site, firm, on=day)
    assert (found(inspector, site, day) is not None) == hit


def test_neither_what_was_unfounded_nor_the_sites_own_case_nor_a_firm_that_left_counts(inspector, neighbour_inspector, site, other_site, came):
    assert found(neighbour_inspector, other_site) is None, "its own arrears are told by their own warnings"
    with acting(inspector):
        ProjectParty.objects.writable_by(inspector).filter(pk=came.pk).update(left_on=ON + DAY)
    assert found(inspector, site) is not None and found(inspector, site, ON + DAY) is None
    with acting(neighbour_inspector):
        Case.objects.visible_to(neighbour_inspector).update(closing_kind="unfounded", state="closed", closed_on=ON)
    assert found(inspector, site) is None


def test_the_list_is_worse_than_arrears_and_ends_with_the_removal(inspector, site, came):
    with acting(inspector):
        other = make_project(site.region, on=ON - 300 * DAY, started_on=ON - 290 * DAY)
        make_party(site, other.general_contractor, on=ON)
        value = facts.listing(listed_on=ON - 10 * DAY, removed_on=ON + 10 * DAY, organ="样例人社局", document="样例〔2026〕1号")
        post_fact(project_id=other.pk, region_id=other.region_id, item=facts.LISTING, value=value, on=ON, source="样例")
    evidence = found(inspector, site)
    assert (evidence["firm"], evidence["firms"], w56.grade(evidence, LIMITS)) == (other.general_contractor.name, 2, Level.YELLOW)
    assert "由样例人社局列入失信联合惩戒名单" in w56.explain(evidence, LIMITS) and "共 2 家" in w56.explain(evidence, LIMITS)
    assert lane_of(w56.CODE, evidence, LIMITS) == "duty", "no firm of the site reads of another's cases"
    assert any("重点监控" in step for step in w56.remedy(evidence)) and "失信名单" in w56.headline(evidence)
    assert found(inspector, site, ON + 10 * DAY)["firm"] == came.organisation.name
