"""计件: the team sheet beside the payroll, held to the fen against what its people get; the split that loses no fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.sheets.model import Sheet
from tests.make.payrolls import parsed, payroll, person
from wagepay.payroll.pieces import split

HEADS = ["班组", "分项工程", "计量单位", "工程量", "单价", "金额"]


def team_sheet(*rows):
    return Sheet("计件", [HEADS, *rows])


def codes(*rows, people=None):
    people = people or [person(0), person(1)]
    result = parsed(payroll(*people), team_sheet(*rows))
    return result, {finding.code for finding in result.findings}


def test_what_a_team_made_is_what_its_people_get():
    result, found = codes(["一班", "砌砖", "立方米", 100.0, 80.0, 8000.0], ["一班", "抹灰", "平方米", 200.0, 20.0, 4000.0])
    assert found == set() and [piece["amount"] for piece in result.pieces] == ["8000.00", "4000.00"]
    assert result.sheet == "工资表", "the team sheet is no payroll"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["一班", "砌砖", "立方米", 150.0, 80.0, 12000.0], None),
        (["一班", "砌砖", "立方米", 12.345, 972.04, 11999.83], "piece_total"),
        (["一班", "砌砖", "立方米", "150.0004", 80.0, ""], "decimals"),
        (["一班", "砌砖", "立方米", "若干", 80.0, ""], "not_number"),
        (["一班", "砌砖", "立方米", 150.0, 80.0, 12000.01], "piece_amount"),
        (["二班", "砌砖", "立方米", 150.0, 80.0, ""], "piece_team"),
    ],
)
def test_each_difference_is_told_in_its_cell(row, code):
    result, found = codes(row)
    assert found == ({code} if code else set())
    assert all(finding.cell.startswith("计件!") for finding in result.findings)


def test_a_workbook_without_team_sheet_has_none():
    assert parsed(payroll(person(0)), Sheet("说明", [["本月没有计件"]])).pieces == []


@given(st.integers(0, 10**9), st.lists(st.decimals(Decimal("0.25"), 31, places=2), min_size=1, max_size=40))
def test_the_parts_are_the_whole_and_nobody_is_off_by_a_fen(total, weights):
    parts = split(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / whole) < 1 for part, weight in zip(parts, weights, strict=True))
