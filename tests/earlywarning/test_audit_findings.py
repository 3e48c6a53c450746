"""The audit of the findings: equal where the sums are right, and every difference named where they are not."""

import datetime as dt

import pytest

from earlywarning.actions import audit_findings as acts
from earlywarning.models import EarlyWarning, Scan
from portal.audit.models import Entry
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.console import run
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.make.tenancy import enterprise
from wagepay.models import ProjectMonth
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh

DAY = "2026-11-25"


@pytest.fixture
def sites(tree):
    """Two counties: on each site four people worked in October, stand on a sheet, and one was paid."""
    with acting(system_actor()):
        made = []
        for county in (tree.county, tree.neighbour):
            project = make_project(county, owner=enterprise("样例置业"), general_contractor=enterprise("示例建工"))
            sheet = make.sheet(project)
            people = [make.engagement(project) for _ in range(4)]
            for person in people:
                make.attendance(person, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
                make.line(sheet, person)
            make.payment(people[0])
            refresh(keys_of(project, [make.OCTOBER]))
            made.append(project)
        return made


def spoil(project, **figures) -> None:
    with acting(system_actor()) as system:
        assert ProjectMonth.objects.visible_to(system).filter(project=project).update(**figures) == 1


def audit(*arguments: str):
    return run("scan", "--from-raw", "--date", DAY, *arguments)


def entry() -> Entry:
    return Entry.objects.get(verb="earlywarning.audit")


def test_right_sums_give_the_same_findings_and_the_trail_says_so(sites):
    found, code = audit()
    assert (code, found["differences"], found["months"]) == (0, [], ["2026-10"]) and found["findings"] >= 2
    assert found["text"].endswith("全部一致。") and "2026-10" in found["text"] and "未核对" in found["text"]
    assert (entry().detail["different"], entry().detail["findings"], entry().region_id) == (0, found["findings"], None)


def test_a_doctored_sum_is_found_and_named_with_project_month_rule_and_both_figures(sites):
    spoil(sites[0], paid_count=2, paid=12000)
    found, code = audit()
    assert code == 1 and {row["project"] for row in found["differences"]} == {sites[0].code}
    told = {row["rule"]: row for row in found["differences"]}
    assert told["W12"]["month"] == "2026-10" and told["W12"]["figures"]["未发人数（人）"] == ["2", "3"]
    for words in (sites[0].name, "2026-10", "W12 未按月发薪", "未发人数（人） 按汇总 2、按原始数据 3"):
        assert words in told["W12"]["words"]
    assert entry().detail["different"] == len(found["differences"]) and "recompute" in found["text"]


def test_a_warning_that_one_side_lacks_is_named_as_lacking(sites):
    spoil(sites[0], full_paid_on=dt.date(2026, 11, 10), paid_count=4, missing_paid=0, short_count=0)
    found, code = audit("--rule", "W12")
    (told,) = found["differences"]
    assert (code, told["figures"]["预警"]) == (1, ["没有", "蓝色"])


def test_it_opens_no_warning_and_changes_no_sum(sites):
    spoil(sites[0], paid_count=2)
    audit()
    with acting(system_actor()) as system:
        assert ProjectMonth.objects.visible_to(system).get(project=sites[0]).paid_count == 2
        assert not Scan.objects.exists() and not EarlyWarning.objects.visible_to(system).exists()


def test_a_file_let_in_between_the_two_questions_is_no_difference(sites, monkeypatch):
    spoil(sites[0], paid_count=2)
    monkeypatch.setattr(acts, "lock_project", lambda _: refresh(keys_of(sites[0], [make.OCTOBER])))
    assert audit()[0]["differences"] == []


def test_a_person_audits_his_own_county_and_no_other(sites, tree, county_inspector, auditor):
    spoil(sites[1], paid_count=2)
    found, code = audit("--as", county_inspector.username)
    assert (code, found["differences"]) == (0, []) and entry().actor_name == county_inspector.name
    assert audit("--as", county_inspector.username, "--jurisdiction", tree.neighbour.code)[0]["code"] == "not_visible"
    assert audit("--as", auditor.username)[1] == 1
    assert audit("--jurisdiction", tree.neighbour.code)[1] == 1


def test_rules_that_raw_rows_do_not_decide_are_refused(sites):
    found, code = audit("--rule", "W37")
    assert (code, found["code"]) == (1, "no_rule") and "W12" in found["refused"]


def test_an_earlier_month_is_audited_when_asked_for(sites):
    with acting(system_actor()):
        person = make.engagement(sites[0])
        make.attendance(person, dt.date(2026, 5, 5), dt.date(2026, 5, 6))
        refresh(keys_of(sites[0], [dt.date(2026, 5, 1)]))
    assert audit()[0]["months"] == ["2026-10"]
    found, code = audit("--since", "2026-05")
    assert (code, found["since"], found["months"]) == (0, "2026-05", ["2026-05", "2026-10"])
