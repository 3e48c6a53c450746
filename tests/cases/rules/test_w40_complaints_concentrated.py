"""W40: just under and just over each number, the same person once, only what was known on the day."""

import datetime as dt

import pytest

from cases.actions.decide_lead import reject_lead
from cases.rules import w40_complaints_concentrated as w40
from earlywarning.actions.scan import scan
from earlywarning.models import EarlyWarning
from portal.lib.rules import Affected, Level, check
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make.cases import ON, at, make_case, make_lead
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LIMITS = {threshold.key: threshold.default for threshold in w40.DEFAULTS}


@pytest.fixture(autouse=True)
def scope(inspector, site):
    with acting(inspector):
        yield


def found(site, on=ON, **limits):
    return w40.find([site.region_id], on, LIMITS | limits)


def level(site, on=ON, **limits) -> Level | None:
    """The level of the only finding, or None."""
    rows = found(site, on, **limits)
    assert len(rows) <= 1
    return w40.grade(rows[0].evidence, LIMITS | limits) if rows else None


def complaints(inspector, site, count: int, **fields) -> None:
    for _ in range(count):
        make_lead(inspector, site, **fields)


@pytest.mark.parametrize(("count", "expected"), [(0, None), (2, None), (3, Level.YELLOW), (4, Level.YELLOW), (5, Level.RED)])
def test_by_the_number_of_complaints(inspector, site, count, expected):
    complaints(inspector, site, count)
    assert level(site) == expected


@pytest.mark.parametrize(("people", "expected"), [(9, None), (10, Level.RED)])
def test_one_complaint_that_speaks_for_many(inspector, site, people, expected):
    make_lead(inspector, site, people=people)
    assert level(site) == expected


def test_people_are_added_over_the_complaints(inspector, site):
    complaints(inspector, site, 3, people=3)
    assert level(site) == Level.YELLOW
    make_lead(inspector, site, people=1)
    assert level(site) == Level.RED


@pytest.mark.parametrize(("days_ago", "expected"), [(29, Level.YELLOW), (30, None)])
def test_the_window_has_thirty_days_with_today(inspector, site, days_ago, expected):
    complaints(inspector, site, 3, on=ON - days_ago * DAY)
    assert level(site) == expected


def test_what_comes_later_was_not_known_on_the_day(inspector, site):
    complaints(inspector, site, 3, on=ON + DAY)
    assert level(site) is None
    assert level(site, ON + DAY) == Level.YELLOW


@pytest.mark.parametrize("same", [{"id_number": id_number(1)}, {"phone": "13900000009"}])
def test_the_same_person_counts_once_with_the_larger_number_of_people(inspector, site, same):
    for people in (2, 7, 1):
        make_lead(inspector, site, people=people, **same)
    assert level(site) is None
    complaints(inspector, site, 2)
    (row,) = found(site)
    assert {name: row.evidence[name] for name in ("leads", "people", "entries")} == {"leads": 3, "people": 9, "entries": 5}


def test_who_leaves_nothing_counts_each_time(inspector, site):
    complaints(inspector, site, 3, name="", phone=None, kind="report")
    assert level(site) == Level.YELLOW


@pytest.mark.parametrize("channel", ["inspection", "warning"])
def test_what_the_government_found_itself_is_no_complaint(inspector, site, channel):
    complaints(inspector, site, 5, channel=channel)
    assert level(site) is None


def test_a_complaint_refused_by_the_day_does_not_count_one_refused_later_did(inspector, site):
    complaints(inspector, site, 2)
    reject_lead(make_lead(inspector, site), actor=inspector, at=at(ON + DAY), reason="与本项目无关。")
    assert level(site) == Level.YELLOW
    assert level(site, ON + DAY) is None


def test_another_site_and_another_region_have_their_own_numbers(inspector, site, tree, neighbour_inspector, other_site):
    from tests.make.projects import make_project

    second = make_project(tree.county)
    for project in (site, second):
        complaints(inspector, project, 2)
    complaints(inspector, None, 5, region=tree.county)
    with acting(neighbour_inspector):
        complaints(neighbour_inspector, other_site, 5)
    assert found(site) == []
    assert w40.find([tree.neighbour.pk], ON, LIMITS) == [], "the county's scope does not show the neighbour's"


def test_a_tenant_may_draw_other_lines(inspector, site):
    tenancy.policy_row(site.region, "rules.W40.yellow_leads", 2)
    complaints(inspector, site, 2)
    limits = PolicySet(site.region, ON).thresholds(w40)
    (row,) = w40.find([site.region_id], ON, limits)
    assert w40.grade(row.evidence, limits) == Level.YELLOW
    assert level(site, red_leads=2) == Level.RED


def test_the_sentence_holds_every_figure_and_the_evidence_every_label(inspector, site):
    complaints(inspector, site, 2, on=ON - 10 * DAY)
    make_case(inspector, site, id_number=id_number(3), people=4)
    make_lead(inspector, site, id_number=id_number(3))
    (row,) = found(site)
    assert w40.explain(row.evidence, LIMITS) == (
        "2026-11-10 至 2026-11-20，30 天内收到对本项目的投诉举报 3 条（登记 4 次，同一人只计一条），涉及 6 人，其中 3 条还没有办完。"
    )
    assert (w40.headline(row.evidence), w40.affected(row.evidence)) == ("30 天内投诉举报 3 条，涉及 6 人", Affected(6))
    assert list(row.evidence) == list(w40.LABELS)
    assert len(w40.remedy(row.evidence)) >= 3 and len(w40.LAW) >= 2
    check(w40)


def test_the_scan_opens_one_warning_raises_it_and_closes_it_by_data(inspector, site):
    complaints(inspector, site, 3)
    opened = scan([w40], on=ON, at=at(), region=site.region)
    assert (opened["opened"], opened["open"]["yellow"]) == (1, 1)
    again = scan([w40], on=ON, at=at(), region=site.region)
    assert (again["opened"], again["changed"], again["closed"]) == (0, 0, 0)
    complaints(inspector, site, 2, on=ON + DAY)
    raised = scan([w40], on=ON + DAY, at=at(ON + DAY), region=site.region)
    assert (raised["changed"], raised["open"]["red"]) == (1, 1)
    assert scan([w40], on=ON + 40 * DAY, at=at(ON + 40 * DAY), region=site.region)["closed"] == 1
    assert EarlyWarning.objects.visible_to(inspector).get(rule="W40").state == "closed_by_data"


def test_it_is_one_query(inspector, site, django_assert_num_queries):
    complaints(inspector, site, 5)
    with django_assert_num_queries(1):
        found(site)
