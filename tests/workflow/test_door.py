"""The one door: the row is locked and read again, written, recorded and announced together."""

import threading

import pytest
from django.db import connection, connections, transaction

from portal.accounts import rights
from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.jobs.models import OutboxMessage
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Holiday
from portal.workflow.door import Move, move
from tests import database
from tests.make.tenancy import holiday

MOVES = (
    Move("approve", "批准", ("rest",), "statutory", "tests.move"),
    Move("withdraw", "撤回", ("rest", "statutory"), "workday", "tests.move"),
)


@pytest.fixture(autouse=True)
def life_of_holidays(monkeypatch):
    """A life-cycle of its own on a plain table, so that the door is tested without any room."""
    monkeypatch.setattr(Holiday, "moves", MOVES, raising=False)
    monkeypatch.setattr(Holiday, "state_field", "kind", raising=False)
    monkeypatch.setitem(rights._VERBS, "tests.move", rights.Verb("tests.move", "试验", (Role.INSPECTOR,), None))


@pytest.mark.django_db
def test_a_move_writes_state_changes_entry_and_message(county_inspector):
    row = holiday("2026-05-01", "rest")
    moved = move(row, "approve", actor=county_inspector, at=clock.now(), note="同意", name="劳动节")
    moved.refresh_from_db()
    assert (moved.kind, moved.name) == ("statutory", "劳动节")
    entry = Entry.objects.get(verb="tenancy.holiday.approve")
    assert entry.detail == {"from": "rest", "to": "statutory", "note": "同意"}
    message = OutboxMessage.objects.get()
    assert (message.kind, message.key, message.payload["by"]) == ("tenancy.holiday.approve", str(entry.uid), county_inspector.name)


@pytest.mark.django_db
def test_the_state_that_counts_is_the_one_in_the_database(county_inspector):
    row = holiday("2026-05-01", "rest")
    Holiday.objects.filter(pk=row.pk).update(kind="workday")
    with pytest.raises(Refused, match="现在是“调休上班”，不能“批准”") as refusal:
        move(row, "approve", actor=county_inspector, at=clock.now())
    assert refusal.value.code == "wrong_state"
    assert Entry.objects.filter(verb__startswith="tenancy.holiday").count() == 0


@pytest.mark.django_db
def test_a_role_without_the_right_is_refused(city_office):
    with pytest.raises(Refused, match="权限"):
        move(holiday("2026-05-01", "rest"), "approve", actor=city_office, at=clock.now())


@pytest.mark.django_db
def test_a_row_that_is_gone_is_told(county_inspector):
    row = holiday("2026-05-01", "rest")
    Holiday.objects.all().delete()
    row.pk = row.pk or 1
    with pytest.raises(Refused, match="不在您的权限范围") as refusal:
        move(row, "approve", actor=county_inspector, at=clock.now())
    assert refusal.value.code == "gone"


@pytest.mark.django_db
def test_when_the_message_cannot_be_posted_nothing_happened(county_inspector, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no outbox")

    monkeypatch.setattr("portal.workflow.door.outbox.post", broken)
    row = holiday("2026-05-01", "rest")
    with pytest.raises(RuntimeError), transaction.atomic():
        move(row, "approve", actor=county_inspector, at=clock.now())
    row.refresh_from_db()
    assert row.kind == "rest"
    assert Entry.objects.filter(verb="tenancy.holiday.approve").count() == 0


def test_of_two_people_at_once_the_second_is_told_what_the_first_did(django_db_setup, django_db_blocker):
    """Real transactions in a clone of their own: the second waits for the lock and then reads the new state."""
    from portal.tenancy.scope import Actor

    first = Actor(uid=None, username="a", name="甲", role=Role.INSPECTOR)
    second = Actor(uid=None, username="b", name="乙", role=Role.INSPECTOR)
    told: list[str] = []
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres, "_two") as name, database.using(name):
        row = holiday("2026-05-01", "rest")
        waiting = threading.Event()

        def later() -> None:
            waiting.set()
            try:
                move(row, "approve", actor=second, at=clock.now())
                told.append("done")
            except Refused as refusal:
                told.append(refusal.reason)
            finally:
                connections.close_all()

        with transaction.atomic():
            move(row, "approve", actor=first, at=clock.now())
            other = threading.Thread(target=later)
            other.start()
            waiting.wait(60)
            assert somebody_waits(postgres, name)
        other.join(60)
        assert told == ["现在是“法定节假日”，不能“批准”；要先到“调休放假”。"]
        assert Entry.objects.filter(verb="tenancy.holiday.approve").count() == 1
        connection.close()


def somebody_waits(postgres, name: str) -> bool:
    """Whether a second session comes to stand before a lock."""
    import time

    with postgres.superuser(name) as cursor:
        for _ in range(160):
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'", [name])
            if cursor.fetchone()[0]:
                return True
            time.sleep(0.05)
    return False
