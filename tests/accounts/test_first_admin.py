"""No account ships with the portal: the first administrator makes himself known by a one-time token."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.actions.create_first_admin import create_first_admin, invite_first_admin, read_invitation
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.lib.errors import Refused
from tests.make import tenancy

pytestmark = pytest.mark.django_db
GOOD = {"username": "first", "name": "样例管理员", "password": "Fen-He-2020-shui", "again": "Fen-He-2020-shui"}


@pytest.fixture
def tenant(tree):
    return tenancy.jurisdiction(tree.city)


def address(tenant) -> str:
    return f"/setup/{invite_first_admin(jurisdiction=tenant)}/"


def test_a_fresh_installation_has_no_account():
    assert User.objects.count() == 0


def test_the_page_makes_an_administrator_of_the_tenant_who_can_sign_in(client, tenant):
    page = address(tenant)
    assert "阳泉市" in client.get(page).content.decode()
    assert client.post(page, GOOD).status_code == 302
    made = Membership.objects.get()
    assert (made.role, made.region_id, made.organisation_id, made.user.username) == (Role.ADMIN, tenant.region_id, tenant.office_id, "first")
    client.post("/login/", {"username": "first", "password": GOOD["password"]})
    assert client.get("/account/sessions/").status_code == 200


def test_the_token_opens_once(client, tenant):
    page = address(tenant)
    client.post(page, GOOD)
    assert client.get(page).status_code == 404
    assert client.post(page, GOOD | {"username": "second"}).status_code == 404
    assert User.objects.count() == 1


def test_of_two_tokens_only_one_makes_an_administrator(client, tenant):
    first, second = invite_first_admin(jurisdiction=tenant), invite_first_admin(jurisdiction=tenant)
    more = {"name": "样例", "password": GOOD["password"], "on": dt.date(2026, 11, 20), "at": timezone.now()}
    create_first_admin(token=first, username="first", **more)
    with pytest.raises(Refused, match="已有租户管理员"):
        create_first_admin(token=second, username="second", **more)


def test_the_token_dies_after_a_day(client, tenant):
    page = address(tenant)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24, minutes=1)):
        assert client.get(page).status_code == 404


def test_a_forged_token_finds_nothing(client, tenant):
    page = address(tenant)
    assert client.get(page[:-3] + "xx/").status_code == 404
    with pytest.raises(Refused):
        read_invitation("nonsense")


def test_no_invitation_where_there_is_an_administrator(admin, tree):
    with pytest.raises(Refused, match="已有租户管理员"):
        invite_first_admin(jurisdiction=tenancy.jurisdiction(tree.city))


def test_faults_are_shown_on_the_page_and_nothing_is_saved(client, tenant):
    page = address(tenant)
    for changed in ({"username": "X"}, {"password": "short", "again": "short"}, {"again": "Other-Pass-2020"}, {"name": ""}):
        answer = client.post(page, GOOD | changed)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert User.objects.count() == 0
