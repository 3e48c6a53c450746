"""扣款 by kind: what the columns mean together, what is asked about, just at and just over each bound."""

import json
from decimal import Decimal

import pytest

from tests.make.payrolls import HEAD, MONTH, parsed, payroll, person
from wagepay.payroll.deductions import words_of
from wagepay.payroll.facts import Facts

KINDS = ["个税", "社保", "抚养费", "赔偿", "扣款说明"]


def sheet(*rows, kinds=KINDS, whole=True, below=()):
    """``rows`` are (deduction, (tax, insurance, court, damage, ground), net) of a wage of 6,000."""
    head = HEAD if whole else [name for name in HEAD if name != "扣款"]
    people = []
    for place, (deduction, by_kind, net) in enumerate(rows):
        values = person(place, deduction=deduction, net=net)
        if not whole:
            values.pop(HEAD.index("扣款"))
        people.append([*values, *by_kind])
    return parsed(payroll(*people, head=[*head, *kinds], below=below))


def found(result):
    return {(finding.code, finding.severity.value) for finding in [*result.findings, *result.notes]}


@pytest.mark.parametrize(
    ("deduction", "by_kind", "net", "total", "kinds"),
    [
        (500.0, (100.0, 400.0, "", "", ""), 5500.0, "500.00", {"tax": "100.00", "insurance": "400.00"}),
        (300.0, (100.0, "", "", "", "工服押金"), 5600.0, "400.00", {"tax": "100.00", "other": "300.00", "ground": "工服押金"}),
        (300.0, (100.0, "", "", "", "工服押金"), 5700.0, "300.00", {"tax": "100.00", "other": "200.00", "ground": "工服押金"}),
        ("", (100.0, "", 800.0, "", ""), 5100.0, "900.00", {"tax": "100.00", "court": "800.00"}),
        ("", ("", "", "", "", ""), 6000.0, None, None),
    ],
)
def test_the_net_says_whether_the_one_column_is_the_sum_or_the_rest(deduction, by_kind, net, total, kinds):
    result = sheet((deduction, by_kind, net))
    (row,) = result.rows
    assert not result.blocks, result.findings
    assert row.deduction == (None if total is None else Decimal(total))
    assert (json.loads(row.deductions) if row.deductions else None) == kinds
    assert result.totals.deduction == Decimal(total or 0)


def test_columns_by_kind_alone_are_enough():
    result = sheet(("", (100.0, 200.0, "", "", ""), 5700.0), whole=False)
    assert not result.blocks and result.rows[0].deduction == 300


def test_totals_below_are_held_against_what_stands_in_each_column():
    right = ["合计", *[""] * 6, 12000.0, 300.0, 11600.0, "", "", "", 100.0, "", "", "", ""]
    rows = ((300.0, (100.0, "", "", "", "押金"), 5600.0), ("", ("", "", "", "", ""), 6000.0))
    assert "total_mismatch" not in {code for code, _ in found(sheet(*rows, below=(right,)))}
    wrong = [*right[:13], 90.0, *right[14:]]
    assert ("total_mismatch", "block") in found(sheet(*rows, below=(wrong,)))


@pytest.mark.parametrize(
    ("damage", "codes"), [(1200.0, set()), (1200.01, {"damage_over"}), (4179.4, {"damage_over"}), (4179.41, {"damage_over", "damage_minimum"})]
)
def test_damages_are_a_fifth_at_most_and_leave_the_minimum(damage, codes):
    """6,000 for 20 days; the minimum of 1,980 by 21.75 days is 91.03 a day, 1,820.60 for the days worked."""
    result = sheet(("", ("", "", "", damage, "损坏机具"), round(6000 - damage, 2)))
    assert {code for code, _ in found(result)} == codes


def test_what_is_no_kind_needs_a_ground_and_a_sheet_without_kinds_is_left_alone():
    assert ("deduction_ground", "warn") in found(sheet((300.0, (100.0, "", "", "", ""), 5600.0)))
    plain = parsed(payroll(person(0, deduction=300.0, net=5700.0), person(1)), facts=Facts(MONTH, minimum_wage=Decimal(1980)))
    assert not plain.notes and not plain.findings and plain.rows[0].deductions is None


def test_the_words_name_every_kind_with_its_ground_or_the_sum_alone():
    assert words_of({"tax": "12.00", "other": "3.00", "ground": "工服"}, Decimal(15)) == ["个人所得税 12.00", "其他扣款 3.00（工服）"]
    assert words_of(None, Decimal("15.5")) == ["扣款 15.50"] and words_of(None, Decimal(0)) == []
