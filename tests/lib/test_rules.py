"""A threshold's value as people read it."""

import pytest

from portal.lib.rules import Threshold

KINDS = (("red", "红色"), ("blue", "蓝色"))


@pytest.mark.parametrize(
    ("value", "unit", "choices", "words"),
    [
        (30, "天", (), "30 天"),
        (0, "人", (), "0 人"),
        ("0.015", "", (), "0.015"),
        (True, "", (), "是"),
        (False, "", (), "否"),
        ("red", "", KINDS, "红色"),
        (["blue", "red"], "", KINDS, "蓝色、红色"),
        ([], "", KINDS, "无"),
    ],
)
def test_a_value_is_said_in_words(value, unit, choices, words):
    assert Threshold("key", "名称", value, unit, "平台建议", choices=choices).words(value) == words
