"""Pinyin order and initials."""

import pytest

from portal.lib.names import initials, mask_name, sort_key, surname


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("曾国强", "zeng guo qiang"),
        ("单小军", "shan xiao jun"),
        ("解放", "xie fang"),
        ("仇英", "qiu ying"),
        ("吕布", "lv bu"),
        ("尉迟恭", "yu chi gong"),
        ("欧阳锋", "ou yang feng"),
        ("万俟雪", "mo qi xue"),
        ("王 五", "wang wu"),
        ("扎西·多吉", "zha xi duo ji"),
        ("John Smith", "john smith"),
        ("", ""),
    ],
)
def test_the_sort_key_reads_surnames_as_surnames(name, key):
    assert sort_key(name) == key


def test_names_sort_by_pinyin():
    assert sorted(["周八", "曾一", "单二", "安三", "吕四"], key=sort_key) == ["安三", "吕四", "单二", "曾一", "周八"]


@pytest.mark.parametrize(("name", "letters"), [("曾国强", "zgq"), ("乐一鸣", "yym lym"), ("覃乐", "ql tl"), ("欧阳锋", "oyf"), ("John Smith", "js"), ("", "")])
def test_every_reading_of_the_surname_is_found_by_its_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(("name", "shown"), [("王小明", "王**"), ("欧阳锋", "欧阳**"), ("欧阳", "欧**"), ("扎西·多吉", "扎**"), ("", "")])
def test_a_masked_name_keeps_the_surname_and_hides_the_length(name, shown):
    assert mask_name(name) == shown


def test_a_two_sign_name_of_a_compound_surnames_signs_is_a_single_surname():
    assert surname("欧阳") == "欧"
    assert surname("欧阳锋") == "欧阳"
