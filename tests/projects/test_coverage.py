"""The summary of the lamps: the same judgement as on the dossier, fresh within minutes, and coverage, lists and map from it."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.projects import FILTERS
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting, current_actor
from projects import facts
from projects.actions.post_fact import post_fact
from projects.actions.refresh_lamps import refresh_lamps
from projects.actions.store_deposit import store_deposit
from projects.checklists import CHECKLISTS
from projects.coverage import coverage, places_of, tiles
from projects.filters import LACKING, ProjectFilter
from projects.models import Project, SystemLamps
from projects.queries.coverage import ALL, TOWNSHIP, Share, shares
from projects.systems import Judged, gather
from projects.tasks import judge_changed
from tests.make.projects import make_account, make_boards, make_deposit, make_project

FIVE = CHECKLISTS["five"]
ONE_OF_EACH = {
    "q": "样例", "state": "unfinished", "flag": "is_private", "tag": "past_arrears", "lacking": "account", "lamp": "five/deposit/built", "late": "on", "mine": "on",
}  # fmt: skip


@pytest.fixture
def on() -> dt.date:
    return clock.today()


@pytest.fixture
def county(county_inspector, tree, on):
    """Three unfinished projects of one county and a finished one, judged."""
    with acting(county_inspector) as actor:
        good, half, _ = (make_project(tree.county, f"样例甲{n}", uploaded_on=on, township=tree.township) for n in range(3))
        make_project(tree.county, "样例完工", state="completed_unsettled", completed_on=on)
        for project in (good, half):
            make_account(project)
        make_account(half, agreement_on=None)
        make_deposit(good)
        make_boards(good)
        assert refresh_lamps(actor=actor, on=on) == 4
    return good


def marks_of(project) -> dict:
    return SystemLamps.objects.among([project]).get().marks


def test_the_summary_says_what_the_dossier_says(county, county_inspector, on):
    with acting(county_inspector):
        judged = Judged(gather(county, on))
        for item in FIVE.items:
            row = judged.row(item)
            assert marks_of(county)[f"five/{item.key}/built"] == row.established.mark
            assert marks_of(county)[f"five/{item.key}/runs"] == row.operating.mark


def test_what_changes_is_judged_anew_and_nothing_else(county, county_inspector, on):
    with acting(county_inspector) as actor:
        assert refresh_lamps(actor=actor, on=on) == 0
        value = facts.coverage(on_site=1, registered=1, with_contract=1)
        post_fact(project_id=county.pk, region_id=county.region_id, item="coverage", value=value, on=on, source="花名册")
        assert SystemLamps.objects.among([county]).get().is_stale
        assert refresh_lamps(actor=actor, on=on) == 1
        assert marks_of(county)["five/real_name/runs"] == "ok"
        bare = Project.objects.visible_to(actor).get(name="样例甲2")
        store_deposit(actor=actor, project=bare, form="cash", deposited_on=on, on=on, amount=1)
        assert refresh_lamps(actor=actor, on=on) == 1
        assert refresh_lamps(actor=actor, on=on + dt.timedelta(days=1)) == 4
        assert refresh_lamps(actor=actor, on=on + dt.timedelta(days=1), everything=True) == 4


def test_the_timetable_takes_batch_after_batch(county, monkeypatch, on):
    monkeypatch.setattr("projects.tasks.BATCH", 2)
    with acting(system_actor()):
        SystemLamps.objects.among_ids(Project.objects.visible_to(current_actor()).values_list("pk", flat=True)).update(is_stale=True)
    assert judge_changed(None, None) == {"projects": 4}
    assert judge_changed(None, None) == {"projects": 0}


def test_judging_costs_the_same_queries_however_many_projects(county, county_inspector, tree, on):
    def spent() -> int:
        with CaptureQueriesContext(connection) as queries:
            refresh_lamps(actor=actor, on=on, everything=True)
        return len(queries)

    with acting(county_inspector) as actor:
        few = spent()
        for _ in range(4):
            make_deposit(make_project(tree.county))
        assert spent() == few <= 25


def test_a_share_is_rounded_down_and_leaves_out_what_cannot_be_told():
    share = Share({"ok": 199, "half": 1, "x": 0, "none": 50})
    assert (share.told, share.lacking, share.percent) == (200, 1, 99)
    assert Share({"ok": 0, "half": 0, "x": 0, "none": 3}).percent is None


def test_coverage_counts_unfinished_projects_of_ones_own_scope(county, county_inspector, neighbour_inspector, industry_officer, tree):
    key = "five/special_account/built"
    with acting(county_inspector) as actor:
        found = shares(actor, sorted(actor.scope.read_regions), [key], by=TOWNSHIP)
        assert {place: (share[key].green, share[key].told) for place, share in found.items()} == {tree.township.pk: (2, 3), ALL: (2, 3)}
    with acting(neighbour_inspector) as actor:
        assert shares(actor, [tree.county.pk, tree.neighbour.pk], [key]) == {}
    with acting(industry_officer) as actor:
        mine = "housing" in actor.industries
        assert bool(shares(actor, sorted(actor.scope.read_regions), [key])) is mine


def test_the_page_leads_to_the_projects_that_are_not_green(county, city_office, client_of, tree):
    client = client_of(city_office)
    page = client.get(reverse("project_coverage")).content.decode()
    assert "66%" in page and "2 / 3" in page
    with acting(city_office) as actor:
        places, by = places_of(actor)
        line = next(line for line in coverage(actor, FIVE, places, by) if line.key == "five/special_account/built")
    assert [cell.place for cell in line.cells] == [place.name for place in places]
    listed = client.get(line.total.url).content.decode()
    assert "样例甲2" in listed and "样例甲0" not in listed and "样例完工" not in listed
    assert "工资专用账户 · 制度建立" in listed  # the filter in words


def test_the_sheet_and_the_map_say_the_same(county, city_office, client_of):
    client = client_of(city_office)
    assert client.get(reverse("coverage_export")).status_code == 200
    page = client.get(reverse("project_map")).content.decode()
    assert [page.count(f'class="sq sq-{mark}"') for mark in ("x", "half", "ok")] == [2, 0, 1]  # who has posted no wages yet is not called bad
    assert client.get(reverse("project_coverage"), {"list": "further"}).status_code == 200


def test_the_map_costs_the_same_queries_however_many_projects(county, county_inspector, tree, django_assert_num_queries):
    with acting(county_inspector) as actor:
        places, by = places_of(actor)
        for _ in range(3):
            make_project(tree.county, township=tree.township)
        with django_assert_num_queries(1):
            (tile,) = [tile for tile in tiles(actor, FIVE, places, by) if tile.region == tree.township]
    assert (tile.projects, tile.green, tile.left_out) == (6, 1, 0) and [square.mark for square in tile.squares].count("none") == 3


def test_the_list_offers_steps_and_late_ones(county, county_inspector, client_of):
    client = client_of(county_inspector)
    page = client.get(reverse("project_list"), {"cols": ["name", "steps"], "late": "on", "state": "unfinished"}).content.decode()
    assert "超期" in page and "样例甲2" in page


def test_the_pages_keep_their_query_budgets(county, city_office, client_of):
    client = client_of(city_office)
    places = {"region": county.region_id, "township": county.township_id, "industry": county.industry, "kind": county.kind, "site_kind": county.site_kind}
    one_by_one = [urlencode({name: value}) for name, value in (ONE_OF_EACH | places).items()] + [f"lacking={what}" for what, _ in LACKING]
    assert {query.partition("=")[0] for query in one_by_one} == set(ProjectFilter.base_filters), "any filter there is"
    client.get(reverse("project_list"))
    for name, query in [*(("project_list", query) for query in [*one_by_one, *FILTERS.values()]), ("project_coverage", ""), ("project_map", "")]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{reverse(name)}?{query}").status_code == 200
        ours = [q["sql"] for q in queries if "projects_" in q["sql"] or "tenancy_region" in q["sql"] or "tenancy_policy" in q["sql"]]
        assert len(ours) <= 12, (name, query, ours)


def test_no_page_reads_the_facts_for_a_figure(county, city_office, client_of):
    """Lists, coverage and map come from the summary: the plan never touches the facts."""
    client = client_of(city_office)
    for name, query in [*(("project_list", query) for query in FILTERS.values()), ("project_coverage", ""), ("project_map", "")]:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{reverse(name)}?{query}")
        assert [q["sql"] for q in queries if "projects_fact" in q["sql"]] == [], name


def test_an_enterprise_has_no_coverage_page(contractor, client_of, county):
    assert client_of(contractor).get(reverse("project_coverage")).status_code == 403
