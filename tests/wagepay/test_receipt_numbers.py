"""Receipt numbers check themselves and follow one another per county, month and kind."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tenancy.scope import acting
from wagepay.actions.draw_number import check_digits, draw_number, is_genuine
from wagepay.models import ReceiptCounter

OCTOBER = dt.date(2026, 10, 1)
heads = st.builds(
    "{}-{}-{}-{}".format, st.sampled_from(["GZ", "HM", "KQ", "DF", "ZH"]), st.sampled_from(["140321", "1403GX", "120111"]), st.sampled_from(["202610", "202701"]), st.integers(1, 99999)
)  # fmt: skip


@given(heads)
def test_every_number_is_genuine(head):
    assert is_genuine(f"{head}-{check_digits(head):02d}")


@given(heads, st.data())
def test_one_wrong_digit_or_two_swapped_are_noticed(head, data):
    number = f"{head}-{check_digits(head):02d}"
    places = [at for at, sign in enumerate(number) if sign.isdigit()]
    at = data.draw(st.sampled_from(places))
    wrong = number[:at] + data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]])) + number[at + 1 :]
    assert not is_genuine(wrong)
    other = data.draw(st.sampled_from([pair for pair in zip(places, places[1:], strict=False) if pair[1] == pair[0] + 1]))
    swapped = number[: other[0]] + number[other[1]] + number[other[0]] + number[other[1] + 1 :]
    assert swapped == number or not is_genuine(swapped)


@pytest.mark.parametrize("text", ["", "GZ", "GZ-140321-202610-1", "随便写的", "GZ-140321-202610-1-5x"])
def test_anything_else_is_not_genuine(text):
    assert not is_genuine(text)


def test_numbers_follow_one_another_per_county_month_and_kind(site, tree):
    with acting(site.contractor):
        numbers = [draw_number(prefix="GZ", region=tree.county, month=OCTOBER) for _ in range(3)]
        assert [number.split("-")[3] for number in numbers] == ["1", "2", "3"]
        others = [("HM", tree.county, OCTOBER), ("GZ", tree.neighbour, OCTOBER), ("GZ", tree.county, dt.date(2026, 11, 1))]
        assert [draw_number(prefix=p, region=r, month=m).split("-")[3] for p, r, m in others] == ["1", "1", "1"]
        assert not ReceiptCounter.objects.visible_to(site.contractor).exists(), "the counter is the county's"
    with acting(site.inspector):
        assert ReceiptCounter.objects.visible_to(site.inspector).get(prefix="GZ", month=OCTOBER).last == 3
