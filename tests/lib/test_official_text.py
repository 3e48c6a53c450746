"""Sentences of the screen as official papers write them."""

import pytest

from portal.lib.text import official


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("2026-08 至 2026-10 有 3 个月有人出勤", "2026年8月至2026年10月有3个月有人出勤"),
        ("2026-11-18 至 2026-11-24，30 天内收到 3 条", "2026年11月18日至2026年11月24日，30天内收到3条"),
        ("差 86,790 元", "差86,790元"),
        ("案件 AJ-120111-2026-3 由 Li Wei 承办", "案件AJ-120111-2026-3由Li Wei承办"),
        ("电话 0353-2026-11", "电话0353-2026-11"),
        ("", ""),
    ],
)
def test_a_sentence_of_the_screen_is_printed_as_papers_write_it(shown, printed):
    assert official(shown) == printed
