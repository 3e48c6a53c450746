"""Each line of the rules of wages, just under and just over; no database."""

import datetime as dt

import pytest

from portal.lib.rules import levels_of
from tests.wagepay.rules.scenes import level
from wagepay.rules import (
    w06_labour_cost_short,
    w08_balance_low,
    w13_wages_short,
    w14_below_minimum,
    w15_outside_account,
    w17_large_amount,
    w18_strange_payee,
    w19_sheet_unsigned,
    w20_silence,
    w22_attendance_doubtful,
    w23_no_contract,
    w24_unregistered,
    w25_ages,
    w42_left_unsettled,
    w59_advances_only,
    w66_money_reported,
)
from wagepay.rules.w43_before_festival import next_festival


def of(rule, keys: str, *rows):
    """Cases of one rule: the values of ``keys`` and the level they give."""
    names = keys.split()
    return [pytest.param(rule, dict(zip(names, row[:-1], strict=True)), row[-1], id=f"{rule.CODE} {row}") for row in rows]


@pytest.mark.parametrize(
    ("rule", "evidence", "expected"),
    [
        *of(w06_labour_cost_short, "due transferred low_cycles", ("100.00", "99.99", 0, "blue"), ("100.00", "80.00", 0, "blue"), ("100.00", "79.99", 0, "yellow"),
            ("100.00", "60.00", 2, "yellow"), ("100.00", "59.99", 1, "yellow"), ("100.00", "59.99", 2, "red")),
        *of(w08_balance_low, "balance needed days_left", ("99.99", "100.00", 3, "yellow"), ("50.00", "100.00", 3, "yellow"), ("49.99", "100.00", 10, "red"), ("49.99", "100.00", 11, "yellow")),
        *of(w13_wages_short, "owed amount people denied denied_amount", ("10000.00", "199.99", 1, 0, "0.00", None), ("10000.00", "200.00", 1, 0, "0.00", "blue"),
            ("10000.00", "299.99", 3, 0, "0.00", None), ("10000.00", "300.00", 3, 0, "0.00", "blue"), ("10000.00", "499.99", 1, 0, "0.00", "blue"), ("10000.00", "500.00", 1, 0, "0.00", "yellow"),
            ("10000.00", "2999.99", 2, 0, "0.00", "yellow"), ("10000.00", "3000.00", 2, 0, "0.00", "red"), ("10000.00", "5000.00", 1, 0, "0.00", "yellow"),
            ("100000.00", "5000.00", 9, 0, "0.00", "yellow"), ("100000.00", "5000.00", 10, 0, "0.00", "red"), ("100000.00", "5000.00", 9, 1, "600.00", "red"),
            ("10000.00", "0.00", 0, 1, "5000.00", "yellow"), ("10000.00", "0.00", 0, 2, "2999.99", "yellow"), ("10000.00", "0.00", 0, 2, "3000.00", "red"),
            ("10000.00", "1000.00", 1, 1, "1999.99", "yellow"), ("10000.00", "1000.00", 1, 1, "2000.00", "red"), ("90000.00", "1.00", 1, 9, "9000.00", "yellow"),
            ("90000.00", "0.00", 0, 10, "9000.00", "red")),
        *of(w14_below_minimum, "people mean minimum", (4, "90.00", "90.00", "yellow"), (5, "120.00", "90.00", "red"), (1, "89.99", "90.00", "red")),
        *of(w15_outside_account, "received outside", (100, 1, "blue"), (100, 5, "blue"), (100, 6, "yellow"), (100, 20, "yellow"), (100, 21, "red")),
        *of(w17_large_amount, "people_month never_came", (1, 0, "yellow"), (2, 0, "yellow"), (3, 0, "red"), (1, 1, "red"), (0, 0, "yellow")),
        *of(w18_strange_payee, "shared other phone_people", (2, 0, 0, "red"), (0, 1, 0, "yellow"), (0, 0, 3, "blue"), (0, 1, 3, "yellow")),
        *of(w19_sheet_unsigned, "listed missing denied", (20, 0, 0, None), (20, 2, 0, "blue"), (20, 3, 0, "yellow"), (20, 0, 1, "yellow")),
        *of(w20_silence, "silent_days flow_days before", (8, None, None, "blue"), (15, None, None, "blue"), (16, None, None, "yellow"), (None, 36, None, "yellow"),
            (None, None, "70", "blue"), (None, None, None, None)),
        *of(w22_attendance_doubtful, "two_sites same_minutes batches confirmed", (3, 0, 0, 0, "blue"), (2, 2, 0, 0, "yellow"), (0, 0, 1, 0, "yellow"), (1, 0, 0, 1, "yellow")),
        *of(w25_ages, "children minors over_age_without", (1, 0, 0, "red"), (0, 1, 0, "yellow"), (0, 0, 1, "yellow"), (0, 0, 0, "blue")),
        *of(w42_left_unsettled, "people denied", (9, 0, "yellow"), (10, 0, "red"), (1, 1, "red")),
        *of(w59_advances_only, "length", (2, "yellow"), (3, "red")),
        *of(w66_money_reported, "is_withheld confirmed", (False, 0, "yellow"), (False, 1, "yellow"), (True, 1, "red")),
        *(case for rule in (w23_no_contract, w24_unregistered) for case in of(
            rule, "people attended days unpaid", (10, 100, 0, 0, None), (10, 100, 1, 0, "blue"), (10, 100, 7, 0, "blue"), (10, 100, 8, 0, "yellow"), (11, 100, 1, 0, "yellow"),
            (1, 100, 1, 1, "red"))),
    ],
)  # fmt: skip
def test_the_level_changes_at_its_line_and_not_before(rule, evidence, expected):
    assert level(rule, evidence) == expected
    assert expected is None or expected in levels_of(rule)


@pytest.mark.parametrize(
    ("on", "name", "day"),
    [
        (dt.date(2026, 12, 2), "元旦", dt.date(2027, 1, 1)),
        (dt.date(2027, 1, 1), "元旦", dt.date(2027, 1, 1)),
        (dt.date(2027, 1, 2), "春节", dt.date(2027, 2, 6)),
        (dt.date(2027, 2, 6), "春节", dt.date(2027, 2, 6)),
        (dt.date(2027, 2, 7), "元旦", dt.date(2028, 1, 1)),
    ],
)
def test_the_next_festival_is_the_nearer_one_and_its_own_day_counts(on, name, day):
    assert next_festival(on) == (name, day)
