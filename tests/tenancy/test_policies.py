"""Layers of figures: the nearest region wins, each with its document, each from its day."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy import policies
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.actors import system_actor
from portal.tenancy.models import PolicyRow
from portal.tenancy.policies import PolicyKey, PolicySet, declare_policies, policy, read_once

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
JANUARY, JUNE = dt.date(2026, 1, 1), dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    declared = {
        "tests.days": PolicyKey("tests.days", "天数", int, "日", 5, "国家规定第一条"),
        "tests.rate": PolicyKey("tests.rate", "比例", Decimal, "", None, "由租户录入"),
        "tests.on": PolicyKey("tests.on", "开关", bool, "", False, "平台建议", "P"),
    }
    monkeypatch.setattr(policies, "_KEYS", declared)


def put(region, key, value, valid_from=JANUARY, source="样例〔2026〕1号"):
    return set_policy(actor=system_actor(), region=region, key=key, value=value, valid_from=valid_from, source=source, at=AT)


def test_without_a_row_the_national_figure_holds_and_says_so(tree):
    found = policy(tree.county, "tests.days", on=JUNE)
    assert (found.value, found.source, found.level) == (5, "国家规定第一条", "national")


def test_the_nearest_region_wins(tree):
    put(tree.province, "tests.days", 4)
    put(tree.city, "tests.days", 3)
    assert policy(tree.county, "tests.days", on=JUNE).value == 3
    put(tree.county, "tests.days", 2)
    assert [policy(region, "tests.days", on=JUNE).value for region in (tree.county, tree.neighbour, tree.province, tree.other_county)] == [2, 3, 4, 5]
    assert policy(tree.township, "tests.days", on=JUNE).level == "county"


def test_a_figure_holds_from_its_day_and_the_earlier_one_before(tree):
    put(tree.county, "tests.days", 3, JANUARY)
    put(tree.county, "tests.days", 7, JUNE)
    days = [dt.date(2025, 12, 31), JANUARY, dt.date(2026, 5, 31), JUNE]
    assert [policy(tree.county, "tests.days", on=day).value for day in days] == [5, 3, 3, 7]


def test_a_figure_entered_for_an_earlier_day_ends_where_the_later_one_begins(tree):
    put(tree.county, "tests.days", 7, JUNE)
    row = put(tree.county, "tests.days", 3, JANUARY)
    assert row.valid_to == JUNE
    assert policy(tree.county, "tests.days", on=JUNE).value == 7


def test_a_missing_figure_is_never_made_up(tree):
    with pytest.raises(Refused, match="租户未录入“比例”") as refusal:
        policy(tree.county, "tests.rate", on=JUNE).require()
    assert refusal.value.code == "policy_missing"


def test_a_question_that_is_open_again_hides_the_figure_above(tree):
    put(tree.city, "tests.rate", "0.02")
    put(tree.county, "tests.rate", None)
    assert policy(tree.neighbour, "tests.rate", on=JUNE).require() == Decimal("0.02")
    with pytest.raises(Refused):
        policy(tree.county, "tests.rate", on=JUNE).require()


@pytest.mark.parametrize(
    ("key", "value"), [("tests.days", "三"), ("tests.days", 2.5), ("tests.days", True), ("tests.rate", "NaN"), ("tests.on", 1), ("tests.on", "是")]
)
def test_a_value_of_another_kind_is_refused(tree, key, value):
    with pytest.raises(Refused, match="应为"):
        put(tree.county, key, value)


def test_a_figure_needs_its_document_and_a_known_name(tree):
    with pytest.raises(Refused, match="依据文件"):
        put(tree.county, "tests.days", 3, source="  ")
    with pytest.raises(Refused, match="没有政策参数"):
        put(tree.county, "tests.nothing", 3)


def test_setting_the_same_again_changes_nothing_and_a_change_leaves_both_figures_in_the_trail(tree):
    put(tree.county, "tests.days", 3)
    put(tree.county, "tests.days", 3)
    assert Entry.objects.filter(verb="tenancy.set_policy").count() == 1
    put(tree.county, "tests.days", 4)
    assert Entry.objects.filter(verb="tenancy.set_policy").first().detail["before"] == 3
    assert PolicyRow.objects.count() == 1


def test_in_a_block_that_changes_none_the_figures_of_a_place_and_day_are_read_once(tree, django_assert_num_queries):
    put(tree.city, "tests.days", 4)
    put(tree.county, "tests.days", 3, valid_from=JUNE)
    with read_once(), django_assert_num_queries(2):
        for _ in range(3):
            assert PolicySet(tree.county, JUNE)["tests.days"].value == 3
        assert PolicySet(tree.county, JANUARY)["tests.days"].value == 4
    put(tree.county, "tests.days", 2, valid_from=JUNE)
    assert PolicySet(tree.county, JUNE)["tests.days"].value == 2


def test_declaring_a_key_twice_differently_is_a_fault():
    declare_policies(PolicyKey("tests.days", "天数", int, "日", 5, "国家规定第一条"))
    with pytest.raises(ValueError, match="twice"):
        declare_policies(PolicyKey("tests.days", "天数", int, "日", 6, "国家规定第一条"))


def test_all_figures_of_a_region_cost_one_query(tree, django_assert_num_queries):
    put(tree.city, "tests.days", 3)
    with django_assert_num_queries(1):
        found = policies.PolicySet(tree.county, JUNE)
        assert [found[key].value for key in ("tests.days", "tests.rate", "tests.on")] == [3, None, False]
