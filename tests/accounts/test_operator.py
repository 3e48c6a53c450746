"""The operator keeps public registers for all tenants and sees nobody's rows; no page can make one."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.actions.create_operator import create_operator
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy

pytestmark = pytest.mark.django_db


def test_the_command_prints_a_first_password_that_must_be_changed(client):
    out = StringIO()
    call_command("add_operator", "--account", "yunwei", "--name", "样例运维", "--json", stdout=out)
    printed = json.loads(out.getvalue())
    made = Membership.objects.get(user__username="yunwei")
    assert (made.role, made.region, made.user.must_change_password) == (Role.OPERATOR, None, True)
    assert client.post("/login/", {"username": "yunwei", "password": printed["password"]}).status_code == 302
    assert client.get("/administration/regions/").headers["Location"].startswith("/account/password/")


def test_an_administrator_makes_no_operator(admin):
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        create_operator(actor=admin, username="yunwei", name="样例", password=accounts.PASSWORD, on=clock.today(), at=timezone.now())
    assert not User.objects.filter(username="yunwei").exists()


@pytest.mark.parametrize("kind", ["external", "authority"])
def test_nobody_grants_the_post_by_hand(kind, tree, admin):
    place = tenancy.organisation(kind, region=tree.city if kind == "authority" else None)
    for region in (None, tree.city):
        with pytest.raises(Refused, match="只能在服务器上"):
            grant_membership(actor=admin, user=accounts.user(), role=Role.OPERATOR, organisation=place, region=region, on=clock.today())


def test_an_operator_is_neither_administrator_nor_auditor(tree, operator):
    person = User.objects.get(pk=operator.user_id)
    for role in (Role.ADMIN, Role.AUDITOR):
        with pytest.raises(Refused, match="三员分离"):
            grant_membership(actor=system_actor(), user=person, role=role, organisation=tenancy.authority(tree.city), region=tree.city, on=clock.today())


def test_the_operator_reads_no_tenants_row(tree, operator):
    with acting(system_actor()):
        projects.make_project(tree.county)
    with acting(operator):
        assert {model._meta.label: model.objects.visible_to(operator).count() for model in tenant_models()} == dict.fromkeys(
            (model._meta.label for model in tenant_models()), 0
        )


def test_the_operators_desk_is_the_tree(operator, client_of):
    assert client_of(operator).get("/").headers["Location"] == "/administration/regions/"
