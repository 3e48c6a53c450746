"""The commands about divisions and organisations do what the pages do, under the same rights, and a trial changes nothing."""

import pytest

from portal.audit.models import Entry
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation, Region, RegionChange
from portal.tenancy.scope import acting
from projects.models import Project
from tests.console import run
from tests.make import projects, tenancy

pytestmark = pytest.mark.django_db
PAPER = "样例政函〔2026〕1号"


@pytest.fixture
def sites(tree):
    """One project in each of two townships of a county of an opened city, one in its neighbour."""
    tenancy.jurisdiction(tree.city)
    with acting(system_actor()):
        return [
            projects.make_project(tree.county, township=tree.township),
            projects.make_project(tree.county, township=tree.other_township),
            projects.make_project(tree.neighbour),
        ]


def regions_now() -> list[tuple[str, int]]:
    with acting(system_actor()) as actor:
        return sorted((code, region) for code, region in Project.objects.visible_to(actor).values_list("code", "region_id"))


class TestMergeRegions:
    def test_a_trial_counts_and_moves_nothing(self, tree, sites):
        before = regions_now()
        found, code = run("merge_regions", tree.county.code, tree.neighbour.code, "--dry-run")
        assert (code, found["dry_run"], found["rows"]) == (0, True, sum(found["moved"].values()))
        assert found["moved"] and set(found["townships"]) == {tree.township.code, tree.other_township.code}
        assert regions_now() == before and not RegionChange.objects.exists()

    def test_it_moves_what_the_trial_counted(self, tree, sites):
        trial, _ = run("merge_regions", tree.county.code, tree.neighbour.code, "--dry-run")
        found, code = run("merge_regions", tree.county.code, tree.neighbour.code, "--document", PAPER)
        assert code == 0 and found["moved"] == trial["moved"]
        assert {region for _, region in regions_now()} == {tree.neighbour.pk}
        change = RegionChange.objects.get(region=tree.county)
        assert (change.document, change.recorded_by, change.on) == (PAPER, "系统", clock.today())

    def test_without_a_paper_it_is_refused_and_nothing_moves(self, tree, sites):
        before = regions_now()
        found, code = run("merge_regions", tree.county.code, tree.neighbour.code)
        assert code == 1 and "依据文件" in found["refused"]
        assert regions_now() == before

    def test_a_second_time_there_is_nothing_left_to_merge(self, tree, sites):
        run("merge_regions", tree.county.code, tree.neighbour.code, "--document", PAPER)
        found, code = run("merge_regions", tree.county.code, tree.neighbour.code, "--document", PAPER)
        assert (code, found["code"]) == (1, "same"), "the old code leads to the successor"

    def test_a_person_merges_only_what_he_keeps(self, tree, sites, admin, operator, county_inspector):
        for actor, refusal in ((admin, "not_kept"), (county_inspector, "forbidden")):
            found, code = run("merge_regions", tree.county.code, tree.neighbour.code, "--document", PAPER, "--as", actor.username)
            assert code == 1 and found["code"] == refusal, found
        found, code = run("merge_regions", tree.county.code, tree.neighbour.code, "--document", PAPER, "--as", operator.username)
        assert code == 0 and RegionChange.objects.get(region=tree.county).recorded_by == operator.name


class TestSplitRegion:
    def test_townships_and_single_projects_go(self, tree, sites):
        going, staying, _ = sites
        trial, _ = run("split_region", tree.county.code, tree.neighbour.code, "--township", tree.township.code, "--dry-run")
        assert trial["rows"] and dict(regions_now())[going.code] == tree.county.pk
        found, code = run("split_region", tree.county.code, tree.neighbour.code, "--township", tree.township.code, "--document", PAPER)
        assert code == 0 and found["moved"] == trial["moved"]
        assert dict(regions_now())[going.code] == tree.neighbour.pk and dict(regions_now())[staying.code] == tree.county.pk
        found, code = run("split_region", tree.county.code, tree.neighbour.code, "--project", staying.code.lower(), "--document", PAPER)
        assert code == 0 and dict(regions_now())[staying.code] == tree.neighbour.pk

    def test_another_countys_township_is_refused(self, tree, sites):
        found, code = run("split_region", tree.neighbour.code, tree.county.code, "--township", tree.township.code, "--document", PAPER)
        assert (code, found["code"]) == (1, "township")

    def test_it_is_the_operators(self, tree, sites, admin):
        found, code = run("split_region", tree.county.code, tree.neighbour.code, "--township", tree.township.code, "--document", PAPER, "--as", admin.username)
        assert code == 1 and found["refused"]
        assert not RegionChange.objects.exists()


class TestRenameRegion:
    def test_a_new_code_keeps_the_old_one_by_date(self, tree):
        found, code = run("rename_region", tree.county.code, "--code", "140381", "--name", "平定市", "--document", PAPER)
        assert code == 0 and (found["region"], found["new_code"], found["new_name"]) == ("140321", "140381", "平定市")
        assert Region.objects.get(pk=tree.county.pk).code == "140381"
        again, code = run("rename_region", "140321", "--name", "平定县", "--document", PAPER, "--dry-run")
        assert code == 0 and again["region"] == "140381", "the old code leads to the division that bore it"

    def test_a_trial_says_what_is_wrong_and_saves_nothing(self, tree):
        found, code = run("rename_region", tree.county.code, "--code", tree.neighbour.code, "--dry-run")
        assert code == 1 and found["refused"]
        found, code = run("rename_region", tree.county.code, "--code", "140381", "--dry-run")
        assert (code, found["new_code"]) == (0, "140381")
        assert Region.objects.get(pk=tree.county.pk).code == "140321" and not RegionChange.objects.exists()

    def test_a_name_stays_where_none_is_given(self, tree):
        found, _ = run("rename_region", tree.county.code, "--code", "140381", "--document", PAPER)
        assert found["new_name"] == "平定县"


class TestMergeOrganisations:
    @pytest.fixture
    def twins(self, tree, sites):
        twice, kept = tenancy.enterprise("样例建工公司"), tenancy.enterprise("样例建工有限公司")
        with acting(system_actor()):
            projects.make_party(sites[0], twice)
        return twice, kept

    def test_the_trial_counts_and_the_act_turns_the_rows(self, twins):
        twice, kept = twins
        trial, code = run("merge_organisations", twice.uscc, str(kept.uid), "--dry-run")
        assert code == 0 and trial["moved"]["参建单位（单位）"] == 1
        assert Organisation.objects.get(pk=twice.pk).merged_into_id is None
        found, code = run("merge_organisations", twice.uscc, kept.uscc, "--reason", "同一营业执照登记了两次")
        assert (code, found["kept"]) == (0, kept.name)
        assert Organisation.objects.get(pk=twice.pk).merged_into_id == kept.pk
        assert Entry.objects.filter(verb="tenancy.merge_organisations").count() == 1

    def test_an_administrator_merges_his_own_alone(self, tree, twins, admin):
        twice, kept = twins
        with acting(system_actor()):
            projects.make_party(projects.make_project(tree.other_county), twice)
        found, code = run("merge_organisations", twice.uscc, kept.uscc, "--reason", "同一营业执照登记了两次", "--as", admin.username)
        assert (code, found["code"]) == (1, "other_tenants")

    def test_unknown_firms_and_missing_reasons_are_refused(self, twins):
        twice, kept = twins
        assert run("merge_organisations", "无此代码", kept.uscc)[0]["code"] == "no_organisation"
        found, code = run("merge_organisations", twice.uscc, kept.uscc)
        assert (code, found["code"]) == (1, "reason")
