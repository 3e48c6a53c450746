"""The commands: what they print, and that a person stays within his scope."""

import pytest

from earlywarning.models import ClearanceDay, EarlyWarning, Scan
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.console import run
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project

DAY = "2026-11-20"


@pytest.fixture
def warnings(tree, project, day):
    with acting(system_actor()):
        return [make_warning(project, on=day), make_warning(make_project(tree.neighbour), on=day)]


@pytest.mark.parametrize("command", ["scan", "clear"])
class TestScope:
    def test_a_person_runs_it_for_his_own_county(self, command, warnings, county_inspector):
        found, code = run(command, "--date", DAY, "--as", county_inspector.username)
        assert code == 0
        assert found.get("projects", len(found.get("by_region", ()))) == 1

    def test_and_for_no_other(self, command, warnings, tree, county_inspector):
        for code in (tree.neighbour.code, tree.city.code, tree.other_county.code):
            found, status = run(command, "--date", DAY, "--jurisdiction", code, "--as", county_inspector.username)
            assert (status, found["code"]) == (1, "not_visible"), code
            assert county_inspector.username in found["refused"]
        with acting(system_actor()) as system:
            assert not Scan.objects.exists() and not ClearanceDay.objects.visible_to(system).exists()

    def test_the_city_runs_it_for_one_of_its_counties(self, command, warnings, tree, city_office):
        found, code = run(command, "--date", DAY, "--jurisdiction", tree.county.code, "--as", city_office.username)
        assert code == 0 and found.get("projects", len(found.get("by_region", ()))) == 1

    def test_who_lacks_the_right_is_refused(self, command, warnings, auditor):
        found, code = run(command, "--date", DAY, "--as", auditor.username)
        assert code == 1 and "权限" in found["refused"]

    def test_the_system_runs_it_everywhere(self, command, warnings):
        found, code = run(command, "--date", DAY)
        assert code == 0 and found.get("projects", len(found.get("by_region", ()))) == 2

    def test_an_unknown_region_or_person_is_refused(self, command, warnings):
        assert run(command, "--date", DAY, "--jurisdiction", "999999")[0]["code"] == "no_region"
        assert run(command, "--date", DAY, "--as", "nobody")[0]["code"] == "no_user"


def test_scan_prints_the_promised_keys(warnings):
    assert set(run("scan", "--date", DAY)[0]) == {"date", "rules", "projects", "opened", "changed", "closed", "open", "seconds"}


def test_clear_prints_the_promised_keys_and_a_repeat_changes_nothing(warnings):
    first = run("clear", "--date", DAY)[0]
    assert set(first) == {"date", "due", "overdue", "cleared_in_time", "cleared_late", "escalated", "rate", "paid_rate", "by_region"}
    assert run("clear", "--date", DAY)[0] == {**first, "escalated": 0}


class TestWarnings:
    def test_they_are_those_that_stood_open_on_the_day(self, warnings, project):
        with acting(system_actor()) as system:
            EarlyWarning.objects.visible_to(system).filter(pk=warnings[0].pk).update(state="cleared", closed_on="2026-11-23")
        counts = [len(run("warnings", "--project", project.code, "--date", on)[0]) for on in ("2026-11-19", "2026-11-20", "2026-11-22", "2026-11-23")]
        assert counts == [0, 1, 1, 0]

    def test_they_say_what_others_rely_on(self, warnings, project):
        (line,), _ = run("warnings", "--project", project.code, "--date", DAY)
        assert set(line) == {"rule", "level", "opened_on", "due_at", "title", "law", "explain", "evidence", "remedy"}
        assert (line["rule"], line["level"], line["opened_on"]) == ("T01", "red", DAY)

    def test_another_countys_project_is_not_there(self, warnings, project, neighbour_inspector):
        found, code = run("warnings", "--project", project.code, "--as", neighbour_inspector.username)
        assert (code, found["code"]) == (1, "no_project")


def test_the_load_is_counted_by_inspector_and_working_day(warnings, county_inspector, neighbour_inspector):
    found, code = run("rule_load", "--date", DAY, "--days", "5")
    assert (code, found["fresh"], found["inspectors"], found["workdays"], found["load"], found["within"]) == (0, 2, 2, 5, "0.20", True)
    assert run("rule_load", "--date", DAY, "--as", county_inspector.username)[0]["fresh"] == 1
