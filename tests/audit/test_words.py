"""Histories of the lower rooms have words for the acts of the upper ones."""

import pytest

from portal.audit.words import OTHER, title_of
from projects.history import WORDS


@pytest.mark.parametrize("verb", ["campaigns.nominate", "wagepay.upload", "earlywarning.focus", "cases.open_case", "documents.file.hold"])
def test_an_act_of_an_upper_room_has_its_word_on_the_page_of_a_project(verb):
    assert verb not in WORDS
    assert title_of(verb, WORDS) not in ("", OTHER)


def test_the_pages_own_word_stands_first_and_an_act_nobody_named_says_so():
    assert title_of("projects.update", {"projects.update": "改"}) == "改"
    assert title_of("projects.unheard_of", {}) == OTHER
