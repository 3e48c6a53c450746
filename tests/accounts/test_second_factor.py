"""A second factor: demanded before any page, a code is good once, a lost phone is replaced, and the paper helps out."""

import base64
import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.urls.converters import UUIDConverter
from django.utils import timezone
from django_otp.oath import hotp

from portal.accounts.actions.make_recovery_codes import make_recovery_codes
from portal.accounts.actions.prove_second_factor import prove_second_factor
from portal.accounts.actions.remove_second_factor import remove_own_second_factor, reset_second_factor
from portal.accounts.enums import GOVERNMENT, TWO_FACTORS, Role
from portal.accounts.models import PortalSession, RecoveryCode, SecondFactor, User
from portal.accounts.passwords import set_password
from portal.accounts.second_factor import new_secret
from portal.audit.models import Entry
from portal.lib.errors import Refused
from tests.house.test_rights import OPEN_PAGES, patterns
from tests.make import accounts
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 8, 0, 5, tzinfo=dt.UTC)


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_DEMANDED = True


def code_of(factor: SecondFactor, at: dt.datetime | None = None, step: int = 0) -> str:
    """What the phone shows."""
    counter = int((at or timezone.now()).timestamp()) // 30 + step
    return f"{hotp(base64.b32decode(factor.secret.plain()), counter):06d}"


def bound(user: User, at: dt.datetime | None = None) -> SecondFactor:
    factor = SecondFactor(user=user, secret=new_secret(), created_at=at or timezone.now(), confirmed_at=at or timezone.now())
    factor.save()
    return factor


def give_password(client: Client, username: str = "pd-inspector"):
    return client.post("/login/", {"username": username, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def every_address() -> list[str]:
    """Of every page that is not open for a reason; what its arguments name need not exist, the gate stands before it."""
    found = []
    for pattern in patterns():
        if pattern.name not in OPEN_PAGES:
            wanted = {name: uuid.uuid4() if isinstance(kind, UUIDConverter) else 1 for name, kind in pattern.pattern.converters.items()}
            found.append(reverse(pattern.name, kwargs=wanted))
    return found


def test_those_who_act_for_the_state_need_two_factors_and_enterprises_may_have_them(demanded, client, contractor, tree):
    assert set(TWO_FACTORS) == {*GOVERNMENT, Role.ADMIN, Role.SECURITY, Role.AUDITOR, Role.OPERATOR}
    assert give_password(client, "contractor").headers["Location"] == "/"
    assert is_in(client)


@pytest.mark.parametrize("has_phone", [True, False])
def test_a_password_alone_opens_no_page_at_all(demanded, client, county_inspector, has_phone):
    if has_phone:
        bound(User.objects.get(username="pd-inspector"))
    led = give_password(client).headers["Location"]
    assert led == ("/login/second/" if has_phone else "/login/enrol/")
    addresses = every_address()
    assert len(addresses) > 150
    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 405 or (answer.status_code == 302 and answer.headers["Location"].startswith("/login/")), address
    assert PortalSession.objects.filter(user_id__isnull=False).count() == 0


def test_a_session_that_was_opened_by_password_ends_when_its_person_gets_a_role_that_demands_more(settings, client, contractor, tree):
    settings.SECOND_FACTOR_DEMANDED = True
    give_password(client, "contractor")
    assert is_in(client)
    accounts.membership(Role.INSPECTOR, region=tree.county, person=User.objects.get(username="contractor"))
    assert not is_in(client)


def test_binding_a_phone_leads_to_the_codes_and_into_the_portal(demanded, client, county_inspector):
    client.post("/login/", {"username": "pd-inspector", "password": PASSWORD, "next": "/projects/"})
    page = client.get("/login/enrol/").content.decode()
    factor = SecondFactor.objects.get()
    assert "data:image/svg+xml" in page and factor.secret.plain()[:4] in page
    assert client.post("/login/enrol/", {"code": "000000"}).context["form"].errors["code"]
    assert SecondFactor.objects.get().confirmed_at is None and not is_in(client)
    shown = client.post("/login/enrol/", {"code": code_of(factor)})
    codes = shown.context["codes"]
    assert len(set(codes)) == 10 and codes[0] in shown.content.decode() and 'href="/projects/"' in shown.content.decode()
    assert is_in(client)
    stored = [bytes(row.hashed) for row in RecoveryCode.objects.all()]
    assert len(stored) == 10 and not any(code.encode() in value for code in codes for value in stored)
    assert Entry.objects.filter(verb="accounts.second_factor_on").count() == 1


def test_the_secret_does_not_stand_in_the_table_in_clear(county_inspector):
    factor = bound(User.objects.get(username="pd-inspector"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        (stored,) = cursor.fetchone()
    assert factor.secret.plain().encode() not in bytes(stored) and "*" in str(factor.secret)


def test_the_code_of_the_phone_opens_the_session_and_the_same_code_opens_no_second_one(demanded, client, county_inspector):
    factor = bound(User.objects.get(username="pd-inspector"))
    give_password(client)
    code = code_of(factor)
    assert client.post("/login/second/", {"code": code}).headers["Location"] == "/"
    assert is_in(client)
    thief = Client()
    give_password(thief)
    assert thief.post("/login/second/", {"code": code}).status_code == 200
    assert not is_in(thief)


def test_the_second_step_is_closed_without_the_first_and_ten_minutes_after_it(client, county_inspector):
    factor = bound(User.objects.get(username="pd-inspector"))
    assert client.get("/login/second/").headers["Location"] == "/login/"
    give_password(client)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        assert client.post("/login/second/", {"code": code_of(factor)}).headers["Location"] == "/login/"
    assert not is_in(client)


def test_a_changed_password_closes_the_second_step(client, county_inspector):
    user = User.objects.get(username="pd-inspector")
    factor = bound(user)
    give_password(client)
    set_password(user, "Fen-He-2020-shui", at=timezone.now())
    assert client.post("/login/second/", {"code": code_of(factor)}).headers["Location"] == "/login/"


@pytest.mark.parametrize(("step", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_to_either_side_is_forgiven_and_two_are_not(county_inspector, step, taken):
    user = User.objects.get(username="pd-inspector")
    factor = bound(user, AT)
    assert prove_second_factor(actor=county_inspector, user=user, code=code_of(factor, AT, step), at=AT).taken is taken


def test_a_code_and_everything_before_it_is_used_up(county_inspector):
    user = User.objects.get(username="pd-inspector")
    factor = bound(user, AT)

    def prove(step: int) -> bool:
        return prove_second_factor(actor=county_inspector, user=user, code=code_of(factor, AT, step), at=AT).taken

    assert [prove(0), prove(0), prove(-1), prove(1), prove(1)] == [True, False, False, True, False]


def test_wrong_codes_close_the_factor_for_longer_and_longer_and_the_right_one_waits_too(county_inspector):
    user = User.objects.get(username="pd-inspector")
    factor = bound(user, AT)

    def prove(code: str, seconds: int):
        return prove_second_factor(actor=county_inspector, user=user, code=code, at=AT + dt.timedelta(seconds=seconds))

    assert [prove("000000", 0).taken for _ in range(3)] == [False] * 3
    waiting = prove(code_of(factor, AT), 29)
    assert not waiting.taken and "1 秒" in waiting.words
    assert prove(code_of(factor, AT + dt.timedelta(seconds=31)), 31).taken
    assert SecondFactor.objects.get().failures == 0
    assert Entry.objects.filter(verb="accounts.second_factor", succeeded=False).count() == 3


def test_a_recovery_code_opens_once_and_tells_how_many_are_left(demanded, client, county_inspector):
    user = User.objects.get(username="pd-inspector")
    bound(user)
    code = make_recovery_codes(actor=county_inspector, user=user)[3]
    give_password(client)
    page = client.post("/login/second/", {"code": f" {code.upper()} "}, follow=True).content.decode()
    assert "还剩 9 个" in page and is_in(client)
    other = Client()
    give_password(other)
    other.post("/login/second/", {"code": code})
    assert not is_in(other)


def test_new_codes_put_the_old_ones_out(county_inspector):
    user = User.objects.get(username="pd-inspector")
    bound(user, AT)
    old, new = make_recovery_codes(actor=county_inspector, user=user)[0], make_recovery_codes(actor=county_inspector, user=user)[0]
    assert not prove_second_factor(actor=county_inspector, user=user, code=old, at=AT).taken
    assert prove_second_factor(actor=county_inspector, user=user, code=new, at=AT).taken


def test_an_administrator_replaces_a_lost_phone_and_every_session_ends(admin, county_inspector, neighbour_inspector, client_of, other_county_inspector):
    user = User.objects.get(username="pd-inspector")
    bound(user)
    client = client_of(county_inspector)
    reset_second_factor(actor=admin, user=user, reason="手机丢失，已当面核实")
    assert not is_in(client) and not SecondFactor.objects.filter(user=user).exists()
    assert Entry.objects.get(verb="accounts.reset_second_factor").detail["reason"] == "手机丢失，已当面核实"
    stranger = User.objects.get(pk=other_county_inspector.user_id)
    bound(stranger)
    for who, whom in ((admin, stranger), (neighbour_inspector, stranger)):
        with pytest.raises(Refused):
            reset_second_factor(actor=who, user=whom, reason="越权的重置")
    assert SecondFactor.objects.filter(user=stranger).exists()


class TestOwnPage:
    def test_binding_from_ones_own_page_ends_the_other_sessions(self, county_inspector, client_of):
        here, there = client_of(county_inspector, "keys"), client_of(county_inspector)
        assert "还没有启用" in here.get("/account/second-factor/").content.decode()
        assert here.post("/account/second-factor/start/").status_code == 302
        factor = SecondFactor.objects.get()
        codes = here.post("/account/second-factor/", {"code": code_of(factor)}).context["codes"]
        assert len(codes) == 10
        assert is_in(here) and not is_in(there)
        page = here.get("/account/second-factor/").content.decode()
        assert "10 个" in page and factor.secret.plain() not in page and "停用" in page

    def test_it_is_switched_off_only_where_it_is_free(self, settings, county_inspector, client_of):
        user = User.objects.get(username="pd-inspector")
        bound(user)
        client = client_of(county_inspector, "keys")
        client.post("/account/second-factor/stop/")
        assert not SecondFactor.objects.exists()
        bound(user)
        settings.SECOND_FACTOR_DEMANDED = True
        with pytest.raises(Refused, match="必须使用"):
            remove_own_second_factor(actor=county_inspector, user=user)

    def test_new_codes_are_asked_for_and_shown_once(self, county_inspector, client_of):
        bound(User.objects.get(username="pd-inspector"))
        client = client_of(county_inspector, "keys")
        assert "重新生成恢复码？" in client.get("/account/second-factor/codes/").content.decode()
        shown = client.post("/account/second-factor/codes/").content.decode()
        assert len(set(re.findall(r"<li class=\"num\">([a-z2-9]{5}-[a-z2-9]{5})</li>", shown))) == 10
