"""The signs people write into an attendance grid."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.sheets.faults import CellFault
from wagepay.workbooks.marks import day_of_heading, units_of


@pytest.mark.parametrize(
    ("cell", "units", "hours"),
    [
        ("", 0, None), ("√", 1, None), (1.0, 1, None), ("１", 1, None), ("全天", 1, None), ("半", "0.5", None), (0.5, "0.5", None), ("△", "0.5", None),
        ("休", 0, None), ("×", 0, None), ("旷工", 0, None), (0.0, 0, None), (1.5, "1.5", None), (8.0, 1, 8), ("4小时", "0.5", 4), ("1h", "0.13", 1), (10.0, 1, 10), ("1工", 1, None),
    ],
)  # fmt: skip
def test_a_cell_says_days_or_hours(cell, units, hours):
    assert units_of(cell) == (Decimal(units), None if hours is None else Decimal(hours))


@pytest.mark.parametrize("cell", ["来了", "25", -1.0, "1/2天多", "NaN"])
def test_what_nobody_can_read_is_a_fault(cell):
    with pytest.raises(CellFault):
        units_of(cell)


@given(st.one_of(st.text(max_size=8), st.floats(allow_nan=True, allow_infinity=True)))
def test_any_cell_gives_a_day_or_a_fault_and_never_breaks(cell):
    try:
        units, hours = units_of(cell)
    except CellFault:
        return
    assert 0 <= units <= Decimal("1.5") and (hours is None or 0 <= hours <= 24)


@pytest.mark.parametrize(
    ("cell", "day"),
    [(7.0, 7), ("7", 7), ("7日", 7), ("07号", 7), ("10月7日", 7), ("10-7", 7), ("2026/10/07", 7), (dt.date(2026, 10, 7), 7), (46302.0, 7), (0.0, None), (32.0, None), (7.5, None), ("合计", None), ("", None)],
)  # fmt: skip
def test_a_heading_names_a_day_of_the_month_or_none(cell, day):
    assert day_of_heading(cell) == day
