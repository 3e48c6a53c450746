"""Typed text in one form: names so that they are found, sentences so that they read well."""

import pytest

from portal.lib.text import sentence, tidy


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ("调往市局，另有任用（试用）。", "调往市局,另有任用(试用)。", "调往市局，另有任用（试用）。"),
        ("  ＮＯ．１　　号\u200b楼：东 ", "NO.1 号楼:东", "NO.1 号楼：东"),
        ("１４０３２１１９９００１０１０００Ｘ", "14032119900101000X", "14032119900101000X"),
        ("第一行\n第二行", "第一行 第二行", "第一行 第二行"),
        ("", "", ""),
    ],
)
def test_letters_and_digits_are_made_plain_and_only_a_sentence_keeps_its_signs(typed, name, said):
    assert (tidy(typed), sentence(typed)) == (name, said)
