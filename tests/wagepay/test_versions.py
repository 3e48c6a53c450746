"""Two versions of a sheet: who came, who went, whose figures differ."""

from dataclasses import replace
from decimal import Decimal

from wagepay.versions import CHANGED, JOINED, LEFT, Line, changes, summary

LINE = Line("李二", "一班", 4, Decimal("20.00"), Decimal("6000.00"), Decimal("0.00"), Decimal("6000.00"), b"card")


def test_equal_versions_differ_in_nothing_even_if_the_rows_moved():
    assert changes({b"1": LINE}, {b"1": replace(LINE, row=9)}) == []


def test_everybody_who_differs_is_told_once_the_largest_sum_first():
    before = {b"1": LINE, b"2": replace(LINE, name="王五", net=Decimal("10.00")), b"3": replace(LINE, name="赵六")}
    after = {b"1": replace(LINE, net=Decimal("5900.00"), deduction=Decimal("100.00")), b"3": replace(LINE, name="赵六"), b"4": replace(LINE, name="孙七")}
    found = changes(before, after)
    assert [(change.kind, change.name, change.difference) for change in found] == [
        (JOINED, "孙七", Decimal("6000.00")),
        (CHANGED, "李二", Decimal("-100.00")),
        (LEFT, "王五", Decimal("-10.00")),
    ]
    assert found[1].shown == "扣款 0.00 → 100.00；实发 6000.00 → 5900.00"
    assert summary(found) == {"joined": 1, "left": 1, "changed": 1, "net": "5890.00"}


def test_another_card_alone_is_a_change_and_shows_no_number():
    (change,) = changes({b"1": LINE}, {b"1": replace(LINE, card=b"other")})
    assert change.shown == "收款卡号" and change.difference == 0
