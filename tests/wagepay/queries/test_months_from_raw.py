"""Months made from the raw rows alone are the months of the sums, column by column, and the rules find the same in them; a doctored sum is not believed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings

from earlywarning.actions.audit_findings import FROM_RAW
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_account
from tests.make.tenancy import saved
from tests.wagepay.queries.test_summaries import SHARED, clear, day, events, key, play
from tests.wagepay.rules.scenes import defaults
from wagepay.models import AccountEntry, AttendanceDay, MonthAnswer, ProjectMonth, WorkerMonth
from wagepay.queries import rule_rows
from wagepay.queries.cycles import settle_cycles
from wagepay.queries.keys import keys_of
from wagepay.queries.months_at_hand import MONTHS, newest_since
from wagepay.queries.months_from_raw import kept_months, months_from_raw
from wagepay.queries.raw_at_once import read_at_once
from wagepay.queries.summaries import refresh
from wagepay.rules.catalogue import RULES

OCTOBER, SEPTEMBER, NOVEMBER = make.OCTOBER, dt.date(2026, 9, 1), dt.date(2026, 11, 1)
DAYS = (dt.date(2026, 11, 8), dt.date(2026, 11, 20), dt.date(2026, 11, 21), dt.date(2026, 12, 2))  # before, on and after October's pay day
COLUMNS = (
    "attended", "attended_2days", "listed", "net", "owed", "paid", "paid_outside", "advance", "paid_count", "missing_paid", "paid_without_attendance", "short_count",
    "short_amount", "advance_only_count", "sheet_state", "first_paid_on", "full_paid_on", "due_on",
)  # fmt: skip


def found(region_id: int, on: dt.date) -> list[str]:
    """Everything the rules find, as it is kept."""
    return sorted(repr((rule.CODE, hit)) for rule in RULES if rule.CODE in FROM_RAW for hit in rule.find([region_id], on, defaults(rule)))


def from_raw(region_id: int, on: dt.date, at_once: bool = False):
    """``at_once``: sites that are in order by a reading of whole months are not added up."""
    since = newest_since(on)
    kept = kept_months([region_id], since, on)
    read = {month: read_at_once(month, [[region_id]])[0] for month in kept} if at_once else {}
    return months_from_raw([region_id], on, since, kept, read)


def table(name: str, columns) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT month, project_id, employer_id, {', '.join(columns)} FROM {name}")
        return {row[:3]: row[3:] for row in cursor.fetchall()}


def of_sums(on: dt.date) -> dict:
    """What the sums say of the months that fell due in which anybody came, stands on a sheet or was paid."""
    return table(f"wagepay_projectmonth m WHERE due_on < '{on}' AND (attended > 0 OR listed > 0 OR paid + paid_outside + advance > 0)", COLUMNS)


def compare(region_id: int, on: dt.date) -> list[str]:
    by_sums = found(region_id, on)
    told = of_sums(on)
    with from_raw(region_id, on):
        assert found(region_id, on) == by_sums
        made = {key: row for key, row in table("pg_temp.wagepay_raw_due", COLUMNS).items() if row[0] or row[2] or any(row[5:8])}
        assert made == told
        compare_every(on)
    with from_raw(region_id, on, at_once=True):
        assert found(region_id, on) == by_sums
        added_up = {key: row for key, row in table("pg_temp.wagepay_raw_due", COLUMNS).items() if row[0] or row[2] or any(row[5:8])}
        assert added_up.items() <= told.items()
        left_out = [dict(zip(COLUMNS, told[key], strict=True)) for key in told.keys() - added_up.keys()]
        for row in left_out:
            assert row["full_paid_on"] <= on and row["paid_count"] == row["listed"] == row["attended"], row
            assert not any(row[name] for name in ("missing_paid", "paid_without_attendance", "short_count", "advance_only_count")), row
        compare_every(on)
    return by_sums


def compare_every(on: dt.date) -> None:
    """What is on papers and whether anybody came, of all months that lie ready, due or not; of firms without a sheet in a month not yet due one of a site is enough."""
    columns = "region_id, due_on, least(attended, 1), listed, net, owed, paid, paid_outside, advance, full_paid_on".split(", ")
    anything = "(attended > 0 OR listed > 0 OR paid + paid_outside + advance > 0)"
    told = table(f"wagepay_projectmonth m WHERE m.month >= '{newest_since(on)}' AND {anything}", columns)
    # A firm that has no sheet may stand there twice, once for its people alone: what is paid comes last and counts.
    made = table(f"pg_temp.wagepay_raw_every WHERE employer_id IS NOT NULL AND {anything} ORDER BY listed + paid + paid_outside + advance", columns)
    assert made.items() <= told.items()
    for place in told.keys() - made.keys():
        due_on, came, *papers = told[place][1:]
        assert due_on >= on and came and not any(papers), "this firm has more than people on a site whose month is not due"
        assert any(other[:2] == place[:2] and not any(row[3:]) for other, row in made.items()), "nobody stands for it"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=events)
def test_after_any_history_the_months_and_the_findings_are_the_same(site, history):
    with acting(site.contractor):
        people = [
            make.engagement(site.project, card=SHARED),
            make.engagement(site.project),
            make.engagement(site.project),
            make.engagement(site.project, site.labour),
        ]
        play(site, people, history)
        refresh(key(site))
    with acting(system_actor()):
        for on in DAYS:
            compare(site.project.region_id, on)
    with acting(site.contractor):
        clear(site)
        refresh(key(site))


@pytest.fixture
def busy(site):
    """Two firms and three months: one person came for both, one was paid in three parts and by hand, one came and got nothing, one was paid and never came."""
    with acting(site.contractor):
        project = site.project
        moved, parts, unpaid, ghost, denied = (make.engagement(project) for _ in range(5))
        other = make.engagement(project, site.labour)
        for month in (SEPTEMBER, OCTOBER):
            sheet = make.sheet(project, month=month)
            for person in (moved, parts, ghost, denied):
                make.line(sheet, person)
            for place in (2, 3, 4):
                for person in (parts, unpaid, denied):
                    make.attendance(person, month.replace(day=place))
        make.attendance(moved, day(2), day(3))
        make.attendance(moved, day(4), units=Decimal("0.5"))
        AttendanceDay.objects.visible_to(site.contractor).filter(person=moved.id_index, day=day(3)).update(employer=site.labour)
        make.attendance(other, day(5), units=Decimal("1.5"))
        make.attendance(other, day(6), units=Decimal("0.5"))
        make.attendance(other, dt.date(2026, 11, 3))
        for number, amount in ((5, 1000), (7, 4500), (9, 500)):
            make.payment(parts, amount, paid_on=dt.date(2026, 11, number))
        make.payment(parts, 6000, month=SEPTEMBER, paid_on=dt.date(2026, 10, 9), channel="outside")
        make.payment(ghost, 6000)
        make.payment(moved, 6000, paid_on=dt.date(2026, 11, 19))
        make.payment(other, 700, channel="advance")
        refresh(keys_of(project, [SEPTEMBER, OCTOBER, NOVEMBER]))
    with acting(system_actor()):
        saved(MonthAnswer(
            region=project.region, project=project, employer=denied.employer, person=bytes(denied.id_index), month=OCTOBER, about="paid", agrees=False,
            at=dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC), visit_uid=project.uid, days=20, owed=6000, received=6000,
        ))  # fmt: skip
    return site


def money(account, number: int, **fields) -> None:
    saved(AccountEntry(
        project=account.project, region=account.region, account=account, line_key=b"%016d" % number, month=fields["booked_on"].replace(day=1), direction="in",
        kind="labour_cost", **fields,
    ))  # fmt: skip


def test_two_firms_halves_of_days_parts_of_pay_and_an_own_word_are_read_alike(busy):
    with acting(system_actor()):
        every = {rule for on in DAYS for line in compare(busy.project.region_id, on) for rule in FROM_RAW if rule in line}
    assert {"W12", "W16", "W05"} & every, "there was something to find"


def test_a_column_that_no_rule_of_these_uses_is_an_error_and_no_empty_answer(busy):
    with acting(system_actor()), from_raw(busy.project.region_id, DAYS[2]):
        for column in ("underpaid_count", "registered", "least_rate"):
            with pytest.raises(ProgrammingError, match=column), transaction.atomic():
                rule_rows.rows(f"SELECT m.{column} FROM {MONTHS} m", [busy.project.region_id], DAYS[2], oldest=None)


def test_other_days_and_other_regions_are_not_answered_by_anything_else(busy):
    with acting(system_actor()), from_raw(busy.project.region_id, DAYS[2]):
        for regions, on in (([busy.project.region_id], DAYS[1]), ([busy.project.region_id, -1], DAYS[2])):
            with pytest.raises(LookupError):
                rule_rows.rows(f"SELECT m.month FROM {MONTHS} m", regions, on, oldest=None)


def test_sums_that_were_doctored_are_not_believed(busy):
    on = DAYS[2]
    with acting(system_actor()) as system:
        before = compare(busy.project.region_id, on)
        WorkerMonth.objects.visible_to(system).filter(month=OCTOBER).update(paid=6000, days=20)
        assert ProjectMonth.objects.visible_to(system).filter(month=OCTOBER).update(paid_count=9, missing_paid=0, full_paid_on=on, short_count=0) == 2
        assert found(busy.project.region_id, on) != before
        for at_once in (False, True):
            with from_raw(busy.project.region_id, on, at_once):
                assert found(busy.project.region_id, on) == before


def test_months_without_any_raw_row_are_told_apart_and_answered_by_the_sums(busy):
    with acting(system_actor()):
        august = dt.date(2026, 8, 1)
        make.project_month(busy.project, month=august, due_on=SEPTEMBER, attended=4, attended_2days=4)
        since = newest_since(DAYS[2])
        for begin in (since, since.replace(year=since.year - 3)):
            assert kept_months([busy.project.region_id], begin, DAYS[2]) == [SEPTEMBER, OCTOBER, NOVEMBER]
        by_sums = found(busy.project.region_id, DAYS[2])
        assert any("2026-08" in line for line in by_sums)
        with from_raw(busy.project.region_id, DAYS[2]):
            assert found(busy.project.region_id, DAYS[2]) == by_sums


def test_labour_cost_is_settled_anew_from_what_the_bank_booked(busy):
    project, on = busy.project, DAYS[2]
    with acting(system_actor()):
        make.labour_cost_cycle(project, SEPTEMBER, due_amount=100_000, due_on=dt.date(2026, 9, 25))
        make.labour_cost_cycle(project, OCTOBER, due_amount=100_000)
        account = make_account(project)
        money(account, 1, booked_on=dt.date(2026, 9, 20), amount=130_000)
        money(account, 2, booked_on=dt.date(2026, 11, 25), amount=20_000)
        settle_cycles([project.pk])
        hits = [line for line in compare(project.region_id, on) if "W06" in line]
        assert len(hits) == 1 and "2026-10" in hits[0]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wagepay_labourcostcycle SET transferred = due_amount, full_on = due_on")
        assert not [line for line in found(project.region_id, on) if "W06" in line]
        with from_raw(project.region_id, on):
            assert [line for line in found(project.region_id, on) if "W06" in line] == hits
