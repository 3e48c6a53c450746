"""What is written is sealed once, in whatever order transactions end, whoever seals, whatever the clock says."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from portal.accounts.actors import named_actor
from portal.audit import sealing
from portal.audit.log import record
from portal.audit.models import DayHead, Entry, Leaf, Seal
from portal.audit.queries import chain_rows
from portal.audit.queries.day_heads import SHANGHAI
from portal.audit.sealing import seal
from portal.audit.verification import verify
from portal.lib.errors import Refused

pytestmark = pytest.mark.usefixtures("ledger")


def sealed_ids() -> set[int]:
    return set(Leaf.objects.values_list("entry_id", flat=True))


def test_every_entry_gets_one_leaf_and_a_second_sealing_finds_nothing(ledger):
    ids = ledger.write(5)
    assert seal()["entries"] == 5
    assert sealed_ids() == set(ids)
    assert seal() == {"seals": 0, "entries": 0}
    assert verify() == {"entries": 5, "seals": Seal.objects.count(), "ok": True, "first_bad": None}


def test_after_a_burst_an_empty_seal_settles_its_ids(ledger):
    ids = ledger.write(3)
    seal()
    first, settling = Seal.objects.order_by("number")
    assert (first.entries, first.settled_id) == (3, 0)
    assert (settling.entries, settling.settled_id) == (0, max(ids))


def test_an_empty_trail_is_whole(ledger):
    assert seal() == {"seals": 0, "entries": 0}
    assert verify() == {"entries": 0, "seals": 0, "ok": True, "first_bad": None}


def test_ids_given_back_by_a_rollback_do_not_alarm(ledger):
    ledger.write(2)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ledger.write(3)
        raise ZeroDivisionError
    ids = ledger.write(1)
    seal()
    assert max(ids) == 6
    assert Leaf.objects.count() == 3
    assert verify()["ok"]


def test_a_transaction_that_ends_late_is_sealed_late_and_does_not_alarm(ledger):
    late = psycopg2.connect(host=connection.settings_dict["HOST"], dbname=ledger.name, user="portal_app")
    with late.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (uid, at, actor_name, actor_role, verb, object_type, object_uid, object_name, detail, address, succeeded)"
            " VALUES (gen_random_uuid(), now(), '迟', '', 'tests.late', '', '', '', '{}', '', true) RETURNING id"
        )
        [waiting] = cursor.fetchone()
    ledger.write(2)
    seal()
    assert Seal.objects.order_by("-number").first().settled_id < waiting
    assert waiting not in sealed_ids()
    assert verify()["ok"]
    late.commit()
    late.close()
    assert seal()["entries"] == 1
    assert waiting in sealed_ids()
    assert verify()["ok"]
    assert Seal.objects.order_by("-number").first().settled_id == Entry.objects.order_by("-id").first().pk


def test_two_sealers_at_once_seal_everything_once(ledger):
    def work(turn: int) -> int:
        try:
            if turn % 2:
                record(named_actor("乙"), "tests.act")
                return 0
            return seal()["entries"]
        finally:
            connections.close_all()

    ledger.write(40)
    with ThreadPoolExecutor(6) as pool:
        counts = list(pool.map(work, range(12)))
    counts.append(seal()["entries"])
    assert sum(counts) == 46 == Leaf.objects.count()
    assert verify()["ok"]


def test_a_batch_is_no_larger_than_its_limit(ledger, monkeypatch):
    monkeypatch.setattr(sealing, "MOST", 4)
    ledger.write(9)
    seal()
    assert [row.entries for row in Seal.objects.order_by("number")][:3] == [4, 4, 1]
    assert verify()["ok"]


def test_a_sealer_that_dies_before_its_commit_leaves_nothing_and_the_next_seals_all(ledger, monkeypatch):
    whole = chain_rows.add_seal

    def dying(row, leaves):
        whole(row, leaves)
        [(pid,)] = chain_rows.rows("SELECT pg_backend_pid()")
        ledger.force("SELECT pg_terminate_backend(%s)", pid)

    ledger.write(3)
    monkeypatch.setattr(chain_rows, "add_seal", dying)
    with pytest.raises(OperationalError):
        seal()
    monkeypatch.undo()
    connections["audit"].close()
    assert Seal.objects.count() == Leaf.objects.count() == 0
    assert seal()["entries"] == 3
    assert verify()["ok"]


def test_a_clock_set_back_does_not_turn_the_chain_round(ledger, monkeypatch):
    ledger.write(1)
    seal()
    before = Seal.objects.order_by("-number").first().sealed_at
    whole = chain_rows.moment
    monkeypatch.setattr(chain_rows, "moment", lambda: earlier(whole()))
    ledger.write(1)
    assert seal()["entries"] == 1
    assert {row.sealed_at for row in Seal.objects.filter(sealed_at__lt=before)} <= {Seal.objects.order_by("number").first().sealed_at}
    assert Seal.objects.order_by("-number").first().sealed_at == before
    assert verify()["ok"]


def earlier(now: chain_rows.Moment) -> chain_rows.Moment:
    return chain_rows.Moment(now.now_us - 86_400_000_000, now.seen_id, now.oldest, now.following)


def test_a_restored_database_counts_transactions_anew_and_goes_on(ledger, monkeypatch):
    ids = ledger.write(2)
    seal()
    ledger.force("UPDATE audit_seal SET horizon = horizon + 1000000000")
    more = ledger.write(1)
    seal()
    assert sealed_ids() == {*ids, *more}
    assert Seal.objects.order_by("-number").first().settled_id == max(more)


def test_each_day_that_is_over_gets_its_head_once(ledger):
    ledger.write(2)
    seal()
    ledger.force("UPDATE audit_seal SET sealed_at = sealed_at - interval '3 days'")
    ledger.write(1)
    seal()
    seal()
    heads = list(DayHead.objects.order_by("day"))
    today = dt.datetime.now(SHANGHAI).date()
    assert [head.day for head in heads] == [today - dt.timedelta(days=n) for n in (3, 2, 1)]
    assert {(head.seal_number, head.entries) for head in heads} == {(2, 2)}
    assert len(heads[0].text.replace(" ", "")) == 64


@pytest.mark.parametrize("table", ["seal", "leaf", "dayhead", "verification", "entry", "change"])
@pytest.mark.parametrize("statement", ["UPDATE audit_{0} SET {1} = {1}", "DELETE FROM audit_{0}", "TRUNCATE audit_{0}"])
@pytest.mark.parametrize("role", ["default", "audit", "owner"])
def test_no_role_of_the_portal_changes_what_is_written(ledger, table, statement, role):
    """The application and the sealer lack the right; the owner of the tables meets the trigger."""
    ledger.write(1)
    seal()
    verify()
    ledger.force("INSERT INTO audit_dayhead SELECT current_date - 9, 1, '', 0")
    column = {"seal": "entries", "leaf": "position", "dayhead": "entries", "verification": "ok", "entry": "verb", "change": "cause"}[table]
    with connections[role].cursor() as cursor:
        if role == "owner" and table == "change" and not statement.startswith("TRUNCATE"):
            cursor.execute(statement.format(table, column))  # row security shows the owner no row to change
            assert cursor.rowcount == 0
            return
        with pytest.raises(DatabaseError, match="permission denied|append-only"):
            cursor.execute(statement.format(table, column))


@pytest.mark.parametrize("table", ["seal", "leaf", "dayhead", "verification"])
def test_the_application_reads_seals_and_writes_none(ledger, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM audit_{table}")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"INSERT INTO audit_{table} DEFAULT VALUES")


def test_the_sealer_writes_no_entry_and_sees_no_other_table(ledger):
    with connections["audit"].cursor() as cursor:
        for statement in ("INSERT INTO audit_entry DEFAULT VALUES", "SELECT * FROM projects_project", "SELECT * FROM accounts_user"):
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(statement)


def test_without_its_account_nothing_is_sealed_and_the_variable_is_named(ledger, monkeypatch):
    with monkeypatch.context() as without:  # put back before the ledger puts back the name of the clone
        without.setitem(connections["audit"].settings_dict, "NAME", "")
        for act in (seal, verify):
            with pytest.raises(Refused, match="DATABASE_AUDIT_URL"):
                act()
