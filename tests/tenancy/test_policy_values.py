"""A level writes its own layer alone, values stay within bounds and choices, ended figures give way."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib.errors import Refused
from portal.tenancy import policies
from portal.tenancy.actions.end_policy import end_policy
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.actors import system_actor
from portal.tenancy.models import PolicyRow
from portal.tenancy.policies import PolicyKey, PolicySet, policy, policy_sets
from portal.tenancy.policy_values import shown

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
JANUARY, JUNE, AUGUST = dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2026, 8, 1)
LETTERS = (("a", "甲"), ("b", "乙"))
KEYS = {
    key.key: key
    for key in (
        PolicyKey("t.rate", "比例", Decimal, "比例", Decimal("0.02"), "某规定", least=Decimal("0.01"), most=Decimal("0.03")),
        PolicyKey("t.days", "天数", int, "日", 5, "某规定"),
        PolicyKey("t.letter", "字母", str, "", "a", "某规定", choices=LETTERS),
        PolicyKey("t.letters", "几个字母", list, "", [], "某规定", choices=LETTERS),
        PolicyKey("t.table", "表", dict, "", {}, "某规定", choices=LETTERS, names=(("x", "子"),)),
        PolicyKey("t.law", "国家的数", int, "日", 5, "某法第一条", fixed=True),
    )
}


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setattr(policies, "_KEYS", KEYS)


def put(region, key, value, valid_from=JANUARY, actor=None):
    return set_policy(actor=actor or system_actor(), region=region, key=key, value=value, valid_from=valid_from, source="样例〔2026〕1号", at=AT)


def test_a_level_sets_neither_the_one_above_nor_the_ones_below(tree, admin):
    assert put(tree.city, "t.days", 3, actor=admin).region == tree.city
    for other in (tree.province, tree.county, tree.other_city):
        with pytest.raises(Refused, match="只能设置本级") as refusal:
            put(other, "t.days", 3, actor=admin)
        assert refusal.value.code == "not_own"


def test_a_figure_of_national_law_is_refused_with_the_law(tree):
    with pytest.raises(Refused, match="某法第一条"):
        put(tree.city, "t.law", 3)


@pytest.mark.parametrize(("key", "value"), [("t.rate", "0.01"), ("t.rate", "0.03"), ("t.letter", "b"), ("t.letters", ["a", "b"]), ("t.table", {"x": "a"})])
def test_values_at_the_bounds_and_among_the_choices_are_taken(tree, key, value):
    assert put(tree.city, key, value).value == value


@pytest.mark.parametrize(
    ("key", "value"),
    [("t.rate", "0.0099"), ("t.rate", "0.0301"), ("t.letter", "c"), ("t.letters", ["a", "c"]), ("t.table", {"x": "c"}), ("t.table", {"y": "a"})],
)
def test_values_beyond_the_bounds_or_unknown_are_refused(tree, key, value):
    with pytest.raises(Refused):
        put(tree.city, key, value)


def test_an_ended_figure_gives_way_to_the_level_above_from_its_day(tree):
    put(tree.city, "t.days", 4)
    row = put(tree.county, "t.days", 2)
    end_policy(actor=system_actor(), row=row, valid_to=JUNE, reason="改用市里的", at=AT)
    assert [policy(tree.county, "t.days", on=day).value for day in (JUNE - dt.timedelta(days=1), JUNE)] == [2, 4]
    with pytest.raises(Refused, match="已在"):
        end_policy(actor=system_actor(), row=row, valid_to=JUNE, reason="再来一次", at=AT)


def test_a_figure_that_has_not_begun_is_dropped_and_the_one_before_it_goes_on(tree):
    put(tree.county, "t.days", 2)
    coming = put(tree.county, "t.days", 9, AUGUST)
    end_policy(actor=system_actor(), row=coming, valid_to=JUNE, reason="会议推迟", at=AT)
    assert [policy(tree.county, "t.days", on=day).value for day in (JUNE, AUGUST)] == [2, 2]
    assert PolicyRow.objects.get().valid_to is None


def test_ending_needs_a_reason_and_the_own_level(tree, admin):
    row = put(tree.county, "t.days", 2)
    with pytest.raises(Refused, match="理由"):
        end_policy(actor=system_actor(), row=row, valid_to=JUNE, reason=" ", at=AT)
    with pytest.raises(Refused, match="只能设置本级"):
        end_policy(actor=admin, row=row, valid_to=JUNE, reason="市里来停", at=AT)


def test_a_proposed_row_decides_like_a_saved_one_and_leaves_no_trace(tree):
    put(tree.county, "t.days", 2)
    proposed = PolicyRow(region=tree.city, key="t.days", value=4, source="草案", certainty="A", valid_from=JUNE)
    sets = policy_sets([tree.county, tree.neighbour, tree.other_county], JUNE, proposed=[proposed])
    assert [sets[region.pk]["t.days"].value for region in (tree.county, tree.neighbour, tree.other_county)] == [2, 4, 5]
    assert PolicySet(tree.neighbour, JANUARY, proposed=[proposed])["t.days"].value == 5
    assert policy(tree.neighbour, "t.days", on=JUNE).value == 5


def test_many_regions_cost_one_query(tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        policy_sets([tree.county, tree.neighbour, tree.zone, tree.city], JUNE)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("t.rate", Decimal("0.015"), "0.015（1.5%）"),
        ("t.rate", None, "未录入"),
        ("t.days", 1200, "1,200 日"),
        ("t.letter", "b", "乙"),
        ("t.letters", ["a", "b"], "甲、乙"),
        ("t.letters", [], "无"),
        ("t.table", {"x": "a"}, "子：甲"),
    ],
)
def test_values_are_said_in_words(key, value, words):
    assert shown(KEYS[key], value) == words
