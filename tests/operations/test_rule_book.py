"""The printed rule book is the one the rules give."""

from pathlib import Path

from portal.operations.rule_book import as_markdown, rule_book
from portal.operations.rules import RULES

PRINTED = Path(__file__).parents[2] / "docs" / "law" / "rules.md"


def test_the_printed_book_is_up_to_date():
    assert PRINTED.read_text("utf-8").rstrip() == as_markdown(rule_book(RULES, {})).rstrip(), "manage.py rules --markdown --defaults > docs/law/rules.md"
