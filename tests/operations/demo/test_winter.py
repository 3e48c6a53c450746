"""The last winter of the full-size demonstration: who was short before 春节, and that the history says no more than it may."""

import datetime as dt
import random

import pytest

from portal.operations.demo.plans import Winter, plans
from portal.operations.demo.winter import last_festival, paid_late, transfers

ON, FESTIVAL = dt.date(2026, 11, 20), dt.date(2026, 2, 17)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(("on", "expected"), [(ON, FESTIVAL), (FESTIVAL, FESTIVAL), (FESTIVAL - DAY, dt.date(2025, 1, 29))])
def test_the_last_festival_is_the_one_that_was(on, expected):
    assert last_festival(on) == expected


@pytest.mark.parametrize(("month", "expected"), [("2025-10", 0), ("2025-11", 40), ("2025-12", 40), ("2026-01", 0)])
def test_the_two_months_that_fall_due_before_the_festival_come_late(month, expected):
    assert paid_late(Winter(days_late=40), dt.date.fromisoformat(f"{month}-01"), ON) == expected


@pytest.mark.parametrize(
    ("winter", "month", "day", "expected"),
    [
        (Winter(), "2025-12", "2026-01-05", [("2026-01-05", 1000)]),
        (Winter(thin=True), "2025-12", "2026-01-05", [("2026-01-05", 400), ("2026-03-09", 600)]),
        (Winter(thin=True), "2025-09", "2025-10-05", [("2025-10-05", 1000)]),
        (Winter(thin=True), "2025-10", "2025-11-05", [("2025-11-05", 400), ("2026-03-09", 600)]),
        (Winter(thin=True), "2026-01", "2026-02-20", [("2026-02-20", 1000)]),  # due after the festival
    ],
)
def test_thin_money_comes_in_two_parts_and_none_is_lost(winter, month, day, expected):
    found = transfers(winter, dt.date.fromisoformat(f"{month}-01"), dt.date.fromisoformat(day), 1000, ON)
    assert [(when.isoformat(), amount) for when, amount in found] == expected


def test_signs_go_before_arrears_more_often_than_not_and_are_not_the_same():
    towns = {"140321": [("140321100", "冠山镇")]}
    drawn = [plan.winter for plan in plans(["140321"], towns, random.Random(1), times=200)]
    owing = {thin: [w.days_late > 0 for w in drawn if w.thin is thin] for thin in (True, False)}
    share = {thin: sum(found) / len(found) for thin, found in owing.items()}
    assert share[True] > 0.4 and 0 < share[False] < 0.06
    assert drawn == [plan.winter for plan in plans(["140321"], towns, random.Random(1), times=200)]


def test_the_small_demonstration_has_no_winter():
    assert {plan.winter for plan in plans(["140321"], {"140321": []}, random.Random(1))} == {Winter()}
