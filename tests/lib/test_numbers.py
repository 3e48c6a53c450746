"""Credit codes, bank cards and telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import bank_card, phone, uscc

CODES = ["91140300MA0KTE5T04", "91140403MA0HTE519H", "91120111MA05TE5T71", "91623026MA71TE5T68", "91410400MA4XTE5TXD", "91350100M000100Y43"]


@pytest.mark.parametrize("code", CODES)
def test_a_right_credit_code_passes_silently(code):
    assert uscc.check(code) == uscc.UsccCheck(code)
    assert uscc.check(f" {code[:8].lower()}-{code[8:]} ").code == code


@pytest.mark.parametrize("code", CODES)
def test_a_wrong_check_sign_is_only_a_warning(code):
    wrong = code[:17] + ("1" if code[17] != "1" else "2")
    result = uscc.check(wrong)
    assert result.ok
    assert "校验位" in result.warning


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "没有填写"),
        (None, "没有填写"),
        ("91140300MA0KTE5T0", "少 1 位"),
        ("91140300MA0KTE5T044", "多 1 位"),
        ("91140300MA0KTE5TO4", "第 17 位“O”不对"),
        ("9114030IMA0KTE5T04", "第 8 位“I”"),
    ],
)
def test_what_cannot_be_a_credit_code_is_refused(raw, words):
    result = uscc.check(raw)
    assert not result.ok
    assert words in result.reason


def test_a_remainder_of_zero_gives_the_sign_zero():
    assert uscc.check_sign("0" * 17) == "0"


@pytest.mark.parametrize("number", ["6222021234567894", "4111111111111111"])
def test_a_card_that_passes_luhn_is_accepted(number):
    assert bank_card.check(number) == bank_card.CardCheck(number)


def test_a_card_that_fails_luhn_is_accepted_with_a_warning():
    result = bank_card.check("4111111111111112")
    assert result.ok
    assert "核对" in result.warning


@pytest.mark.parametrize("typed", ["6222 0212 3456 7894", "6222-0212-3456-7894", "６２２２０２１２３４５６７８９４", "'6222021234567894", "6222021234567894\t"])
def test_gaps_between_the_groups_of_a_card_number_are_ignored(typed):
    assert bank_card.check(typed).number == "6222021234567894"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "没有填写"),
        ("622202123456", "12 位"),
        ("62220212345678901234", "20 位"),
        ("622202123456789A", "只能是数字"),
        ("6.22202E+18", "存成了数字"),
        (6222021234567890123.0, "存成了数字"),
    ],
)
def test_a_card_number_that_no_bank_can_pay_to_is_refused(raw, words):
    result = bank_card.check(raw)
    assert not result.ok
    assert words in result.reason


@given(st.integers(10**12, 10**18), st.integers(1, 9), st.integers(0, 11))
def test_luhn_finds_any_single_wrong_digit(number, shift, place):
    text = str(number)
    text += next(str(digit) for digit in range(10) if bank_card.luhn(f"{number}{digit}"))
    wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    assert bank_card.luhn(text)
    assert not bank_card.luhn(wrong)


@pytest.mark.parametrize(
    "typed", ["13800138000", "+86 138 0013 8000", "86-13800138000", "008613800138000", "１３８００１３８０００", 13800138000.0, 13800138000]
)
def test_a_mobile_number_is_understood_however_it_is_typed(typed):
    assert phone.check(typed) == phone.PhoneCheck("13800138000")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "没有填写"),
        ("1380013800", "少 1 位"),
        ("138001380001", "多 1 位"),
        ("12800138000", "13 至 19"),
        ("1380013800O", "只能是数字"),
        ("١٣٨٠٠١٣٨٠٠٠", "只能是数字"),
    ],
)
def test_a_wrong_mobile_number_is_told_what_is_wrong(raw, words):
    result = phone.check(raw)
    assert not result.ok
    assert words in result.reason
