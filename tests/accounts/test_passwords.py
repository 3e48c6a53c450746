"""The password rules hold at every path by which a password is set, and an expired one opens only its own page."""

import ast
import datetime as dt
import string

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.actions.add_user import add_user, new_user
from portal.accounts.actions.create_first_admin import create_first_admin, invite_first_admin
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.actions.use_link import use_link
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.passwords import faults, has_expired, set_password
from portal.accounts.policies import AccountPolicy, policy_of
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from tests.house.source import files, module, tree
from tests.house.test_rights import OPEN_PAGES, patterns
from tests.make import accounts, tenancy
from tests.make.accounts import PASSWORD

NATIONAL = AccountPolicy.of(None, on=dt.date(2026, 11, 20))
NINETY_DAYS = dt.timedelta(days=90)
BAD = {
    "short": "Ab1-xyz",
    "two classes": "abcdefgh1234",
    "common": "Password-2020",
    "trade": "Qianxin-2020",
    "the account's name": "Xx-pd-inspector-1",
    "too long": "Aa1-" * 40,
}


def by_action(person: User, password: str) -> bool:
    """An administrator opens an account."""
    try:
        add_user(actor=system_actor(), username=f"{person.username}", name="样例", password=password, at=timezone.now())
    except Refused as refusal:
        assert refusal.code == "password"
        return False
    return True


def by_first_admin(person: User, password: str) -> bool:
    """The first administrator of a tenant chooses his own."""
    token = invite_first_admin(jurisdiction=tenancy.jurisdiction(tenancy.region()))
    try:
        create_first_admin(token=token, username=person.username, name="样例", password=password, on=dt.date(2026, 1, 1), at=timezone.now())
    except Refused as refusal:
        assert refusal.code == "password"
        return False
    return True


def by_link(person: User, password: str) -> bool:
    """An invited person, or one whose password was reset, chooses his own."""
    invited = new_user(actor=system_actor(), username=person.username, name="样例", at=timezone.now())
    link = issue_link(actor=system_actor(), user=invited, at=timezone.now())
    try:
        use_link(token=link.token, password=password, at=timezone.now())
    except Refused as refusal:
        assert refusal.code == "password"
        return False
    return True


def by_function(person: User, password: str) -> bool:
    """The one function below all of them."""
    user = accounts.user("zz-other")
    user.username = person.username
    try:
        set_password(user, password, at=timezone.now())
    except ValidationError:
        return False
    return True


PATHS = [by_action, by_first_admin, by_link, by_function]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("why", BAD)
def test_a_bad_password_is_refused_on_every_path(path, why):
    assert not path(User(username="pd-inspector"), BAD[why])


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_a_good_password_is_taken_on_every_path(path):
    assert path(User(username="pd-inspector"), "Fen-He-2020-shui")


@pytest.mark.django_db
@pytest.mark.parametrize("why", BAD)
def test_a_bad_password_is_refused_on_the_page(why, client_of, county_inspector):
    client = client_of(county_inspector)
    answer = client.post("/account/password/", {"old": PASSWORD, "new": BAD[why], "again": BAD[why]})
    assert answer.status_code == 200
    assert answer.context["form"].errors["new"]
    assert User.objects.get(username="pd-inspector").check_password(PASSWORD)


def test_nothing_sets_a_password_but_the_one_function():
    setters = ("set_password", "make_password", "create_user")
    found = {module(path) for path in files() for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr in setters}
    assert found == {"portal.accounts.passwords"}


@pytest.mark.django_db
def test_the_page_wants_the_old_password_and_twice_the_new_one(client_of, county_inspector):
    client = client_of(county_inspector)
    wrong = client.post("/account/password/", {"old": "Not-The-One-1", "new": "Fen-He-2020-shui", "again": "Fen-He-2020-shui"})
    assert wrong.context["form"].errors["old"]
    twice = client.post("/account/password/", {"old": PASSWORD, "new": "Fen-He-2020-shui", "again": "Fen-He-2020-tang"})
    assert twice.context["form"].errors["again"]


@pytest.mark.django_db
def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client_of, county_inspector):
    here, there = client_of(county_inspector), client_of(county_inspector)
    assert here.post("/account/password/", {"old": PASSWORD, "new": "Fen-He-2020-shui", "again": "Fen-He-2020-shui"}).status_code == 302
    assert here.get("/account/sessions/").status_code == 200
    assert there.get("/account/sessions/").status_code == 302


@pytest.mark.django_db
def test_the_last_five_are_not_used_again_and_the_sixth_may_be():
    person = accounts.user("wanderer", password="Ling-Qiu-0000")
    for number in range(1, 6):
        set_password(person, f"Ling-Qiu-000{number}", at=timezone.now())
    with pytest.raises(ValidationError, match="最近 5 次"):
        set_password(person, "Ling-Qiu-0001", at=timezone.now())
    set_password(person, "Ling-Qiu-0000", at=timezone.now())


@pytest.mark.django_db
def test_a_password_expires_after_ninety_days():
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    person = accounts.user(at=begun)
    assert not has_expired(person, begun + NINETY_DAYS, NATIONAL)
    assert has_expired(person, begun + NINETY_DAYS + dt.timedelta(seconds=1), NATIONAL)


@pytest.mark.django_db
def test_a_password_somebody_else_chose_must_be_changed_first(client_of, county_inspector):
    user = add_user(actor=system_actor(), username="fresh", name="样例", password="Fen-He-2020-shui", at=timezone.now())
    client = client_of(accounts.actor(Role.INSPECTOR, region=Region.objects.get(pk=county_inspector.region_id), person=user))
    assert client.get("/account/sessions/").headers["Location"] == "/account/password/"
    client.post("/account/password/", {"old": "Fen-He-2020-shui", "new": "Sang-Gan-2020", "again": "Sang-Gan-2020"})
    assert client.get("/account/sessions/").status_code == 200


@pytest.mark.django_db
def test_an_expired_password_opens_only_the_page_that_changes_it(client_of, county_inspector):
    User.objects.filter(pk=county_inspector.user_id).update(password_changed_at=timezone.now() - NINETY_DAYS - dt.timedelta(days=1))
    client = client_of(county_inspector)
    for pattern in patterns():
        if pattern.name in OPEN_PAGES or pattern.pattern.converters:
            continue
        address = reverse(pattern.name)
        for answer in (client.get(address), client.post(address)):
            if address == "/account/password/":
                assert answer.status_code == 200
            elif answer.status_code != 405:
                assert (address, answer.status_code, answer.headers.get("Location")) == (address, 302, "/account/password/")


@given(st.text(alphabet=string.ascii_letters + string.digits + "-_!@ 密码", max_size=140))
def test_the_classes_are_counted_as_one_would_by_hand(password):
    kinds = {
        "lower" if c in string.ascii_lowercase else "upper" if c in string.ascii_uppercase else "digit" if c in string.digits else "other" for c in password
    }
    found = faults(password, User(username="x"), NATIONAL)
    assert any("个字符" in fault for fault in found) == (not 10 <= len(password) <= 128)
    assert any("三种" in fault for fault in found) == (len(kinds) < 3)


def test_a_word_of_the_twenty_thousand_is_refused_whatever_its_case():
    assert "trustno1" in CommonPasswordValidator().passwords
    assert any("容易猜到" in fault for fault in faults("TRUSTNO1", User(username="x"), NATIONAL))


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["Xx-Pingding-77", "Xx-平定-2031-a"])
def test_the_place_one_works_for_is_no_password(password, county_inspector, other_county_inspector):
    own, stranger = (User.objects.get(pk=actor.user_id) for actor in (county_inspector, other_county_inspector))
    with pytest.raises(ValidationError, match="地名"):
        set_password(own, password, at=timezone.now())
    set_password(stranger, password, at=timezone.now())


class TestPolicy:
    """What a tenant has set holds on its people and on nobody else."""

    def test_length_classes_words_and_history_are_the_tenants(self, tree, county_inspector, other_county_inspector):
        for key, value in (("length", 14), ("classes", 4), ("blocked", ["Fenghuang"]), ("history", 1)):
            tenancy.policy_row(tree.city, f"accounts.password_{key}", value)
        own, stranger = (User.objects.get(pk=actor.user_id) for actor in (county_inspector, other_county_inspector))
        for bad in ("Fen-He-2020-s", "Fen-He-fenhe-shui", "Xx-fenghuang-2020"):
            with pytest.raises(ValidationError):
                set_password(own, bad, at=timezone.now())
            set_password(stranger, bad, at=timezone.now())
        set_password(own, "Fen-He-2020-sh", at=timezone.now())
        set_password(own, "Fen-He-2021-sh", at=timezone.now())
        set_password(own, "Fen-He-2020-sh", at=timezone.now())

    def test_a_person_of_two_tenants_keeps_the_stricter_figure_of_each_kind(self, tree, county_inspector):
        person = User.objects.get(pk=county_inspector.user_id)
        accounts.membership(Role.INSPECTOR, region=tree.other_county, person=person)
        tenancy.policy_row(tree.county, "accounts.password_length", 12)
        tenancy.policy_row(tree.county, "accounts.password_days", 0)
        tenancy.policy_row(tree.other_county, "accounts.password_days", 30)
        tenancy.policy_row(tree.other_county, "accounts.reveals_an_hour", 5)
        found = policy_of(person, on=dt.date(2026, 11, 20))
        assert (found.password_length, found.password_days, found.reveals_an_hour, found.password_classes) == (12, 30, 5, 3)

    def test_nothing_expires_where_the_tenant_says_so(self, tree, county_inspector):
        tenancy.policy_row(tree.county, "accounts.password_days", 0)
        person = User.objects.get(pk=county_inspector.user_id)
        policy = AccountPolicy.of(tree.county, on=dt.date(2026, 11, 20))
        assert not has_expired(person, timezone.now() + dt.timedelta(days=3000), policy)

    def test_the_page_tells_the_tenants_rules(self, tree, county_inspector, client_of):
        tenancy.policy_row(tree.county, "accounts.password_length", 13)
        assert "至少 13 个字符" in client_of(county_inspector).get("/account/password/").content.decode()
