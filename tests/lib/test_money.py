"""Fen, sums, and amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import money
from portal.lib.errors import Refused


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), (2.675, "2.68"), (1.005, "1.01"), ("-0.005", "-0.01"), (3, "3.00"), (5600.1, "5600.10")],
)
def test_half_a_fen_is_rounded_up(value, rounded):
    assert str(money.fen(value)) == rounded


@pytest.mark.parametrize(("value", "up"), [("0.001", "0.01"), ("0.01", "0.01"), ("58000.0000", "58000.00"), ("58000.0001", "58000.01")])
def test_a_deposit_is_rounded_up_to_the_next_fen(value, up):
    assert str(money.fen_up(value)) == up


def test_a_total_is_the_sum_of_rounded_lines():
    assert money.total(["0.005", "0.005", "0.005"]) == Decimal("0.03")
    assert str(money.total([])) == "0.00"


@given(st.lists(st.integers(-(10**10), 10**10)))
def test_sums_of_fen_lose_nothing(fens):
    assert money.total(Decimal(n) / 100 for n in fens) * 100 == sum(fens)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("¥5,600.00", "5600.00"),
        ("￥５６００", "5600.00"),
        ("5600元", "5600.00"),
        ("1.2万元", "12000.00"),
        ("人民币100元整", "100.00"),
        ("(1,200.5)", "-1200.50"),
        ("－5", "-5.00"),
        ("−5", "-5.00"),
        (".5", "0.50"),
        (" 5 600 ", "5600.00"),
        (5600, "5600.00"),
        (5600.005, "5600.01"),
        (Decimal("1.005"), "1.01"),
        ("0", "0.00"),
    ],
)
def test_amounts_are_understood_as_people_type_them(typed, amount):
    assert str(money.parse(typed)) == amount


@pytest.mark.parametrize("typed", ["", None, "  ", "五千", "12,34", "1e5", "5600..00", "--5", True, float("nan"), float("inf"), "9" * 15, "=A1+1"])
def test_what_is_no_amount_is_refused_in_chinese(typed):
    with pytest.raises(Refused) as refusal:
        money.parse(typed)
    assert refusal.value.code == "amount"
    assert refusal.value.reason.endswith("。")


def test_machines_get_two_decimals_and_no_separators():
    assert money.text(Decimal("-1234567.5")) == "-1234567.50"
    assert money.text(0) == "0.00"
