"""Typed text in one form: names so that they are found, sentences so that they read well."""

import pytest

from portal.lib.text import chinese_signs, sentence, tidy


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


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("损坏模板两块,本人认可", "损坏模板两块，本人认可"), ("依据:样例〔2026〕12号", "依据：样例〔2026〕12号"), ("（全款）,已付", "（全款），已付"),
        ("共1,200元", "共1,200元"), ("扣1,200元,本人认可", "扣1,200元，本人认可"), ("第3,4月", "第3,4月"), ("合计,100", "合计,100"), ("M20,C30", "M20,C30"),
    ],
)  # fmt: skip
def test_signs_after_chinese_words_are_chinese_again_and_figures_stay(read, written):
    assert chinese_signs(read) == written
