"""Signing in: real sessions, lockout per account and address, limits, and sessions that die with their cause."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.accounts import captcha
from portal.accounts.actions.suspend_user import resume_user, suspend_user
from portal.accounts.enums import Role
from portal.accounts.models import Membership, PortalSession, User
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from tests.make import accounts, tenancy
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "账号或密码不对"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more):
    """As a person does: who is asked a sum works it out."""
    answer = _post(client, username, password, **more)
    was_asked = answer.status_code == 200 and "answer" in answer.context["form"].errors
    return _post(client, username, password, **more) if was_asked else answer


def _post(client: Client, username: str, password: str, **more):
    asked = client.session.get(captcha.KEY, {})
    return client.post("/login/", {"username": username, "password": password, "answer": str(asked.get("answer", ""))}, **more)


def is_in(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def fail(client: Client, username: str, times: int = 5, **more):
    for _ in range(times):
        answer = sign_in(client, username, "Wrong-Pass-1", **more)
    return answer


def test_the_right_password_opens_a_session_and_leaves_an_entry(client, county_inspector):
    answer = sign_in(client, "pd-inspector")
    assert answer.status_code == 302
    assert is_in(client)
    entry = Entry.objects.get(verb="accounts.sign_in")
    assert (entry.actor_name, entry.region_id, entry.succeeded, entry.address) == (county_inspector.name, county_inspector.region_id, True, "127.0.0.1")
    row = PortalSession.objects.get()
    assert (row.user_id, row.membership_id, row.address) == (county_inspector.user_id, county_inspector.membership_id, "127.0.0.1")


def test_a_user_name_is_typed_in_any_case(client, county_inspector):
    sign_in(client, " PD-Inspector ")
    assert is_in(client)


def test_signing_in_changes_the_session_key(client, county_inspector):
    client.get("/login/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "attackerschoice0000000000000000"
    sign_in(client, "pd-inspector")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "attackerschoice0000000000000000"
    assert is_in(client)


def test_a_wrong_password_an_unknown_name_and_a_suspended_person_are_told_the_same(client, county_inspector):
    accounts.user("gone", is_active=False)
    told = [sign_in(client, name, "Wrong-Pass-1").context["form"].non_field_errors() for name in ("pd-inspector", "nobody", "gone")]
    assert told[0] == told[1] == told[2]
    assert WRONG in told[0][0]
    assert sign_in(client, "gone").context["form"].non_field_errors() == told[0]


def test_a_failed_sign_in_leaves_an_entry_without_the_password(client, county_inspector):
    sign_in(client, "pd-inspector", "Wrong-Pass-1")
    entry = Entry.objects.get()
    assert (entry.verb, entry.succeeded, entry.actor_name) == ("accounts.sign_in", False, "pd-inspector")
    assert "Wrong-Pass-1" not in str(entry.__dict__)


def test_five_wrong_passwords_lock_the_account_on_this_machine(client, county_inspector):
    answer = fail(client, "pd-inspector")
    assert answer.status_code == 429
    assert "15" in answer.content.decode()
    assert sign_in(client, "pd-inspector").status_code == 429
    assert not is_in(client)


def test_four_wrong_passwords_lock_nothing_and_a_success_starts_the_count_anew(client, county_inspector):
    for _ in range(2):
        fail(client, "pd-inspector", 4)
        assert sign_in(client, "pd-inspector").status_code == 302
        client.post("/logout/")


def test_other_cases_of_the_name_count_together(client, county_inspector):
    fail(client, "pd-inspector", 2)
    fail(client, "PD-INSPECTOR", 2)
    assert fail(client, " Pd-Inspector", 1).status_code == 429


def test_a_locked_account_still_opens_from_another_machine(client, county_inspector):
    fail(client, "pd-inspector")
    other = Client(REMOTE_ADDR="10.1.2.3")
    assert sign_in(other, "pd-inspector").status_code == 302


def test_colleagues_behind_one_address_are_not_locked_with_it(client, county_inspector, neighbour_inspector):
    fail(client, "pd-inspector")
    assert sign_in(client, "yx-inspector").status_code == 302


def test_an_unknown_name_is_locked_like_a_known_one(client, db):
    assert fail(client, "nobody").status_code == 429


def test_a_lock_opens_by_itself_after_a_quarter_of_an_hour(client, county_inspector):
    begun = timezone.now()
    with time_machine.travel(begun, tick=False):
        fail(client, "pd-inspector")
    with time_machine.travel(begun + dt.timedelta(minutes=14), tick=False):
        assert sign_in(Client(), "pd-inspector").status_code == 429
    with time_machine.travel(begun + dt.timedelta(minutes=30), tick=False):
        assert sign_in(client, "pd-inspector").status_code == 302


def test_a_forged_forwarding_header_neither_hides_nor_locks_another_address(client, county_inspector):
    for number in range(5):
        answer = fail(client, "pd-inspector", 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert answer.status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.0.1"), "pd-inspector").status_code == 302


def test_the_address_behind_a_trusted_proxy_is_the_one_it_reports(client, county_inspector, settings):
    settings.PORTAL_TRUSTED_PROXIES = 1
    sign_in(client, "pd-inspector", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.9.8.7")
    assert PortalSession.objects.get().address == "10.9.8.7"


def test_a_person_without_a_membership_is_told_so(client, db):
    accounts.user("idle")
    answer = sign_in(client, "idle")
    assert "没有任职" in answer.content.decode()
    assert PortalSession.objects.filter(user_id__isnull=False).count() == 0


def test_a_target_elsewhere_is_not_followed(client, county_inspector):
    for target in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        answer = client.post("/login/", {"username": "pd-inspector", "password": PASSWORD, "next": target})
        assert answer.headers["Location"].startswith("/")
        assert not answer.headers["Location"].startswith("//")
        client.post("/logout/")


def test_thirty_idle_minutes_end_a_session(client_of, county_inspector):
    client, begun = client_of(county_inspector), timezone.now()
    with time_machine.travel(begun + dt.timedelta(minutes=29)):
        assert is_in(client)
    with time_machine.travel(begun + dt.timedelta(minutes=58)):
        assert is_in(client)
    with time_machine.travel(begun + dt.timedelta(minutes=89)):
        assert not is_in(client)
    assert not is_in(client)


def test_twelve_hours_end_a_session_that_was_never_idle(client_of, county_inspector):
    client, begun = client_of(county_inspector), timezone.now()
    for minutes in range(20, 720, 20):
        with time_machine.travel(begun + dt.timedelta(minutes=minutes)):
            assert is_in(client)
    with time_machine.travel(begun + dt.timedelta(minutes=721)):
        assert not is_in(client)


def test_reading_keeps_the_session_awake_although_reading_cannot_write(client_of, county_inspector):
    client, begun = client_of(county_inspector), timezone.now()
    before = PortalSession.objects.get().seen_at
    with time_machine.travel(begun + dt.timedelta(minutes=5)):
        is_in(client)
    assert PortalSession.objects.get().seen_at > before


def test_a_suspended_persons_sessions_die_at_once_and_do_not_come_back(client_of, county_inspector, admin):
    client, user = client_of(county_inspector), User.objects.get(username="pd-inspector")
    suspend_user(actor=admin, user=user, reason="调离", at=timezone.now())
    assert not is_in(client)
    resume_user(actor=admin, user=user, at=timezone.now())
    assert not is_in(client)


def test_a_person_switched_off_in_the_table_is_out_with_the_next_request(client_of, county_inspector):
    client = client_of(county_inspector)
    User.objects.filter(pk=county_inspector.user_id).update(is_active=False)
    assert not is_in(client)


def test_a_membership_that_has_ended_ends_the_session(client_of, county_inspector):
    client = client_of(county_inspector)
    Membership.objects.filter(pk=county_inspector.membership_id).update(valid_to=dt.date(2020, 1, 2))
    assert not is_in(client)


def test_a_person_ends_another_of_his_sessions_and_nobody_elses(client_of, county_inspector, neighbour_inspector):
    here, there, stranger = client_of(county_inspector), client_of(county_inspector), client_of(neighbour_inspector)
    rows = {row.session_key: row for row in here.get("/account/sessions/").context["rows"]}
    assert len(rows) == 2
    key = there.cookies[settings.SESSION_COOKIE_NAME].value
    assert stranger.post("/account/sessions/end/", {"key": rows[key].tag}).status_code == 404
    assert is_in(there)
    assert here.post("/account/sessions/end/", {"key": rows[key].tag}).status_code == 302
    assert not is_in(there)
    assert is_in(here)


def test_no_session_key_ever_stands_in_a_page(client_of, county_inspector):
    here, there = client_of(county_inspector), client_of(county_inspector)
    page = here.get("/account/sessions/").content.decode()
    for client in (here, there):
        assert client.cookies[settings.SESSION_COOKIE_NAME].value not in page


def test_signing_out_kills_the_session_and_needs_a_post(client_of, county_inspector):
    client = client_of(county_inspector)
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert not is_in(client)
    assert PortalSession.objects.count() == 0


def test_switching_re_keys_the_session_and_changes_the_scope(client_of, county_inspector, tree):
    person = User.objects.get(pk=county_inspector.user_id)
    second = accounts.membership(Role.INSPECTOR, region=tree.neighbour, person=person)
    client = client_of(county_inspector)
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/account/switch/", {"membership": second.pk}).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != old
    assert client.get("/account/sessions/").wsgi_request.actor.region_id == tree.neighbour.pk
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert not is_in(thief)


def test_nobody_switches_to_a_membership_of_somebody_else_or_of_yesterday(client_of, county_inspector, neighbour_inspector, tree):
    person = User.objects.get(pk=county_inspector.user_id)
    ended = accounts.membership(Role.INSPECTOR, region=tree.neighbour, person=person, valid_to=dt.date(2021, 1, 1))
    client = client_of(county_inspector)
    for pk in (neighbour_inspector.membership_id, ended.pk, 999_999):
        client.post("/account/switch/", {"membership": pk})
        assert client.get("/account/sessions/").wsgi_request.actor.membership_id == county_inspector.membership_id
    assert client.post("/account/switch/", {"membership": "x"}).status_code == 404


def test_an_administrator_suspends_only_the_people_of_his_regions_and_never_himself(admin, other_county_inspector, county_inspector):
    with pytest.raises(Refused, match="其他辖区"):
        suspend_user(actor=admin, user=User.objects.get(pk=other_county_inspector.user_id), reason="越权", at=timezone.now())
    with pytest.raises(Refused, match="自己"):
        suspend_user(actor=admin, user=User.objects.get(pk=admin.user_id), reason="误操作", at=timezone.now())
    with pytest.raises(Refused, match="权限"):
        suspend_user(actor=county_inspector, user=User.objects.get(pk=admin.user_id), reason="越权", at=timezone.now())
    with pytest.raises(Refused, match="原因"):
        suspend_user(actor=system_actor(), user=User.objects.get(pk=admin.user_id), reason=" ", at=timezone.now())


def test_the_frame_of_a_page_after_sign_in_is_never_kept_by_the_browser(client_of, county_inspector):
    assert "no-store" in client_of(county_inspector).get("/account/sessions/").headers["Cache-Control"]


def test_an_enterprise_without_projects_signs_in_and_sees_nothing(client_of):
    actor = accounts.actor(Role.CONTRACTOR, organisation=tenancy.enterprise())
    assert is_in(client_of(actor))


def test_how_long_a_session_lives_is_the_tenants_figure(client_of, county_inspector, other_county_inspector, tree):
    tenancy.policy_row(tree.county, "accounts.idle_minutes", 10)
    tenancy.policy_row(tree.other_county, "accounts.session_hours", 1)
    own, other, begun = client_of(county_inspector), client_of(other_county_inspector), timezone.now()
    for minutes in (9, 18, 27, 36, 45, 54):
        with time_machine.travel(begun + dt.timedelta(minutes=minutes)):
            assert is_in(own) and is_in(other)
    with time_machine.travel(begun + dt.timedelta(minutes=61)):
        assert is_in(own)
        assert not is_in(other)
    with time_machine.travel(begun + dt.timedelta(minutes=72)):
        assert not is_in(own)


def test_a_role_taken_away_while_another_is_left_ends_the_session_under_it(client_of, county_inspector, tree):
    person = User.objects.get(pk=county_inspector.user_id)
    accounts.membership(Role.INSPECTOR, region=tree.neighbour, person=person)
    client = client_of(county_inspector)
    Membership.objects.filter(pk=county_inspector.membership_id).update(valid_to=dt.date(2020, 1, 2))
    assert not is_in(client)
