"""GB 11643: what is refused, why, and what only asks to look again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import identity
from portal.lib.identity import Fault, Sex, check

GOOD = ["11010519491231002X", "140302199003070006", "140403198511120003", "120111199202290003", "623026197806150002", "410402196509300005"]
ON = dt.date(2026, 11, 20)


@pytest.mark.parametrize("number", GOOD)
def test_a_number_with_the_right_check_digit_passes(number):
    result = check(number, on=ON)
    assert result.ok and not result.warning
    assert result.number == number


def test_birth_date_and_sex_come_out_of_the_number():
    result = check("120111199202290003", on=ON)
    assert result.born_on == dt.date(1992, 2, 29)
    assert result.sex is Sex.FEMALE
    seventeen = "14030219900307001"
    assert check(seventeen + identity.check_digit(seventeen)).sex is Sex.MALE


@pytest.mark.parametrize(
    "typed",
    [
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002x",
        "\t11010519491231002x\n",
        "11010519491231002×",
        "'11010519491231002X",
        "110105\u200b19491231\u00a0002X",
        "11010519491231002х",
    ],
)
def test_full_width_spaced_and_lower_case_numbers_are_understood(typed):
    assert check(typed, on=ON).number == "11010519491231002X"
    assert check(typed, on=ON).ok


@pytest.mark.parametrize(
    ("raw", "fault", "words"),
    [
        ("", Fault.EMPTY, "没有填写"),
        (None, Fault.EMPTY, "没有填写"),
        ("  ", Fault.EMPTY, "没有填写"),
        ("14030219900307000", Fault.LENGTH, "少 1 位，应为 18 位"),
        ("1403021990030", Fault.LENGTH, "少 5 位"),
        ("1403021990030700061", Fault.LENGTH, "多 1 位，应为 18 位"),
        ("110105491231002", Fault.OLD, "15 位"),
        ("14030219O003070006", Fault.CHARACTER, "第 9 位“O”不对，前 17 位只能是数字"),
        ("X40302199003070006", Fault.CHARACTER, "第 1 位"),
        ("14030219900307000Y", Fault.CHARACTER, "最后一位只能是数字或 X"),
        ("140302199002300006", Fault.BIRTH, "“19900230”不存在"),
        ("140302199013010006", Fault.BIRTH, "“19901301”不存在"),
        ("140302188003070006", Fault.BIRTH, "不可能"),
        ("140302199003070005", Fault.CHECK_DIGIT, "校验位不对"),
        ("140302199003070060", Fault.CHECK_DIGIT, "校验位不对"),
        (140302199003070006.0, Fault.PRECISION, "存成了数字"),
        (140302199003070000, Fault.PRECISION, "存成了数字"),
        ("1.40302E+17", Fault.PRECISION, "存成了数字"),
        ("1.40302199003070E17", Fault.PRECISION, "存成了数字"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(raw, fault, words):
    result = check(raw, on=ON)
    assert not result.ok
    assert result.fault is fault
    assert words in result.reason


def test_a_birth_date_after_the_day_is_impossible_and_on_the_day_is_not():
    number = "14030220261120000"
    number += identity.check_digit(number)
    assert check(number, on=ON).ok
    assert check(number, on=ON - dt.timedelta(days=1)).fault is Fault.BIRTH


def test_the_reason_never_repeats_the_number():
    for raw in ("140302199003070005", "1403021990030700061", "140302199002300006"):
        assert raw not in check(raw, on=ON).reason


@pytest.mark.parametrize("area", ["140402", "510117", "810000", "830000", "911564"])
def test_old_new_and_foreign_area_codes_are_accepted_without_a_word(area):
    number = area + "19900307000"
    assert check(number + identity.check_digit(number)).warning == ""


def test_an_unknown_area_code_is_a_warning_and_no_refusal():
    number = "99" + "030219900307000"
    assert check(number + identity.check_digit(number)).ok
    number = "66030219900307000"
    result = check(number + identity.check_digit(number))
    assert result.ok
    assert "66" in result.warning


@given(st.integers(0, 16), st.integers(1, 9), st.sampled_from(GOOD))
def test_any_single_mistyped_digit_is_found(place, shift, number):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not check(wrong, on=ON).ok


@given(st.text(max_size=40))
def test_no_text_makes_the_check_fail_with_an_error(text):
    result = check(text, on=ON)
    assert result.ok == (result.reason == "")


@pytest.mark.parametrize(
    ("kind", "number", "warned"),
    [
        ("08", "E12345678", False),
        ("08", "护照一二三四", True),
        ("10", "H1234567800", False),
        ("10", "12345678", True),
        ("12", "12345678", False),
        ("02", "军字第1234567号", False),
    ],
)
def test_other_documents_are_accepted_and_unusual_forms_are_pointed_out(kind, number, warned):
    result = check(number, kind)
    assert result.ok
    assert bool(result.warning) is warned


def test_other_documents_need_a_plausible_length():
    assert check("123", "08").fault is Fault.LENGTH
    assert check("", "08").fault is Fault.EMPTY


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-11-20", "2026-11-19", 15),
        ("2010-11-20", "2026-11-20", 16),
        ("2008-02-29", "2024-02-28", 15),
        ("2008-02-29", "2024-02-29", 16),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("1966-01-01", "2026-01-01", 60),
    ],
)
def test_age_counts_completed_years(born, day, age):
    assert identity.age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age
