"""Whatever is done to a sealed row, even by a superuser, is found and located."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.audit import chain
from portal.audit.models import Entry, Leaf, Seal
from portal.audit.queries import chain_rows
from portal.audit.sealing import seal
from portal.audit.verification import verify
from portal.lib import keys

BATCHES, EACH = 4, 5
COLUMNS = {
    "uid": "gen_random_uuid()", "at": "at + interval '1 microsecond'", "actor_uid": "gen_random_uuid()", "actor_name": "actor_name || ' '",
    "actor_role": "'office'", "verb": "'tests.other'", "region_id": "7", "object_type": "'x'", "object_uid": "'x'", "object_name": "'x'",
    "detail": "detail || '{\"n\": 99}'", "address": "'10.0.0.1'", "succeeded": "NOT succeeded", "request_id": "'x'",
}  # fmt: skip


@pytest.fixture
def chained(ledger):
    """Four batches of five entries, settled."""
    for _ in range(BATCHES):
        ledger.write(EACH)
        seal()
    assert verify()["ok"]
    return ledger


def found(run, statement: str, *values: object) -> dict | None:
    run(statement, *values)
    return verify(keep=False)["first_bad"]


def place_of(entry: int) -> int:
    return Leaf.objects.get(pk=entry).seal_number


FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@FEW
@given(entry=st.integers(1, BATCHES * EACH), column=st.sampled_from(sorted(COLUMNS)))
def test_a_changed_field_of_any_entry_is_found_and_located(chained, entry, column):
    with chained.tampering() as run:
        bad = found(run, f"UPDATE audit_entry SET {column} = {COLUMNS[column]} WHERE id = %s", entry)
    assert (bad["kind"], bad["entry"], bad["seal"]) == ("altered", entry, place_of(entry))


@FEW
@given(first=st.integers(1, BATCHES * EACH), count=st.integers(1, 3))
def test_deleted_entries_are_found_and_the_first_is_named(chained, first, count):
    with chained.tampering() as run:
        bad = found(run, "DELETE FROM audit_entry WHERE id >= %s AND id < %s", first, first + count)
    assert (bad["kind"], bad["entry"], bad["seal"]) == ("deleted", first, place_of(first))


@FEW
@given(pair=st.lists(st.integers(1, BATCHES * EACH), min_size=2, max_size=2, unique=True))
def test_two_entries_that_change_places_are_found(chained, pair):
    one, other = sorted(pair)
    with chained.tampering() as run:
        run("UPDATE audit_entry SET id = -1 WHERE id = %s", one)
        run("UPDATE audit_entry SET id = %s WHERE id = %s", one, other)
        bad = found(run, "UPDATE audit_entry SET id = %s WHERE id = -1", other)
    assert (bad["kind"], bad["entry"]) == ("altered", one)


@FEW
@given(copied=st.integers(1, BATCHES * EACH), place=st.integers(-5, 0))
def test_an_entry_put_among_the_old_ones_is_found(chained, copied, place):
    names = [field.column for field in Entry._meta.fields if field.name not in ("id", "uid")]
    with chained.tampering() as run:
        bad = found(
            run,
            f"INSERT INTO audit_entry (id, uid, {', '.join(names)}) SELECT %s, gen_random_uuid(), {', '.join(names)} FROM audit_entry WHERE id = %s",
            place,
            copied,
        )
    assert (bad["kind"], bad["entry"]) == ("inserted", place)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_leaf SET hash = decode(repeat('00', 32), 'hex') WHERE entry_id = 7", "altered"),
        ("UPDATE audit_leaf SET position = position + 100 WHERE entry_id = 6", "leaves"),
        ("DELETE FROM audit_leaf WHERE entry_id = 7", "leaves"),
        ("UPDATE audit_seal SET root = decode(repeat('00', 32), 'hex') WHERE number = 3", "leaves"),
        ("UPDATE audit_seal SET sealed_at = sealed_at + interval '1 second' WHERE number = 3", "link"),
        ("UPDATE audit_seal SET settled_id = settled_id - 1 WHERE number = 3", "link"),
        ("UPDATE audit_seal SET mac = decode(repeat('00', 32), 'hex') WHERE number = 3", "mac"),
        ("UPDATE audit_seal SET key_number = 9 WHERE number = 3", "mac"),
    ],
)
def test_a_changed_seal_or_leaf_is_found(chained, statement, kind):
    with chained.tampering() as run:
        bad = found(run, statement)
    assert (bad["kind"], bad["seal"]) == (kind, 3)
    assert "3" in bad["text"]


@pytest.mark.parametrize("number", [1, 4])
def test_a_seal_taken_out_of_the_chain_is_found(chained, number):
    with chained.tampering() as run:
        run("DELETE FROM audit_leaf WHERE seal_number = %s", number)
        bad = found(run, "DELETE FROM audit_seal WHERE number = %s", number)
    assert (bad["kind"], bad["seal"]) == ("missing", number)


def test_a_chain_cut_at_its_end_is_known_from_the_last_check(chained):
    last = Seal.objects.count()
    with chained.tampering() as run:
        run("DELETE FROM audit_entry WHERE id > %s", EACH)
        run("DELETE FROM audit_leaf WHERE seal_number > 2")
        bad = found(run, "DELETE FROM audit_seal WHERE number > 2")
    assert (bad["kind"], bad["seal"]) == ("replaced", last)


def test_a_chain_made_anew_without_the_key_file_is_found(chained):
    """Whoever has only the database makes leaves, roots and links fit, but not the check value."""
    with chained.tampering() as run:
        run("UPDATE audit_entry SET actor_name = '别人' WHERE id = 2")
        forge(run)
        bad = verify(keep=False)["first_bad"]
    assert (bad["kind"], bad["seal"]) == ("mac", 1)


def test_a_chain_made_anew_with_the_key_file_is_known_by_the_heads_that_were_printed(chained):
    chained.force("INSERT INTO audit_dayhead SELECT current_date - 1, number, link, 5 FROM audit_seal WHERE number = 2")
    key = keys.current().seal.keys[1]
    with chained.tampering() as run:
        run("UPDATE audit_entry SET actor_name = '别人' WHERE id = 2")
        forge(run, key)
        bad = verify(keep=False)["first_bad"]
    assert (bad["kind"], bad["seal"]) == ("head", 2)


def forge(run, key: bytes = bytes(32)) -> None:
    """Seal everything again as the portal does, with a key of one's own."""
    before = chain.BEGINNING
    for row in list(chain_rows.all_seals()):
        leaves = [(entry, chain.leaf(fields)) for _, _, entry, _, *fields in chain_rows.leaves_with_entries(row.batch.number, row.batch.number - 1)]
        for entry, digest in leaves:
            run("UPDATE audit_leaf SET hash = %s WHERE entry_id = %s", digest, entry)
        root = chain.root([digest for _, digest in leaves])
        batch = chain.Batch(**{**vars(row.batch), "root": root})
        link = batch.link(before)
        run("UPDATE audit_seal SET root = %s, link = %s, mac = %s WHERE number = %s", root, link, chain.mac(key, link), row.batch.number)
        before = link


@given(st.lists(st.one_of(st.none(), st.text()), max_size=6), st.lists(st.one_of(st.none(), st.text()), max_size=6))
def test_no_two_rows_have_the_same_canonical_form(one, other):
    assert (chain.canonical(one) == chain.canonical(other)) == (one == other)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=9), st.lists(st.binary(min_size=32, max_size=32), max_size=9))
def test_no_two_batches_have_the_same_root(one, other):
    assert (chain.root(one) == chain.root(other)) == (one == other)
