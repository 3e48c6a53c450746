"""WorkerMonth and ProjectMonth are what a plain count of the raw rows gives, whatever happened before."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.queries import naive
from wagepay.enums import PaymentChannel, PaymentState, SheetState
from wagepay.models import AttendanceDay, AttendanceMonth, Engagement, PaymentLine, PayrollLine, PayrollSheet, ProjectMonth, WorkerMonth
from wagepay.queries import audit_sums
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh

OCTOBER = make.OCTOBER
SHARED = make.card_number(770077)


def day(number: int) -> dt.date:
    return dt.date(2026, 10, number)


@pytest.fixture
def people(at_site):
    """Three of the general contractor's, one gone early, one without contract; one of the subcontractor's."""
    return [
        make.engagement(at_site.project),
        make.engagement(at_site.project, left_on=day(15)),
        make.engagement(at_site.project, contract_kind="none", contract_signed_on=None),
        make.engagement(at_site.project, at_site.labour),
    ]


def key(site):
    return keys_of(site.project, [OCTOBER])


# -- random histories -------------------------------------------------------------------------------
persons = st.integers(0, 3)
events = st.lists(
    st.one_of(
        st.tuples(st.just("day"), persons, st.integers(1, 31), st.sampled_from(["0", "0.5", "1"])),
        st.tuples(st.just("total"), persons, st.integers(0, 31)),
        st.tuples(st.just("sheet"), st.sets(persons, min_size=1), st.sampled_from([3000, 6000]), st.sampled_from([0, 1000]), st.sampled_from(list(SheetState))),
        st.tuples(st.just("pay"), persons, st.sampled_from([1000, 3000, 6000]), st.integers(1, 28), st.sampled_from(list(PaymentState)), st.sampled_from(list(PaymentChannel)), st.booleans()),
        st.tuples(st.just("refresh")),
    ),
    max_size=14,
)  # fmt: skip


def play(site, people, history) -> None:
    """Write raw rows as imports would leave them, summing now and then."""
    for kind, *values in history:
        if kind == "day":
            person, number, units = people[values[0]], day(values[1]), Decimal(values[2])
            AttendanceDay.objects.visible_to(site.contractor).update_or_create(
                month=OCTOBER, project=site.project, person=bytes(person.id_index), day=number,
                defaults={"region": site.project.region, "employer": person.employer, "units": units, "source": "file"},
            )  # fmt: skip
        elif kind == "total":
            person = people[values[0]]
            AttendanceMonth.objects.visible_to(site.contractor).update_or_create(
                month=OCTOBER, project=site.project, person=bytes(person.id_index),
                defaults={"region": site.project.region, "employer": person.employer, "units": values[1], "source": "signed"},
            )  # fmt: skip
        elif kind == "sheet":
            write_sheet(site, people, *values)
        elif kind == "pay":
            person, amount, number, state, channel, other = values
            make.payment(people[person], amount, paid_on=dt.date(2026, 11, number), state=state, channel=channel, is_other_card=other)
        else:
            refresh(key(site))


def write_sheet(site, people, on_it, net, advance, state) -> None:
    """A new version; the one that counted so far is superseded."""
    for employer in {people[at].employer for at in on_it}:
        sheets = PayrollSheet.objects.visible_to(site.contractor).filter(project=site.project, employer=employer)
        sheets.current().update(state=SheetState.SUPERSEDED)
        sheet = make.sheet(site.project, employer, version=sheets.count() + 1, state=state)
        for at in on_it:
            if people[at].employer == employer:
                make.line(sheet, people[at], net + advance, net=Decimal(net), advance=Decimal(advance), days=Decimal(17) if net == 3000 else None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=events)
def test_the_maintained_sums_equal_a_plain_count_after_any_history(site, history):
    with acting(site.contractor):
        for model in (WorkerMonth, ProjectMonth):
            model.objects.visible_to(site.contractor).delete()
        people = [
            make.engagement(site.project, card=SHARED),
            make.engagement(site.project, left_on=day(15)),
            make.engagement(site.project, contract_kind="none", contract_signed_on=None),
            make.engagement(site.project, site.labour, registered_on=None, card=SHARED),
        ]
        play(site, people, history)
        refresh(key(site))
        due = key(site)[0].due_on
        expected = naive.worker_months(site.project.pk, OCTOBER, due)
        found = {(w.employer_id, bytes(w.person)): w for w in WorkerMonth.objects.visible_to(site.contractor).filter(project=site.project)}
        assert found.keys() == expected.keys()
        for who, figures in expected.items():
            assert as_plain(found[who]) == figures
        lit = naive.figures_of_rules(site.project.pk, OCTOBER, due)
        sums = {row.employer_id: row for row in ProjectMonth.objects.visible_to(site.contractor).filter(project=site.project)}
        assert {pk: {name: getattr(sums[pk], name) for name in figures} for pk, figures in lit.items()} == lit
        assert differences(key(site)) == {"worker_months": 0, "project_months": 0}
        assert refresh(key(site)) == 0
        clear(site)


def as_plain(row: WorkerMonth) -> dict:
    return {
        "days": row.days, "mask": row.day_mask, "outside": row.days_outside, "listed": row.is_listed, "owed": row.owed, "net": row.net, "paid": row.paid,
        "outside_account": row.paid_outside, "advance": row.advance, "late": row.paid_late, "other_card": row.other_card, "failed": row.failed,
        "first_paid_on": row.first_paid_on, "full_paid_on": row.full_paid_on,
        "card": None if row.card_index is None else bytes(row.card_index),
    }  # fmt: skip


def clear(site) -> None:
    """The next example begins with raw rows of other people; those of this one stop counting."""
    AttendanceDay.objects.visible_to(site.contractor).update(units=0)
    AttendanceMonth.objects.visible_to(site.contractor).update(units=0)
    PayrollSheet.objects.visible_to(site.contractor).update(state=SheetState.SUPERSEDED)
    month = dt.date(2025, 1, 1)
    for payment in PaymentLine.objects.visible_to(site.contractor).filter(month=OCTOBER):
        PaymentLine.objects.visible_to(site.contractor).filter(pk=payment.pk).update(month=month)


# -- single facts -----------------------------------------------------------------------------------
def test_the_audit_sees_a_row_that_was_tampered_with(at_site, people):
    make.attendance(people[0], day(5), day(6))
    refresh(key(at_site))
    WorkerMonth.objects.visible_to(at_site.contractor).update(days=9)
    ProjectMonth.objects.visible_to(at_site.contractor).update(attended=9)
    found = differences(key(at_site))
    assert found == {"worker_months": 1, "project_months": 2}, "a row that is wrong counts once; the sums of both firms were touched"
    assert refresh(key(at_site)) > 0 and differences(key(at_site)) == {"worker_months": 0, "project_months": 0}


def test_the_audit_in_portions_counts_each_difference_once(at_site, people, monkeypatch):
    """Two months one site at a time: a row too many, one that lacks, two that are different."""
    monkeypatch.setattr(audit_sums, "SITES_AT_ONCE", 1)
    november = dt.date(2026, 11, 1)
    for person in people[:3]:
        make.attendance(person, day(5), day(6))
    make.attendance(people[0], dt.date(2026, 11, 3))
    keys = keys_of(at_site.project, [OCTOBER, november])
    refresh(keys)
    assert differences(keys) == {"worker_months": 0, "project_months": 0}
    rows = WorkerMonth.objects.visible_to(at_site.contractor)
    rows.filter(month=OCTOBER, person=people[0].id_index).update(days=9)
    rows.filter(month=OCTOBER, person=people[1].id_index).delete()
    make.worker_month(people[3], OCTOBER, days=4)
    rows.filter(month=november).update(owed=1)
    assert differences(keys)["worker_months"] == 1 + 1 + 1 + 1


def test_the_project_month_counts_people_once(at_site, people):
    make.attendance(people[0], *[day(n) for n in range(1, 21)])
    make.attendance(people[1], day(5), day(20))
    make.attendance(people[2], day(5))
    sheet = make.sheet(at_site.project)
    for person in people[:2]:
        make.line(sheet, person)
    make.payment(people[0])
    make.payment(people[1], 2000)
    refresh(key(at_site))
    month = ProjectMonth.objects.visible_to(at_site.contractor).get(employer=at_site.general)
    assert (month.registered, month.with_contract, month.attended, month.attended_2days, month.attended_days) == (3, 2, 3, 2, 23)
    assert (month.listed, month.paid_count, month.short_count, month.short_amount) == (2, 2, 1, 4000)
    assert (month.missing_listed, month.missing_paid, month.no_contract_count, month.after_exit_count) == (0, 0, 1, 1)
    assert (month.full_paid_on, month.last_attendance_on, month.due_on) == (None, day(20), dt.date(2026, 11, 20))


def test_sums_of_two_employers_stay_apart(at_site, people):
    make.attendance(people[0], day(5))
    make.attendance(people[3], day(5))
    refresh(key(at_site))
    assert {row.employer_id: row.attended for row in ProjectMonth.objects.visible_to(at_site.contractor)} == {at_site.general.pk: 1, at_site.labour.pk: 1}


def test_other_months_and_projects_are_left_alone(at_site, people, county_inspector, tree):
    from tests.make import accounts, projects

    september = dt.date(2026, 9, 1)
    make.project_month(at_site.project, month=september, attended=7)
    make.attendance(people[0], day(5))
    refresh(key(at_site))
    assert ProjectMonth.objects.visible_to(at_site.contractor).get(month=september).attended == 7
    with acting(county_inspector):
        other = projects.make_project(tree.county, "另一个项目", general_contractor=at_site.general)
        make.project_month(other, attended=5)
    with acting(accounts.again(at_site.contractor)) as actor:
        refresh(keys_of(at_site.project, [OCTOBER, september]))
        assert ProjectMonth.objects.visible_to(actor).get(project=other).attended == 5


def test_new_months_of_people_lie_by_person(at_site):
    """In the order of their indexes they cost a third less; where they lie is said by ``ctid``. Which page comes first depends on what was vacuumed before."""
    for _ in range(12):
        make.attendance(make.engagement(at_site.project), day(3))
    refresh(key(at_site))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(person ORDER BY ctid) FROM wagepay_workermonth WHERE month = %s AND project_id = %s GROUP BY (ctid::text::point)[0]",
            [OCTOBER, at_site.project.pk],
        )
        pages = [[bytes(person) for person in people] for (people,) in cursor.fetchall()]
    assert sum(map(len, pages)) == 12 and all(people == sorted(people) for people in pages)


def test_nothing_touched_is_nothing_done(at_site):
    assert refresh([]) == 0 and differences([]) == {"worker_months": 0, "project_months": 0}
    assert refresh(key(at_site)) == 0
    assert not Engagement.objects.visible_to(at_site.contractor).exists() and not PayrollLine.objects.visible_to(at_site.contractor).exists()
