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


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"), ("0.05", "伍分"), ("0.50", "伍角"), ("10", "壹拾元整"), ("325.04", "叁佰贰拾伍元零肆分"), ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("10409.50", "壹万零肆佰零玖元伍角"), ("12000.00", "壹万贰仟元整"), ("1005000", "壹佰万零伍仟元整"), ("20010000", "贰仟零壹万元整"),
        ("10000000.01", "壹仟万元零壹分"), ("100000001", "壹亿零壹元整"), ("-86.20", "负捌拾陆元贰角"), ("0.005", "壹分"),
    ],
)  # fmt: skip
def test_an_amount_in_the_capital_figures_of_a_cheque(amount, words):
    assert money.capital(amount) == words


@given(st.integers(0, 10**14))
def test_capital_figures_read_back_are_the_amount(fens):
    """A second, naive reading: sections of four digits by their signs."""
    text, total, section, digit = money.capital(Decimal(fens) / 100).rstrip("整"), 0, 0, 0
    whole, _, rest = text.partition("元") if "元" in text else ("", "", text)
    for sign in whole:
        if sign in money.DIGITS:
            digit = money.DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        else:  # 万 or 亿: 万亿 raises what 亿 has raised already
            section, digit = section + digit, 0
            total, section = (total + section * 10**4, 0) if sign == "万" else ((total + section) * 10**8, 0)
    cents = sum(money.DIGITS.index(rest[rest.index(unit) - 1]) * worth for unit, worth in (("角", 10), ("分", 1)) if unit in rest)
    assert (total + section + digit) * 100 + cents == fens
