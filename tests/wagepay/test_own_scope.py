"""The scope of a worker's own pages: his rows of one county, and nothing else of anybody."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from portal.tenancy.actors import own_actor
from portal.tenancy.querysets import everywhere
from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import acting
from tests.make import accounts, projects
from tests.make import wagepay as make
from wagepay.models import AttendanceDay, Engagement, MonthAnswer, OwnVisit, PaymentLine, PayrollLine, WorkerMonth
from wagepay.own_actor import actor_of

DAY = dt.date(2026, 10, 12)
OWN = (Engagement, AttendanceDay, PayrollLine, PaymentLine, WorkerMonth)


def rows_of(project, **fields) -> Engagement:
    """One person with a row in every table."""
    person = make.engagement(project, **fields)
    make.attendance(person, DAY)
    make.line(make.sheet(project, month=make.OCTOBER, version=Engagement._base_manager.count()), person)
    make.payment(person)
    make.worker_month(person)
    return person


@pytest.fixture
def people(site, neighbour_inspector, tree):
    """A worker, his mate on the same site, and himself again in the neighbouring county."""
    with acting(site.contractor):
        mine = make.engagement(site.project)
        make.attendance(mine, DAY)
        mate = make.engagement(site.project)
        make.attendance(mate, DAY)
        sheet = make.sheet(site.project)
        for person in (mine, mate):
            make.line(sheet, person)
            make.payment(person)
            make.worker_month(person)
    with acting(neighbour_inspector):
        elsewhere = rows_of(projects.make_project(tree.neighbour, "盂县样例工地"), id_number=mine.id_number.plain())
    return mine, mate, elsewhere


def visit(of: Engagement) -> OwnVisit:
    return OwnVisit(region_id=of.region_id, person=bytes(of.id_index))


@pytest.mark.parametrize("model", OWN)
def test_he_sees_his_own_row_of_this_county_and_no_other(people, model):
    worker = actor_of(visit(people[0]))
    with acting(worker):
        assert model.objects.visible_to(worker).count() == 1
        with everywhere("the second belt alone"):
            assert model.objects.count() == 1


def test_in_sql_his_mates_rows_and_his_own_of_another_county_are_not_there(people):
    mine, mate, elsewhere = people
    with acting(actor_of(visit(mine))), connection.cursor() as cursor:
        for table, column in (
            ("wagepay_engagement", "id_index"),
            ("wagepay_attendanceday", "person"),
            ("wagepay_payrollline", "person"),
            ("wagepay_paymentline", "person"),
            ("wagepay_workermonth", "person"),
        ):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [bytes(mate.id_index)])
            assert (table, cursor.fetchone()) == (table, (0,))
            cursor.execute(f"SELECT count(*) FROM {table} WHERE region_id = %s", [elsewhere.region_id])
            assert (table, cursor.fetchone()) == (table, (0,))


def test_of_all_tenant_tables_he_sees_his_own_rows_and_the_site(people):
    with acting(actor_of(visit(people[0]))), everywhere("the test counts all rows"):
        seen = {model._meta.label: count for model in tenant_models() if (count := model._base_manager.count())}
    assert seen == {f"wagepay.{model.__name__}": 1 for model in OWN} | {"projects.Project": 1}


@pytest.mark.parametrize("model", OWN)
def test_he_changes_nothing_of_it(people, model):
    worker = actor_of(visit(people[0]))
    with acting(worker), everywhere("the test tries to write"):
        assert model._base_manager.update(region_id=people[0].region_id) == 0
        assert list(model.objects.writable_by(worker)) == []


def answer(of: Engagement, **fields) -> MonthAnswer:
    known = {"days": 1, "owed": 0, "received": 0, "about": "paid", "agrees": True, "visit_uid": of.uid, "at": dt.datetime(2026, 11, 20, tzinfo=dt.UTC)}
    known |= {"region_id": of.region_id, "project_id": of.project_id, "employer_id": of.employer_id, "month": make.OCTOBER, "person": bytes(of.id_index)}
    return MonthAnswer(**(known | fields))


def test_he_adds_his_word_and_never_changes_it(people):
    with acting(actor_of(visit(people[0]))), everywhere("the test writes"):
        answer(people[0]).save(force_insert=True)
        assert MonthAnswer.objects.update(agrees=False) == 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM wagepay_monthanswer")
            assert cursor.rowcount == 0


@pytest.mark.parametrize("whose", [1, 2])
def test_he_speaks_for_nobody_else_and_in_no_other_county(people, whose):
    with acting(actor_of(visit(people[0]))), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        answer(people[whose]).save(force_insert=True)


def test_his_mates_word_is_not_shown_to_him(people):
    with acting(actor_of(visit(people[1]))):
        answer(people[1]).save(force_insert=True)
    worker = actor_of(visit(people[0]))
    with acting(worker), everywhere("the second belt alone"):
        assert MonthAnswer.objects.count() == 0


@pytest.mark.parametrize("half", ["own_regions", "own_people"])
def test_half_a_scope_opens_nothing(people, half):
    whole = own_actor(people[0].region_id, bytes(people[0].id_index))
    from dataclasses import replace

    with acting(replace(whole, scope=replace(whole.scope, **{half: frozenset()}))), everywhere("the second belt alone"):
        assert [model._base_manager.count() for model in OWN] == [0] * len(OWN)


def test_the_scope_is_gone_after_the_pages(people):
    actor_of(visit(people[0]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('portal.own_people', true), ''), coalesce(current_setting('portal.own_regions', true), '')")
        assert cursor.fetchone() == ("", "")


def test_a_firm_reads_what_is_said_of_its_sheet_and_not_what_is_said_of_the_money(people, site):
    with acting(actor_of(visit(people[0]))):
        answer(people[0]).save(force_insert=True)
        answer(people[0], about="sheet", agrees=False).save(force_insert=True)
    for actor, seen in ((accounts.again(site.contractor), {"sheet"}), (site.inspector, {"sheet", "paid"})):
        with acting(actor):
            assert {row.about for row in MonthAnswer.objects.visible_to(actor)} == seen
