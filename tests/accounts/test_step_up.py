"""Before a sensitive act a person proves again who he is; the proof is short, of this session and for this kind of act."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from portal.accounts.enums import Sensitive
from portal.accounts.models import User
from portal.accounts.pages import PAGES, page
from portal.audit.models import Entry
from portal.urls import urlpatterns as real
from tests.accounts.test_second_factor import bound, code_of
from tests.make import tenancy
from tests.make.accounts import PASSWORD


@page("accounts.own", step_up="reveal")
def revealing(request):
    return HttpResponse("number")


@page("accounts.own", step_up="rights")
def changing(request):
    return HttpResponse("changed")


urlpatterns = [path("t/reveal/", revealing), path("t/rights/", changing), *real]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def prove(client: Client, kind: str = "reveal", password: str = PASSWORD, target: str = "/t/reveal/"):
    return client.post(f"/account/confirm/{kind}/?next={target}", {"password": password})


def test_signing_in_is_no_proof_and_the_way_leads_back(client_of, county_inspector):
    client = client_of(county_inspector)
    led = client.get("/t/reveal/?a=1").headers["Location"]
    assert led == "/account/confirm/reveal/?next=%2Ft%2Freveal%2F%3Fa%3D1"
    assert "查看完整号码" in client.get(led).content.decode()
    assert client.post(led, {"password": PASSWORD}).headers["Location"] == "/t/reveal/?a=1"
    assert client.get("/t/reveal/?a=1").content == b"number"
    assert Entry.objects.get(verb="accounts.step_up").detail == {"kind": "reveal"}


def test_after_the_proof_for_a_file_the_page_asks_for_no_password_again(client_of, county_inspector):
    """The browser keeps the page it was on while a file comes down."""
    answer = prove(client_of(county_inspector), "export", target="/account/sessions/export/%3Fa=1")
    text = answer.content.decode()
    assert answer.headers["Refresh"] == "0; url=/account/sessions/export/?a=1" and "已确认是您本人" in text
    assert 'type="password"' not in text and 'href="/account/sessions/"' in text


def test_a_form_is_led_to_the_proof_and_nothing_is_done(client_of, county_inspector):
    answer = client_of(county_inspector).post("/t/rights/", headers={"referer": "http://testserver/account/sessions/"})
    assert answer.headers["Location"] == "/account/confirm/rights/?next=http%3A%2F%2Ftestserver%2Faccount%2Fsessions%2F"


def test_the_proof_for_one_kind_of_act_opens_no_other(client_of, county_inspector):
    client = client_of(county_inspector)
    prove(client)
    assert client.get("/t/reveal/").status_code == 200
    assert client.get("/t/rights/").status_code == 302


def test_the_proof_lasts_five_minutes_and_no_second_longer(client_of, county_inspector):
    client, begun = client_of(county_inspector), timezone.now()
    with time_machine.travel(begun, tick=False):
        prove(client)
    with time_machine.travel(begun + dt.timedelta(minutes=5), tick=False):
        assert client.get("/t/reveal/").status_code == 200
    with time_machine.travel(begun + dt.timedelta(minutes=5, seconds=1), tick=False):
        assert client.get("/t/reveal/").status_code == 302


def test_how_long_is_the_tenants_figure(client_of, county_inspector, tree):
    tenancy.policy_row(tree.county, "accounts.step_up_minutes", 1)
    client, begun = client_of(county_inspector), timezone.now()
    with time_machine.travel(begun, tick=False):
        prove(client)
    with time_machine.travel(begun + dt.timedelta(seconds=61), tick=False):
        assert client.get("/t/reveal/").status_code == 302


def test_the_proof_re_keys_the_session_and_is_no_other_sessions(client_of, county_inspector):
    here, there = client_of(county_inspector), client_of(county_inspector)
    old = here.cookies[settings.SESSION_COOKIE_NAME].value
    prove(here)
    assert here.cookies[settings.SESSION_COOKIE_NAME].value != old
    assert there.get("/t/reveal/").status_code == 302
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get("/t/reveal/").headers["Location"].startswith("/login/")


def test_five_wrong_passwords_end_the_session(client_of, county_inspector):
    client = client_of(county_inspector)
    for left in (4, 3, 2, 1):
        assert f"还可以再试 {left} 次" in prove(client, password="Wrong-Pass-1").content.decode()
    assert prove(client, password="Wrong-Pass-1").headers["Location"] == "/login/"
    assert client.get("/account/sessions/").status_code == 302
    assert Entry.objects.filter(verb="accounts.step_up", succeeded=False).count() == 5


def test_a_right_password_starts_the_count_anew(client_of, county_inspector):
    client = client_of(county_inspector)
    for _ in range(4):
        prove(client, password="Wrong-Pass-1")
    prove(client)
    assert "还可以再试 4 次" in prove(client, password="Wrong-Pass-1").content.decode()


def test_the_code_of_the_phone_proves_it_too_and_once(client_of, county_inspector):
    factor = bound(User.objects.get(pk=county_inspector.user_id))
    first, second = client_of(county_inspector), client_of(county_inspector)
    code = code_of(factor)
    assert prove(first, password=code).status_code == 302
    assert prove(second, password=code).status_code == 200


def test_the_way_leads_nowhere_else(client_of, county_inspector):
    for target in ("https://example.com/", "//example.com/"):
        assert prove(client_of(county_inspector), target=target).headers["Location"] == "/"


def test_an_unknown_kind_is_404(client_of, county_inspector):
    assert client_of(county_inspector).get("/account/confirm/everything/").status_code == 404


def test_htmx_is_led_there_with_the_whole_page(client_of, county_inspector):
    answer = client_of(county_inspector).get("/t/reveal/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/account/confirm/reveal/")


def test_every_page_that_shows_whole_numbers_or_changes_accounts_asks_for_the_proof():
    needed = {page.name.rsplit(".", 1)[1]: page.step_up for page in PAGES.values() if page.step_up and not page.name.startswith("tests")}
    assert needed.items() >= {
        "lead_reveal": "reveal", "line_reveal": "reveal", "wage_reveal": "reveal", "user_export": "export", "user_new": "rights", "user_edit": "rights",
        "user_step": "rights", "user_import": "rights",
        "membership_new": "rights", "membership_change": "rights", "membership_end": "rights", "membership_resume": "rights", "membership_deputy": "rights",
        "membership_handover": "rights", "adjustment_new": "rights", "adjustment_confirm": "rights", "adjustment_end": "rights",
        "membership_export": "export",
        "user_link": "keys", "user_import_links": "keys", "own_second_factor": "keys",
    }.items()  # fmt: skip
    assert set(needed.values()) <= set(Sensitive.values)
