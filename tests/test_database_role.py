"""The first test of the run: the role under which everything else is tested proves nothing when it may bypass the rules."""

import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db


def one(query: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_the_tests_connect_as_the_application_role():
    assert one("SELECT current_user, session_user") == ("portal_app", "portal_app")


def test_the_role_is_no_superuser_and_cannot_bypass_row_security():
    flags = one("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles WHERE rolname = current_user")
    assert flags == (False, False, False, False, False)


def test_the_role_owns_no_table_and_belongs_to_no_other_role():
    assert one("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user") == (0,)
    assert one("SELECT count(*) FROM pg_auth_members WHERE pg_get_userbyid(member) = current_user") == (0,)


def test_the_role_may_truncate_no_table():
    ours = "FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    assert one(f"SELECT count(*) > 0 {ours}") == (True,)
    assert one(f"SELECT count(*) {ours} AND has_table_privilege(current_user, oid, 'TRUNCATE')") == (0,)


def test_the_role_may_create_no_table_but_temporary_ones():
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE intruder (id int)")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE staging (id int) ON COMMIT DROP")
