"""Money, dates and time left as people read them."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib import show
from portal.lib.clock import SHANGHAI

NOW = dt.datetime(2026, 1, 15, 11, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("value", "text"),
    [("128400", "128,400"), ("128400.50", "128,400.50"), ("0", "0"), ("-41.06", "−41.06"), ("1046320.005", "1,046,320.01")],
)
def test_amounts_have_thousands_a_real_minus_and_no_empty_decimals(value, text):
    assert show.short_money(Decimal(value)) == text


def test_no_figure_is_a_dash_and_zero_is_zero():
    assert (show.money(None), show.money(0), show.number(None), show.rate(None), show.ten_thousand(None)) == ("—", "0.00", "—", "—", "—")


def test_ten_thousands_come_from_the_exact_sum():
    assert show.ten_thousand(Decimal("10877800.00")) == "1,087.78"


@pytest.mark.parametrize(("value", "text"), [("0.941", "94.1%"), ("1", "100.0%"), ("0.9996", "100.0%")])
def test_rates_have_one_decimal(value, text):
    assert show.rate(Decimal(value)) == text


def test_a_minus_that_rounds_to_zero_has_no_sign():
    assert show.money(Decimal("-0.004")) == "0.00"


def test_the_year_is_written_only_when_it_is_another():
    assert show.day(dt.date(2026, 1, 15), NOW.date()) == "1 月 15 日"
    assert show.day(dt.date(2025, 12, 20), NOW.date()) == "2025 年 12 月 20 日"


def test_instants_are_shown_in_shanghai():
    assert show.instant(dt.datetime(2026, 1, 13, 16, 5, tzinfo=dt.UTC), NOW.date()) == "1 月 14 日 00:05"
    assert show.iso_day(dt.datetime(2026, 1, 13, 16, 5, tzinfo=dt.UTC)) == "2026-01-14"


@pytest.mark.parametrize(
    ("hours", "state", "words", "used"),
    [
        (53, "ok", "剩余 2 天", 26),
        (24, "ok", "剩余 1 天", 67),
        (6.5, "today", "剩余 6 小时", 91),
        (0.5, "today", "剩余 30 分钟", 99),
        (0, "over", "已超 0 分钟", 100),
        (-5, "over", "已超 5 小时", 100),
        (-26, "over", "已超 1 天", 100),
    ],
)
def test_time_left_counts_in_the_unit_that_matters(hours, state, words, used):
    assert show.time_left(NOW + dt.timedelta(hours=hours), at=NOW) == show.TimeLeft(state, words, used)


def test_the_span_may_be_other_than_three_days():
    left = show.time_left(NOW + dt.timedelta(days=5), at=NOW, start=NOW - dt.timedelta(days=5))
    assert (left.used, left.words) == (50, "剩余 5 天")


def test_a_day_that_starts_a_term_is_itself_not_counted():
    due = dt.datetime(2026, 1, 19, tzinfo=SHANGHAI)
    assert show.time_left(due, at=NOW, start=dt.date(2026, 1, 15)).used == 0
    assert show.time_left(due, at=dt.datetime(2026, 1, 17, 12, tzinfo=SHANGHAI), start=dt.date(2026, 1, 15)).used == 50
