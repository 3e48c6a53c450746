"""Uploads at the same moment, and a process killed in the middle of one."""

import json
import subprocess
import sys

import pytest

from portal import env


@pytest.fixture(scope="module")
def report() -> dict:
    """What a run in a database of its own found (see at_once.py)."""
    run = subprocess.run([sys.executable, "-m", "tests.wagepay.at_once"], cwd=env.ROOT, capture_output=True, text=True, timeout=900)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


def test_a_killed_upload_leaves_nothing_half_saved(report):
    assert report["killed"]["signal"] == 9
    assert set(report["killed"]["left"].values()) == {0}


def test_the_same_file_five_times_at_once_is_one_sheet_with_one_receipt(report):
    assert len({result["receipt"] for result in report["same"]}) == 1 and all(result["accepted"] for result in report["same"])
    assert report["after_same"] == {"PayrollSheet": 1, "PayrollLine": 3, "Upload": 1, "UploadContent": 2, "ProjectMonth": 2, "WorkerMonth": 3}


def test_two_different_files_at_once_become_two_versions_one_after_the_other(report):
    assert all(result.get("accepted") for result in report["different"]), report["different"]
    assert report["versions"] == [1, 2, 3, 4]


def test_two_employers_at_once_do_not_lose_each_others_sheets(report):
    assert all(result.get("accepted") for result in report["employers"]), report["employers"]
    assert report["current"] == 2


def test_receipt_numbers_have_no_gap_and_no_double(report):
    assert report["receipts"] == [1, 2, 3, 4, 5]
