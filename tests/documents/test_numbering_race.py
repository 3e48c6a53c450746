"""Many hands at one counter: committed transactions of several connections in a database of their own."""

import datetime as dt
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections

from portal.documents.actions import next_number as numbering
from portal.documents.actions.next_number import next_number
from portal.documents.models import DocumentCounter, DocumentNumber
from portal.tenancy.models import Organisation
from portal.tenancy.querysets import everywhere
from portal.tenancy.scope import Actor, acting
from tests import database
from tests.make import accounts, tenancy

HANDS, EACH = 6, 6
DAY = dt.date(2026, 1, 13)


@pytest.fixture
def office(django_db_setup, django_db_blocker) -> tuple[Actor, Organisation]:
    """An inspector and his organ in a fresh database where transactions really commit."""
    name = f"race_{os.getpid()}"
    with django_db_blocker.unblock(), database.server() as postgres, postgres.superuser() as cursor:
        template = database.migrated_template(postgres, cursor)
        database.drop_database(cursor, name)
        database.copy_database(cursor, template, name)
        try:
            with database.using(name):
                region = tenancy.region("平定县")
                actor = accounts.actor("inspector", region=region)
                yield actor, Organisation.objects.get(pk=actor.organisation_id)
        finally:
            database.drop_database(cursor, name)


def hands(work: Callable[[int], object]) -> list:
    """Run the work by several hands at once, each with a connection of its own."""

    def one(hand: int) -> object:
        try:
            return work(hand)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(one, range(HANDS)))


def test_numbers_of_many_hands_have_no_gap_and_no_double(office):
    actor, organ = office

    def work(hand: int) -> int:
        given = 0
        for turn in range(EACH):
            try:
                with acting(actor):
                    next_number(organ, "平治欠办", DAY)
                    if (hand + turn) % 3 == 0:
                        raise ZeroDivisionError
                    given += 1
            except ZeroDivisionError:
                continue
        return given

    given = sum(hands(work))
    with acting(actor), everywhere("the whole register of the race"):
        serials = list(DocumentNumber.objects.order_by("serial").values_list("serial", flat=True))
        last = DocumentCounter.objects.get().last
    assert 0 < given < HANDS * EACH
    assert serials == list(range(1, given + 1)) and last == given


def test_without_the_lock_the_race_is_real(office, monkeypatch):
    """The control: a counter that is read without waiting gives one number twice, which the register refuses."""
    actor, organ = office

    def unlocked(organ: Organisation, prefix: str, year: int, region_id: int) -> DocumentCounter:
        counter, _ = DocumentCounter._base_manager.get_or_create(organ=organ, prefix=prefix, year=year, region_id=region_id)
        time.sleep(0.05)
        return counter

    with acting(actor):
        next_number(organ, "平治欠办", DAY)
    monkeypatch.setattr(numbering, "_locked_counter", unlocked)

    def work(hand: int) -> bool:
        try:
            with acting(actor):
                next_number(organ, "平治欠办", DAY)
        except IntegrityError:
            return True
        return False

    assert any(hands(work))
