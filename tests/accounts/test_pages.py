"""The one decorator of every page."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from portal.accounts import rights
from portal.accounts.enums import Role
from portal.accounts.pages import page
from portal.lib.errors import Refused
from portal.tenancy.models import Holiday
from portal.tenancy.scope import current_actor
from portal.urls import urlpatterns as real
from tests.make.tenancy import holiday

pytestmark = pytest.mark.django_db
SEEN: list = []


@page("accounts.own")
def writes(request):
    Holiday.objects.create(day="2026-01-01", kind="rest", name="试", source="试")
    return HttpResponse("written")


@page("accounts.own")
def refuses(request):
    Holiday.objects.create(day="2026-01-02", kind="rest", name="试", source="试")
    raise Refused("不能这样办。")


@page("tests.inspectors")
def inspectors_only(request):
    SEEN.append((current_actor(), read_scope()))
    return HttpResponse("seen")


urlpatterns = [path("t/writes/", writes), path("t/refuses/", refuses), path("t/inspectors/", inspectors_only), *real]
pytestmark = [pytestmark, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def verb(monkeypatch):
    monkeypatch.setitem(rights._VERBS, "tests.inspectors", rights.Verb("tests.inspectors", "试验", (Role.INSPECTOR,), None))
    SEEN.clear()


def read_scope() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.read_regions', true)")
        return cursor.fetchone()[0] or ""


def test_reading_a_page_cannot_write(client_of, county_inspector):
    from django.db import InternalError

    with pytest.raises(InternalError, match="read-only transaction"):
        client_of(county_inspector).get("/t/writes/")
    assert Holiday.objects.count() == 0


def test_posting_to_the_same_page_writes(client_of, county_inspector):
    assert client_of(county_inspector).post("/t/writes/").content == b"written"
    assert Holiday.objects.count() == 1


def test_the_test_can_write_again_after_a_page_was_read(client_of, county_inspector):
    client_of(county_inspector).get("/t/inspectors/")
    holiday("2026-05-01")


def test_a_refusal_in_a_post_saves_nothing_and_is_told_on_the_page_it_came_from(client_of, county_inspector):
    client = client_of(county_inspector)
    answer = client.post("/t/refuses/", headers={"referer": "http://testserver/account/sessions/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://testserver/account/sessions/")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["不能这样办。"]
    assert Holiday.objects.count() == 0


def test_a_refusal_never_leads_to_a_page_elsewhere(client_of, county_inspector):
    answer = client_of(county_inspector).post("/t/refuses/", headers={"referer": "https://example.com/"})
    assert answer.headers["Location"] == "/t/refuses/"


def test_a_page_runs_in_the_scope_of_the_actor_and_leaves_none_behind(client_of, county_inspector):
    client_of(county_inspector).get("/t/inspectors/")
    actor, setting = SEEN[0]
    assert actor == county_inspector
    assert setting == ",".join(map(str, sorted(county_inspector.scope.read_regions)))
    assert current_actor() is None
    assert read_scope() == ""


def test_a_role_without_the_verb_is_told_403(client_of, city_office):
    assert client_of(city_office).get("/t/inspectors/").status_code == 403
    assert SEEN == []


def test_nobody_is_led_to_the_sign_in_with_his_way_kept(client, db):
    assert client.get("/t/inspectors/?a=1").headers["Location"] == "/login/?next=%2Ft%2Finspectors%2F%3Fa%3D1"
    assert client.post("/t/inspectors/").headers["Location"] == "/login/?next=%2F"


def test_a_verb_nobody_declared_is_a_fault_and_not_a_closed_door(county_inspector):
    with pytest.raises(rights.UndeclaredVerb):
        rights.may(county_inspector, "tests.nobody")


def test_declaring_a_verb_twice_with_other_roles_is_a_fault():
    with pytest.raises(ValueError, match="twice"):
        rights.declare({"tests.inspectors": (Role.ADMIN,)})


def test_a_form_without_its_token_is_refused(county_inspector, client_of):
    client = client_of(county_inspector)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/t/writes/")
    assert answer.status_code == 403
    assert Holiday.objects.count() == 0


def test_cookies_in_production_are_bound_to_the_host(settings):
    import os
    import subprocess
    import sys

    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY")
    code = f"from portal import settings; print(*[getattr(settings, name) for name in {names}])"
    environment = {
        **os.environ,
        "PORTAL_ENV": "production",
        "PORTAL_SECRET": "x" * 40,
        "DATABASE_URL": "postgresql://portal_app@/portal",
        "REDIS_URL": "redis://x",
    }
    out = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
    assert out.split() == ["__Host-portal_session", "__Host-portal_csrf", "True", "True", "True"]


@override_settings(PORTAL_TRUSTED_PROXIES=0)
def test_without_a_trusted_proxy_the_header_is_not_even_read():
    from portal.accounts.client import address

    assert address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1")) == "127.0.0.1"
