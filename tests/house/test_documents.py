"""What the README and the documents point at is there: a newcomer follows every link."""

import re
from urllib.parse import unquote

import pytest

from portal.env import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_of_the_repository(page):
    targets = [unquote(target.split("#")[0]) for target in LINK.findall(page.read_text()) if "://" not in target]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_the_readme_shows_a_picture_and_the_two_commands():
    text = (ROOT / "README.md").read_text()
    assert re.search(r"!\[[^\]]+\]\(docs/img/[a-z]+\.png\)", text)
    assert "make run" in text and "make test" in text
