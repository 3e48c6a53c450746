"""When a sign-in is locked is a figure of policy, the same for every name; and the door does the same work for every name."""

import datetime as dt
import statistics
import time

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts import locks
from portal.accounts.models import User
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.actors import system_actor
from portal.tenancy.consequences import Change, consequences
from portal.tenancy.models import PolicyRow
from portal.tenancy.policies import declared
from portal.tenancy.scope import acting
from tests.accounts.test_sign_in import fail, is_in, sign_in
from tests.make import accounts, tenancy

pytestmark = pytest.mark.django_db
NAMES = ("pd-inspector", "jx-inspector", "nobody")  # of the tenant that set the figure, of another, of none


@pytest.fixture
def people(county_inspector, other_county_inspector):
    """One in the county that sets figures, one in another city."""


def attempt(client: Client, username: str, times: int) -> int:
    return fail(client, username, times).status_code


class TestFigures:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_stricter_number_of_failures_locks_every_name_alike_just_at_it_and_not_before(self, people, tree, name):
        tenancy.policy_row(tree.county, locks.FAILURES, 3)
        assert attempt(Client(), name, 2) == 200
        assert attempt(Client(), name, 1) == 429

    @pytest.mark.parametrize(("seconds", "locked"), [(-1, True), (1, False)])
    @pytest.mark.parametrize("name", NAMES)
    def test_a_longer_time_holds_for_every_name_just_until_its_end(self, people, tree, name, seconds, locked):
        """Counted from the last try, also from one while it was locked."""
        tenancy.policy_row(tree.county, locks.MINUTES, 40)
        begun = timezone.now()
        with time_machine.travel(begun, tick=False):
            answer = fail(Client(), name)
            assert answer.status_code == 429 and "40" in answer.content.decode()
        with time_machine.travel(begun + dt.timedelta(minutes=40, seconds=seconds), tick=False):
            opened = 200 if name == "nobody" else 302
            assert sign_in(Client(), name).status_code == (429 if locked else opened)

    def test_of_several_tenants_the_strictest_of_each_kind_holds_and_a_future_one_does_not_yet(self, people, tree):
        today = clock.today()
        tenancy.policy_row(tree.county, locks.FAILURES, 4)
        tenancy.policy_row(tree.other_city, locks.MINUTES, 30)
        assert locks.door(today) == locks.Door(4, 30)
        tenancy.policy_row(tree.neighbour, locks.FAILURES, 3, valid_from=today + dt.timedelta(days=1))
        assert (locks.door(today).failures, locks.door(today + dt.timedelta(days=1)).failures) == (4, 3)

    def test_a_lock_of_one_name_forgets_no_failures_of_another(self, people, tree):
        """Old failures are thrown away by the same time for all, whoever fails next."""
        tenancy.policy_row(tree.county, locks.MINUTES, 60)
        begun = timezone.now()
        with time_machine.travel(begun, tick=False):
            attempt(Client(), "pd-inspector", 4)
        with time_machine.travel(begun + dt.timedelta(minutes=30), tick=False):
            attempt(Client(), "jx-inspector", 1)
            assert attempt(Client(), "pd-inspector", 1) == 429

    @pytest.mark.parametrize(
        ("key", "value", "allowed"), [(locks.FAILURES, 2, False), (locks.FAILURES, 3, True), (locks.FAILURES, 5, True), (locks.FAILURES, 6, False),
                                      (locks.MINUTES, 14, False), (locks.MINUTES, 15, True), (locks.MINUTES, 60, True), (locks.MINUTES, 61, False)],
    )  # fmt: skip
    def test_a_tenant_may_only_be_stricter_and_locks_nobody_out_for_long(self, tree, key, value, allowed):
        def write():
            return set_policy(actor=system_actor(), region=tree.county, key=key, value=value, valid_from=clock.today(), source="试", at=timezone.now())

        if allowed:
            assert write().value == value
        else:
            with pytest.raises(Refused, match="之间"):
                write()

    @pytest.mark.parametrize(
        ("key", "value", "words"),
        [
            (locks.FAILURES, 3, "由连续错 4 次锁 30 分钟，改为 3 次锁 30 分钟"),
            (locks.FAILURES, 5, "改为 5 次锁 30 分钟"),  # its own four gives way
            (locks.MINUTES, 20, "登录页仍是连续错 4 次锁 30 分钟"),  # another tenant is stricter
        ],
    )
    def test_a_change_tells_what_the_door_becomes(self, people, tree, admin, key, value, words):
        tenancy.policy_row(tree.county, locks.FAILURES, 4)
        tenancy.policy_row(tree.other_city, locks.MINUTES, 30)
        row = PolicyRow(region=tree.county, key=key, value=value, source="草案", valid_from=clock.today())
        with acting(admin):
            (told,) = consequences(admin, Change(declared()[key], row, (tree.county,), clock.today()))
        assert words in told.text

    def test_the_form_the_locked_page_and_the_administrators_page_say_the_figures(self, client, people, tree, admin, client_of):
        tenancy.policy_row(tree.county, locks.FAILURES, 3)
        tenancy.policy_row(tree.county, locks.MINUTES, 25)
        said = sign_in(client, "jx-inspector", "Wrong-Pass-1").context["form"].non_field_errors()[0]
        assert "连续错 3 次" in said and "锁定 25 分钟" in said
        person = User.objects.get(username="pd-inspector")
        fail(client, "pd-inspector", 2)
        assert not locks.is_locked(person)
        fail(client, "pd-inspector", 1)
        assert locks.is_locked(person)
        assert "解除锁定" in client_of(admin).get(f"/accounts/users/{person.uid}/").content.decode()

    def test_failures_by_two_browsers_of_one_machine_count_together(self, client, people, tree):
        for agent in ("甲浏览器", "乙浏览器"):
            fail(client, "pd-inspector", 2, headers={"user-agent": agent.encode().decode("latin-1")})
        assert AccessAttempt.objects.count() == 2
        assert attempt(client, "pd-inspector", 1) == 429
        assert locks.is_locked(User.objects.get(username="pd-inspector"))

    def test_before_a_sensitive_act_the_same_number_of_doubts_ends_the_session(self, client_of, county_inspector, tree):
        tenancy.policy_row(tree.other_city, locks.FAILURES, 3)
        client = client_of(county_inspector)
        answers = [client.post("/account/confirm/reveal/", {"password": "Wrong-Pass-1"}).status_code for _ in range(2)]
        assert answers == [200, 200] and is_in(client)
        client.post("/account/confirm/reveal/", {"password": "Wrong-Pass-1"})
        assert not is_in(client)


class TestTheSameWork:
    """An unknown name takes as long as a known one, because the same hash is computed; shown by counting, and by the processor's time."""

    @pytest.fixture
    def hashers(self, settings):
        """The hasher of a production: the tests otherwise use a fast one."""
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    @pytest.fixture
    def names(self, hashers, db) -> dict[str, str]:
        """Kind -> user name: nobody's, somebody's, a suspended person's, one who was invited and has no password yet."""
        accounts.user("known")
        accounts.user("gone", is_active=False)
        invited = accounts.user("invited")
        invited.set_unusable_password()
        invited.save()
        return {"unknown": "nobody", "known": "known", "suspended": "gone", "invited": "invited"}

    @pytest.fixture
    def computed(self, monkeypatch) -> list[dict]:
        """The cost parameters of every hash that is computed from now on."""
        found: list[dict] = []
        hasher = Argon2PasswordHasher()
        encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

        def cost(encoded: str) -> dict:
            parts = hasher.decode(encoded)
            return {name: parts[name] for name in ("variety", "version", "time_cost", "memory_cost", "parallelism")}

        def counted_encode(self, password, salt):
            encoded = encode(self, password, salt)
            found.append(cost(encoded))
            return encoded

        def counted_verify(self, password, encoded):
            found.append(cost(encoded))
            return verify(self, password, encoded)

        monkeypatch.setattr(Argon2PasswordHasher, "encode", counted_encode)
        monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
        return found

    def test_every_kind_of_name_costs_exactly_one_hash_of_the_same_price(self, names, computed, rf):
        costs = {}
        for kind, name in names.items():
            computed.clear()
            assert authenticate(rf.post("/login/"), username=name, password="Wrong-Pass-1") is None
            costs[kind] = list(computed)
        assert [len(found) for found in costs.values()] == [1, 1, 1, 1], costs
        assert all(found == costs["known"] for found in costs.values()), costs

    def test_the_whole_page_asks_the_database_as_often_for_every_kind_of_name(self, names):
        asked = {}
        for kind, name in names.items():
            with CaptureQueriesContext(connection) as queries:
                assert sign_in(Client(), name, "Wrong-Pass-1").status_code == 200
            asked[kind] = len(queries)
        assert len(set(asked.values())) == 1, asked

    def test_the_processors_time_does_not_tell_a_known_name_from_an_unknown_one(self, names, rf):
        """Medians of turns taken one after the other; the processor's own time, so that a busy machine changes nothing."""

        def spent(name: str) -> float:
            AccessAttempt.objects.all().delete()  # a locked name costs nothing at all
            begun = time.process_time()
            authenticate(rf.post("/login/"), username=name, password="Wrong-Pass-1")
            return time.process_time() - begun

        spent("nobody"), spent("known")  # the first of all loads what it needs
        turns = [(spent("nobody"), spent("known")) for _ in range(7)]
        unknown, known = (statistics.median(side) for side in zip(*turns, strict=True))
        assert 0.5 < unknown / known < 2, (unknown, known)
