"""Names as search tokens."""

import pytest

from projects.words import plain, same_name, tokens_of, wanted


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("青禾家园安置房二期", "安置房", True),
        ("青禾家园安置房二期", "qhjyazf", True),
        ("青禾家园安置房二期", "家园 安置", True),
        ("青禾家园安置房二期", "禾青", False),
        ("样例花园（一期）", "花园一期", True),
        ("样例花园（一期）", "花园(一期)", True),
        ("A3标段 K5+200", "a3标", True),
        ("A3标段 K5+200", "K5+2", True),
    ],
)
def test_a_name_is_found_by_its_parts(name, text, found):
    assert (wanted(text) <= tokens_of(name)) is found


def test_a_single_sign_asks_for_no_token():
    assert wanted("禾") == set()


def test_spelling_does_not_make_another_name():
    assert same_name("样例（集团）有限公司", "样例(集团) 有限公司")
    assert not same_name("样例一建", "样例二建")
    assert plain(" Ａ－1 ") == "a1"


def test_a_very_long_name_with_many_readings_stays_small():
    assert len(tokens_of("重庆长乐单曾" * 20)) < 400
