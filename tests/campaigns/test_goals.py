"""How many 安薪项目 are asked of which county: the tenant's figures, else the campaign's number; nobody is accused while it is open whom it binds."""

import datetime as dt

import pytest

from campaigns.actions.make_bulletin import bulletin_figures
from campaigns.bulletin_paper import context
from campaigns.goals import TitleGoal, reached, title_goal
from campaigns.models import WeeklyProgressBulletin
from campaigns.queries.progress import progress
from portal.dashboard.duties import duties
from portal.dashboard.leading_group import overview
from portal.tenancy.actions.rename_region import rename_region
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.campaigns import make_safe_wage_drive, make_winter_drive
from tests.make.tenancy import policy_row

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 5, 20)
REGIONS = "campaigns.safe_projects_regions"


@pytest.fixture
def campaign(tree, city_office):
    with acting(city_office):
        return make_safe_wage_drive(city_office, tree.city)


def goals(campaign, actor) -> dict[str, int]:
    with acting(actor):
        return {line.region.name: line.goal for line in progress(campaign, actor=actor, on=ON)}


def test_without_the_tenants_figures_the_campaigns_number_is_asked_of_all(tree, campaign, city_office):
    assert goals(campaign, city_office) == {"平定县": 5, "盂县": 5, "阳泉高新技术产业开发区": 5}


def test_the_tenants_number_and_counties_win(tree, campaign, city_office):
    policy_row(tree.city, "campaigns.safe_projects_min", 6)
    policy_row(tree.city, REGIONS, ["140321", "140322"])
    assert goals(campaign, city_office) == {"平定县": 6, "盂县": 6, "阳泉高新技术产业开发区": 0}


def test_a_county_that_was_renumbered_is_still_meant(tree, campaign, city_office):
    policy_row(tree.city, REGIONS, ["140321"])
    rename_region(actor=system_actor(), region=tree.county, name="平定市", code="140381", on=ON, document="样例政函〔2026〕1号", today=ON)
    assert goals(campaign, city_office) == {"平定市": 5, "盂县": 0, "阳泉高新技术产业开发区": 0}


class TestOpen:
    """The notice does not say whether the zone counts; until the office has said so nobody has missed anything."""

    @pytest.fixture(autouse=True)
    def asked(self, tree):
        policy_row(tree.city, REGIONS, None)

    def test_no_county_has_a_goal_and_the_page_says_why(self, campaign, city_office, client_of, settings):
        settings.PORTAL_DATE = ON
        assert set(goals(campaign, city_office).values()) == {0}
        page = client_of(city_office).get(f"/campaigns/{campaign.code}/").content.decode()
        assert "租户没有录入安薪项目数量要求适用哪些县（区），暂不考核" in page and "不考核" in page and "差 5" not in page

    def test_no_bulletin_names_a_county_as_short(self, tree, campaign, city_office):
        with acting(city_office):
            figures = bulletin_figures(actor=city_office, region=tree.city, week="2026-W21", on=ON)
            row = WeeklyProgressBulletin(region=tree.city, week="2026-W21", figures=figures)
            assert context(row, "某办")["short"] == []

    def test_the_dashboard_counts_nobody(self, tree, campaign, city_office):
        with acting(city_office):
            found = overview(city_office, tree.city, on=ON)
            assert found.goal == 0 and not [duty for duty in duties(city_office, campaign, found.lines, ON) if "安薪" in duty.name]


def test_a_bulletin_names_the_counties_that_have_a_goal_alone(tree, campaign, city_office):
    policy_row(tree.city, REGIONS, ["140321"])
    with acting(city_office):
        figures = bulletin_figures(actor=city_office, region=tree.city, week="2026-W21", on=ON)
        short = context(WeeklyProgressBulletin(region=tree.city, week="2026-W21", figures=figures), "某办")["short"]
        assert [line["name"] for line in short] == ["平定县"]
        for line in figures["lines"]:
            line.pop("goal")
        older = context(WeeklyProgressBulletin(region=tree.city, week="2026-W21", figures=figures), "某办")["short"]
        assert len(older) == 3, "one frozen before has the same goal for all"


def test_another_campaign_asks_for_no_titles(tree, city_office):
    policy_row(tree.city, "campaigns.safe_projects_min", 6)
    with acting(city_office):
        assert title_goal(make_winter_drive(city_office, tree.city), ON) == TitleGoal() == title_goal(None, ON)


@pytest.mark.parametrize(("lines", "found"), [([], (0, 0)), ([(5, 5), (4, 5), (9, 0)], (1, 2)), ([(6, 5)], (1, 1))])
def test_who_has_no_goal_counts_neither_as_reached_nor_as_asked(lines, found):
    assert reached(lines) == found
