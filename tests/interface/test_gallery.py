"""The parts gallery renders with every part on it, for those who look after the portal and for nobody else."""

import re

import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.enums import Role
from portal.accounts.rights import declared
from tests.make import accounts

pytestmark = pytest.mark.django_db
PARTS = ("p-strip lv-red mk-half st-bad d3-over p-steps p-steps5 p-tl p-law p-empty p-errsum p-progress p-files data-dialog data-chart p-toast p-side").split()


@pytest.fixture
def body(client_of, admin) -> str:
    return client_of(admin).get("/gallery/").content.decode()


def test_every_part_is_on_the_page(body):
    assert [part for part in PARTS if part not in body] == []


def test_each_id_stands_once(body):
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(i for i in set(ids) if ids.count(i) > 1) == []


def test_it_says_that_everything_on_it_is_made_up(body):
    assert "都是编造的" in body


@pytest.mark.parametrize("is_demo", [True, False])
def test_staff_and_operators_open_it_in_the_demonstration_and_in_production_and_it_stands_in_their_menu(monkeypatch, tree, client_of, operator, is_demo):
    monkeypatch.setattr(settings, "IS_DEMO", is_demo)
    staff = [accounts.actor(role, region=tree.city) for role in (Role.ADMIN, Role.SECURITY)]
    assert set(declared()["operations.gallery"]) == {Role.ADMIN, Role.SECURITY, Role.OPERATOR}
    for actor in (*staff, operator):
        answer = client_of(actor).get("/gallery/")
        assert answer.status_code == 200 and 'href="/gallery/"' in answer.content.decode(), actor.role
        assert client_of(actor).get("/gallery/confirm/").status_code == 200


def test_nobody_else_does(client_of, county_inspector, contractor, auditor):
    for actor in (county_inspector, contractor, auditor):
        for path in ("/gallery/", "/gallery/confirm/"):
            assert client_of(actor).get(path).status_code == 403, (actor.role, path)
    assert Client().get("/gallery/").headers["Location"].startswith("/login/")
