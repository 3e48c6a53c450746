"""What a change came from is told in words, whatever it was."""

import re

import pytest
from django.core.management import get_commands

from portal.accounts.pages import PAGES
from portal.audit.occasion import CONSOLE
from portal.jobs.handlers import kinds
from portal.oversight.causes import cause_in_words

CODE = re.compile(r"[a-z_]+\.[a-z_]+|manage\.py")
ROOMS = ("portal", "projects", "wagepay", "earlywarning", "cases", "campaigns")


def test_every_page_every_job_and_every_command_of_ours_has_words_and_shows_no_code():
    verbs = {page.verb for page in PAGES.values() if not page.name.startswith("tests.")}
    commands = {CONSOLE + name for name, app in get_commands().items() if app.split(".")[0] in ROOMS}
    assert len(verbs) > 50 and len(kinds()) > 10 and len(commands) > 25
    causes = verbs | set(kinds()) | commands
    assert {cause: told for cause in causes if CODE.search(told := cause_in_words(cause)) or not re.search(r"[一-鿿]", told)} == {}


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("", ""),
        ("manage.py demo", "命令行：建立演示数据（demo）"),
        ("manage.py gone", "命令行：gone"),
        ("accounts.hand_over", "移交工作"),
        ("earlywarning.unheard_of", "预警"),
    ],
)
def test_the_words(cause, words):
    assert cause_in_words(cause) == words
