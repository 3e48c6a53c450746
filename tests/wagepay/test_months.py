"""The month partitions: made by the migration, added by an owner function, closed to whoever names one directly."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.django_db

PARENTS = (
    "wagepay_attendanceday", "wagepay_attendancemonth", "wagepay_payrollline", "wagepay_paymentline", "wagepay_accountentry", "wagepay_workermonth", "wagepay_punch",
    "wagepay_paymentorder",
)  # fmt: skip


def ask(sql: str, *args):
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


@pytest.mark.parametrize("parent", PARENTS)
def test_every_large_table_has_a_partition_for_each_month_of_four_years(parent):
    names = {name for (name,) in ask("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", parent)}
    assert names >= {f"{parent}_{year}{month:02d}" for year in (2024, 2025, 2026, 2027) for month in range(1, 13)}


@pytest.mark.parametrize("parent", PARENTS)
def test_a_partition_named_directly_is_refused(parent):
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask(f"SELECT count(*) FROM {parent}_202610")


@pytest.mark.parametrize("parent", PARENTS)
def test_parents_and_partitions_force_row_security(parent):
    rows = ask("SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p') AND relname LIKE %s", parent + "%")
    assert len(rows) > 48
    assert all(enabled and forced for _, enabled, forced in rows), rows


def test_months_can_be_added_by_the_application_role_within_bounds():
    assert ask("SELECT wagepay_add_months(%s, %s)", dt.date(2028, 1, 1), dt.date(2028, 2, 1)) == [(2 * len(PARENTS),)]
    assert ask("SELECT wagepay_add_months(%s, %s)", dt.date(2028, 1, 1), dt.date(2028, 2, 1)) == [(0,)]


def room_of(parts: str) -> set[tuple[str, ...]]:
    return {tuple(options) for (options,) in ask("SELECT reloptions FROM pg_class WHERE relkind = 'r' AND relname ~ %s", parts)}


def test_months_of_people_whose_days_are_to_come_have_room_for_a_second_version_of_each_row():
    """Past ones lie closer: what is past is decided when the partition is made."""
    assert room_of("^wagepay_workermonth_2024") == {("fillfactor=80",)}
    ask("SELECT wagepay_add_months(%s, %s)", dt.date(2023, 12, 1), dt.date(2023, 12, 1))
    ask("SELECT wagepay_add_months(current_date, (current_date + interval '3 years')::date)")
    assert room_of("^wagepay_workermonth_202312") == {("fillfactor=80",)}
    ahead = ask("SELECT to_char(current_date + interval '3 years', 'YYYYMM')")[0][0]
    assert room_of(f"^wagepay_workermonth_{ahead}") == {("fillfactor=45",)}


def test_months_out_of_bounds_are_refused():
    with pytest.raises(Exception, match="out of bounds"):
        ask("SELECT wagepay_add_months(%s, %s)", dt.date(1999, 1, 1), dt.date(1999, 2, 1))


def test_index_and_constraint_names_are_those_of_the_models():
    names = {name for (name,) in ask("SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s)", list(PARENTS))}
    declared = {index.name for model in apps.get_models() if model._meta.db_table in PARENTS for index in model._meta.indexes}
    assert {"attendanceday_day", "workermonth_region_person"} <= declared <= names
    assert {f"{parent}_pkey" for parent in PARENTS} <= names
