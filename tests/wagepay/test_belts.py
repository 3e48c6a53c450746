"""Both belts hold over every table of the room: the queryset's and PostgreSQL's."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import UnscopedQuery, everywhere
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from wagepay.models import AttendanceDay, Engagement, PaymentLine, PayrollLine, PayrollSheet, ProjectMonth, WorkerMonth

DAY = dt.date(2026, 10, 12)
BY_PROJECT = (Engagement, AttendanceDay, PayrollSheet, PayrollLine, PaymentLine, ProjectMonth, WorkerMonth)
TENANT_MODELS = [model for model in apps.get_app_config("wagepay").get_models() if issubclass(model, TenantModel)]


@pytest.fixture
def rows(site):
    """One row of each table for the general contractor's man and one for the subcontractor's."""
    with acting(site.contractor):
        for employer in (site.general, site.labour):
            person = make.engagement(site.project, employer)
            make.attendance(person, DAY)
            make.line(make.sheet(site.project, employer), person)
            make.payment(person)
            make.worker_month(person)
            make.project_month(site.project, employer)
    return site


@pytest.mark.parametrize("model", BY_PROJECT)
def test_a_subcontractor_sees_its_own_people_only(rows, model):
    with acting(rows.subcontractor):
        assert [row.employer_id for row in model.objects.visible_to(rows.subcontractor)] == [rows.labour.pk]


@pytest.mark.parametrize("model", BY_PROJECT)
def test_the_general_contractor_and_the_county_see_both(rows, model):
    for actor in (rows.contractor, rows.inspector):
        with acting(actor):
            assert model.objects.visible_to(actor).count() == 2


@pytest.mark.parametrize("model", BY_PROJECT)
def test_a_neighbouring_county_sees_nothing_even_without_the_first_belt(rows, model, neighbour_inspector):
    with acting(neighbour_inspector):
        assert model.objects.visible_to(neighbour_inspector).count() == 0
        with everywhere("the second belt alone"):
            assert model.objects.count() == 0


@pytest.mark.parametrize("model", BY_PROJECT)
def test_departments_see_their_industry_and_grid_officers_their_township(rows, model, industry_officer, grid_officer):
    for actor in (industry_officer, grid_officer):
        with acting(actor):
            assert model.objects.visible_to(actor).count() == 2


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_reading_without_saying_for_whom_raises(site, model):
    with acting(site.contractor), pytest.raises(UnscopedQuery):
        model.objects.count()


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_row_security_is_enabled_forced_and_repeats_the_tenant_rule(db, model):
    table, rule = model._meta.db_table, model.tenant
    columns = [model._meta.get_field(path).column for path in (rule.region, rule.project if rule.project_writes else None, rule.enterprise) if path]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT policyname, coalesce(qual, with_check) FROM pg_policies WHERE tablename = %s AND policyname !~ '_own(_adds)?$'", [table])
        policies = dict(cursor.fetchall())
    assert {f"{table}_read", f"{table}_insert", f"{table}_update"} <= policies.keys()
    for condition in policies.values():
        assert all(column in condition for column in columns)


def test_nobody_writes_people_into_a_project_that_is_not_his(rows, other_county_inspector):
    with acting(other_county_inspector), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Engagement(project=rows.project, region=rows.project.region, employer=rows.labour, name="样工", id_number=make.id_number()).save()


def test_evidence_cannot_be_deleted_and_sums_can(rows):
    with acting(rows.contractor), connection.cursor() as cursor:
        for table in ("attendanceday", "payrollline", "paymentline", "payrollsheet", "engagement"):
            cursor.execute(f"DELETE FROM wagepay_{table}")
            assert cursor.rowcount == 0
        cursor.execute("DELETE FROM wagepay_workermonth")
        assert cursor.rowcount == 2
