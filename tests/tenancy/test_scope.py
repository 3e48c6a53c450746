"""The scope opens with an actor and is put back whatever happens inside."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from portal.accounts.enums import Role
from portal.audit.occasion import occasioned
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import CONTEXT, NOTHING, SCOPE, SETTINGS, Actor, Scope, acting, current_actor
from tests.make import accounts

pytestmark = pytest.mark.django_db


def actor(*regions: int) -> Actor:
    return Actor(uid=None, username="a", name="甲", role="office", scope=Scope(read_regions=frozenset(regions)))


def setting(name: str = "read_regions") -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"portal.{name}"])
        return cursor.fetchone()[0]


def test_nothing_is_set_before_anybody_acts():
    assert [setting(name) for name in SETTINGS] == [""] * len(SETTINGS)
    assert current_actor() is None


def test_the_scope_is_set_inside_and_gone_outside():
    with acting(actor(3, 1)):
        assert setting() == "1,3"
        assert current_actor().name == "甲"
    assert setting() == ""
    assert current_actor() is None


def test_an_inner_scope_replaces_the_outer_one_and_gives_it_back():
    with acting(actor(1)):
        with acting(actor(2)):
            assert setting() == "2"
        assert setting() == "1"
    assert setting() == ""


def test_a_narrower_inner_scope_inherits_nothing():
    with acting(actor(1)), acting(Actor(uid=None, username="b", name="乙", role="auditor", scope=NOTHING)):
        assert [setting(name) for name in SCOPE] == [""] * len(SCOPE)


def test_with_the_scope_travels_who_acts_and_why():
    uid = uuid.uuid4()
    with occasioned(request_id="r-1", cause="tests.act"), acting(Actor(uid=uid, username="a", name="甲", role="office")):
        assert [setting(name) for name in CONTEXT] == [str(uid), "甲", "r-1", "tests.act"]
        with acting(actor(2)):
            assert [setting(name) for name in CONTEXT] == ["", "甲", "r-1", "tests.act"]
        assert setting("actor_uid") == str(uid)
    assert [setting(name) for name in CONTEXT] == [""] * len(CONTEXT)


def test_opening_a_scope_costs_one_statement_and_closing_it_one(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(4), acting(actor(1)):  # with the savepoint and its release
        pass


def test_after_a_refusal_inside_the_outer_scope_is_back():
    with acting(actor(1)):
        with pytest.raises(Refused), acting(actor(2)):
            raise Refused("不行")
        assert setting() == "1"
        assert current_actor().scope.read_regions == {1}
    assert setting() == ""


def test_a_fault_of_the_database_reaches_the_caller_and_the_outer_scope_is_back():
    with acting(actor(1)):
        with pytest.raises(IntegrityError, match="null value"), acting(actor(2)):
            Region.objects.create(code="999901", name=None, level="county")
        assert setting() == "1"


def test_a_caught_fault_in_a_savepoint_of_its_own_leaves_the_scope():
    with acting(actor(1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Region.objects.create(code="999901", name=None, level="county")
        assert setting() == "1"


def test_a_setting_made_without_acting_dies_with_its_savepoint_when_it_is_rolled_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(actor(5)):
        raise ZeroDivisionError
    assert setting() == ""


def test_more_projects_widen_reading_and_writing_alike():
    wider = actor(1).with_projects(7, 8)
    assert wider.scope.read_projects == wider.scope.write_projects == {7, 8}
    assert wider.scope.read_regions == {1}


def test_a_scope_never_shows_in_the_text_of_an_actor():
    assert "scope" not in repr(actor(1, 2, 3))


def test_regions_that_answer_for_projects_are_told_first_and_none_is_left_out(tree):
    """PostgreSQL looks through a set from its beginning, for each row anew."""
    answering = {tree.county.pk, tree.neighbour.pk, tree.zone.pk, tree.other_county.pk}
    for who in (system_actor(), system_actor(tree.city), accounts.actor(Role.OFFICE, region=tree.city)):
        with acting(who):
            told = [int(pk) for pk in setting().split(",")]
        first = {pk for pk in told if pk in answering}
        assert set(told[: len(first)]) == first and {tree.county.pk, tree.zone.pk} <= first
        assert set(told) == who.scope.read_regions and len(told) == len(set(told))
