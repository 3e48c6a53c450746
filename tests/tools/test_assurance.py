"""The checklist of promises: every one names tests that are there, and carries what they last came to."""

import pytest

from tools import assurance

XML = """<testsuites><testsuite timestamp="2026-11-26T18:00:00+00:00">
<testcase classname="tests.house.test_floors" name="a"/>
<testcase classname="tests.house.test_trail.TestEntries" name="b"/>
<testcase classname="tests.house.test_trail" name="c"><failure message="no"/></testcase>
<testcase classname="tests.audit.test_seals" name="d"><skipped/></testcase>
</testsuite></testsuites>"""
TABLE = "# Title\n\n| item | promise | test | what it proves | last result |\n|---|---|---|---|---|\n"


def rows() -> list[list[str]]:
    lines = assurance.CHECKLIST.read_text(encoding="utf-8").splitlines()
    return [row for row in map(assurance.cells, lines) if row]


def test_every_promise_names_tests_that_are_there():
    assert len(rows()) > 100
    missing = [(row[1], path) for row in rows() for path in assurance.named(row[2]) or ["(none)"] if not (assurance.ROOT / path).exists()]
    assert missing == []


def test_no_promise_stands_on_a_failed_test():
    assert [row[1] for row in rows() if "failed" in "".join(row[assurance.COLUMNS :])] == []


@pytest.mark.parametrize(
    ("paths", "last"),
    [
        ("`tests/house/test_floors.py`", "1 passed (2026-11-26)"),
        ("`tests/house`, `tests/audit/test_seals.py`", "2 passed, 1 failed, 1 skipped (2026-11-26)"),
        ("`tests/house/test_trail.py::TestEntries`", "1 passed, 1 failed (2026-11-26)"),
    ],
)
def test_the_last_result_is_the_sum_of_the_named_files(paths, last):
    written = assurance.written(f"{TABLE}| 1 | promise | {paths} | proof |\n", *assurance.outcomes(XML))
    assert written == f"{TABLE}| 1 | promise | {paths} | proof | {last} |\n"


def test_what_was_not_run_keeps_what_it_had():
    table = f"{TABLE}| 1 | promise | `tests/cases` | proof | 7 passed (2026-11-01) |\n| 2 | new | `tests/cases` | proof |\n"
    written = assurance.written(table, *assurance.outcomes(XML))
    assert written.splitlines()[4:] == ["| 1 | promise | `tests/cases` | proof | 7 passed (2026-11-01) |", "| 2 | new | `tests/cases` | proof |  |"]
