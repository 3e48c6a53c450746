"""Two people with the same code or the same link at the same moment: exactly one gets in."""

import json
import subprocess
import sys

import pytest

from portal import env


@pytest.fixture(scope="module")
def report() -> dict:
    """What a run in a database of its own found (see at_once.py)."""
    run = subprocess.run([sys.executable, "-m", "tests.accounts.at_once"], cwd=env.ROOT, capture_output=True, text=True, timeout=900)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.mark.parametrize("what", ["code", "paper"])
def test_of_six_people_with_one_code_exactly_one_gets_in(report, what):
    assert sorted(result["taken"] for result in report[what]) == [False] * 5 + [True]


def test_of_six_people_with_one_link_exactly_one_sets_the_password(report):
    assert sum("user" in result for result in report["link"]) == 1
    assert all("已用过" in result.get("refused", "已用过") for result in report["link"])
    assert report["passwords"] == 1
