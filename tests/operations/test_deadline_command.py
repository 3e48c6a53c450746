"""``manage.py deadline`` prints what other systems rely on."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.tenancy.actions.import_holidays import seed_holidays
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def holidays():
    actor = system_actor()
    with acting(actor):
        seed_holidays(actor=actor)


def deadline(*args: str) -> object:
    """What stands on stdout; a refusal also exits with 1."""
    out = StringIO()
    try:
        call_command("deadline", *args, "--json", stdout=out)
    except SystemExit as exit_:
        assert exit_.code == 1
    return json.loads(out.getvalue())


def test_one_term_is_one_object():
    shown = deadline("D15", "--from", "2026-09-30")
    assert shown["code"] == "D15"
    assert shown["due"] == "2026-10-13"
    assert shown["calendar"] == "working"
    assert "若干规定" in shown["law"]


def test_parts_are_a_list_and_a_letter_picks_one():
    assert [item["due"] for item in deadline("D12", "--from", "2026-11-20")] == ["2026-11-27", "2026-11-25"]
    assert deadline("D12b", "--from", "2026-11-20")["due"] == "2026-11-25"


def test_the_officers_term_takes_days():
    assert deadline("D37", "--from", "2026-11-20", "--days", "8")["due"] == "2026-11-30"
    assert deadline("D37", "--from", "2026-11-20")["code"] == "days_missing"


def test_with_a_tenant_named_its_own_moment_of_starting_counts():
    tree = tenancy.tree()
    tenancy.policy_row(tree.city, "deadlines.start_moments", {"D15": "next_workday"})
    assert deadline("D15", "--from", "2026-09-30", "--jurisdiction", "140321")["due"] == "2026-10-14"
    assert deadline("D15", "--from", "2026-09-30", "--jurisdiction", "410400")["due"] == "2026-10-13"
    assert [part["due"] for part in deadline("D12", "--from", "2026-11-20", "--jurisdiction", "140321")] == ["2026-11-27", "2026-11-25"]
    assert deadline("D37", "--from", "2026-11-20", "--days", "8", "--jurisdiction", "140321")["due"] == "2026-11-30"


def test_local_reports_hold_for_the_county_below_too():
    tenancy.tree()
    assert deadline("D36", "--from", "2026-06-11", "--jurisdiction", "140300")["due"] == "2026-10-10"
    assert deadline("D36", "--from", "2026-06-11", "--jurisdiction", "140321")["due"] == "2026-10-10"
    assert deadline("D36", "--from", "2026-06-11", "--jurisdiction", "140000")["code"] == "no_deadline"
    assert deadline("D36", "--from", "2026-06-11")["code"] == "jurisdiction_missing"
    assert deadline("D36", "--from", "2026-06-11", "--jurisdiction", "999999")["code"] == "no_region"


def test_a_term_by_the_hour_takes_an_instant():
    assert deadline("D26b", "--from", "2026-10-02T16:30:00+08:00")["due"] == "2026-10-03T16:30:00+08:00"


@pytest.mark.parametrize(
    ("code", "start", "refusal"),
    [("D99", "2026-11-20", "unknown_code"), ("D15", "20.11.2026", "bad_date"), ("D15", "2026-02-30", "bad_date"), ("D15", "9999-12-31", "bad_date")],
)
def test_bad_input_is_refused_in_chinese(code, start, refusal):
    shown = deadline(code, "--from", start)
    assert shown["code"] == refusal
    assert shown["refused"].endswith("。")


def test_a_year_without_arrangement_is_marked():
    shown = deadline("D15", "--from", "2026-12-30")
    assert shown["calendar_known"] is False
    assert "未核准日历" in shown["note"]


def test_a_missing_start_is_wrong_usage():
    with pytest.raises(CommandError):
        call_command("deadline", "D15")
