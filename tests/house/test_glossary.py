"""One English word for each Chinese concept, and the models keep to it."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
OURS = ("portal.", "projects", "wagepay", "earlywarning", "cases", "campaigns")


def rows() -> list[tuple[str, str]]:
    """(Chinese, English) of every row of the tables, one term a time where a row holds several."""
    pairs = []
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "中文":
            chinese, english = (re.sub(r"[（(].*?[）)]", "", cell) for cell in cells[:2])
            pairs += zip((word.strip() for word in chinese.split("、")), (word.strip() for word in english.split(",")), strict=False)
    return pairs


def test_no_concept_has_two_words_and_no_word_two_concepts():
    pairs = rows()
    assert len(pairs) > 80
    assert len({chinese for chinese, _ in pairs}) == len({english for _, english in pairs}) == len(pairs)


def test_english_words_are_class_names():
    assert [english for _, english in rows() if not re.fullmatch(r"([A-Z][a-z]+)+", english)] == []


def test_a_model_named_like_a_concept_bears_its_word():
    words = dict(rows())
    models = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    wrong = {
        model.__name__: words[str(model._meta.verbose_name)] for model in models if words.get(str(model._meta.verbose_name), model.__name__) != model.__name__
    }
    assert wrong == {}
