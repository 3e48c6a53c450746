"""三员分离: administrator, security officer and auditor are three people, said by the database itself."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.enums import STAFF, Role
from portal.accounts.models import Membership
from portal.lib.errors import Refused
from tests.make import accounts, tenancy

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
PAIRS = [(one, other) for one in STAFF for other in STAFF if one != other]
INSERT = """
INSERT INTO accounts_membership (user_id, role, organisation_id, region_id, industries, townships, title, valid_from, valid_to, ended_reason)
VALUES (%s, %s, %s, %s, '{}', '{}', '', %s, %s, '')
"""


def insert(user, role, organisation, region, first, last) -> None:
    """Past every form and act: plain SQL as the application's role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)
        cursor.execute(INSERT, [user.pk, role, organisation.pk, region.pk, first, last])


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_two_of_the_three_on_one_day_even_in_two_tenants(tree, one, other):
    user, here, there = accounts.user(), tenancy.authority(tree.city), tenancy.authority(tree.other_city)
    insert(user, one, here, tree.city, DAY, DAY + dt.timedelta(days=30))
    with pytest.raises(IntegrityError, match="exclusion"), transaction.atomic():
        insert(user, other, there, tree.other_city, DAY + dt.timedelta(days=30), None)
    insert(user, other, there, tree.other_city, DAY + dt.timedelta(days=31), None)
    assert user.memberships.count() == 2, "one after another is allowed: the next day, not the same"


def test_an_end_is_not_moved_into_the_other_post(tree):
    user, office = accounts.user(), tenancy.authority(tree.city)
    insert(user, Role.ADMIN, office, tree.city, DAY, DAY)
    insert(user, Role.AUDITOR, office, tree.city, DAY + dt.timedelta(days=1), None)
    with pytest.raises(IntegrityError, match="membership_admin_or_auditor"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_membership SET valid_to = NULL WHERE user_id = %s AND role = 'admin'", [user.pk])
    with pytest.raises(IntegrityError, match="membership_security_or_auditor"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_membership SET role = 'security', valid_to = NULL WHERE user_id = %s AND role = 'admin'", [user.pk])


def test_one_person_may_keep_two_tenants_and_anybody_may_be_inspector_besides(tree):
    user = accounts.user()
    for region in (tree.city, tree.other_city):
        insert(user, Role.ADMIN, tenancy.authority(region), region, DAY, None)
    insert(user, Role.INSPECTOR, tenancy.authority(tree.county), tree.county, DAY, None)
    assert user.memberships.count() == 3


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_act_refuses_in_words(admin, tree, one, other):
    user, office = accounts.user(), tenancy.authority(tree.city)
    grant_membership(actor=admin, user=user, role=one, organisation=office, region=tree.city, on=DAY)
    with pytest.raises(Refused, match="三员分离"):
        grant_membership(actor=admin, user=user, role=other, organisation=office, region=tree.city, on=DAY)
    assert Membership.objects.filter(user=user).count() == 1
