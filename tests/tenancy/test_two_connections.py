"""Reading work shared by two connections: each piece once, in order, in the same scope; whoever has written works alone."""

import threading
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import OperationalError, connection, connections

from portal.tenancy.queries.two_connections import on_two_connections, settled_in_turn
from portal.tenancy.scope import Actor, Scope, acting

pytestmark = pytest.mark.django_db
PATIENCE = 100


def actor(*regions: int) -> Actor:
    return Actor(uid=None, username="a", name="甲", role="office", scope=Scope(read_regions=frozenset(regions)))


def asked(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def meeting():
    """A piece that ends only when another is under way at the same time."""
    barrier = threading.Barrier(2)

    def piece() -> tuple[object, object]:
        barrier.wait(PATIENCE)
        return asked("SELECT pg_backend_pid()"), asked("SELECT current_setting('portal.read_regions') || '/' || current_setting('portal.actor_name')")

    return piece


def nothing() -> None:
    """A piece that waits for nobody."""


def test_two_pieces_run_at_once_on_two_connections_in_the_same_scope():
    with acting(actor(7, 9)):
        piece = meeting()
        (first, scope), (second, beside) = on_two_connections([piece, piece])
        assert first != second and asked("SELECT pg_backend_pid()") in (first, second)
        assert scope == beside and set(scope.split("/")[0].split(",")) == {"7", "9"}


def test_what_was_found_stands_in_the_order_of_the_pieces():
    with acting(actor()):
        assert on_two_connections([lambda n=n: n for n in range(40)]) == list(range(40))


def test_the_first_connection_works_from_the_front_and_the_second_from_the_back():
    with acting(actor()):
        mine, piece = asked("SELECT pg_backend_pid()"), meeting()
        (first, _), (second, _) = on_two_connections([piece, piece])
        (front, _), _, _, (back, _) = on_two_connections([piece, nothing, nothing, piece])
        assert (first, front) == (mine, mine) and mine not in (second, back)


def test_each_connection_prepares_for_itself():
    entered = []

    @contextmanager
    def around():
        entered.append(asked("SELECT pg_backend_pid()"))
        yield

    with acting(actor()):
        piece = meeting()
        found = on_two_connections([piece, piece], around)
        assert sorted(entered) == sorted(pid for pid, _ in found)


def test_what_this_transaction_has_written_is_seen_by_every_piece_because_it_works_alone():
    with acting(actor()), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE own_words ON COMMIT DROP AS SELECT 5 AS n")
        assert on_two_connections([lambda: asked("SELECT n FROM own_words")] * 8) == [5] * 8


@pytest.mark.parametrize("where", ["here", "beside"])
def test_a_failure_on_either_connection_is_told(where):
    main, barrier = threading.get_ident(), threading.Barrier(2)

    def piece() -> None:
        barrier.wait(PATIENCE)
        if (threading.get_ident() == main) == (where == "here"):
            raise LookupError(where)

    with acting(actor()):
        with pytest.raises(LookupError, match=where):
            on_two_connections([piece] * 2)
        assert asked("SELECT 1") == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "second-connection"]


def test_without_a_second_connection_the_first_does_everything(monkeypatch):
    main = threading.get_ident()
    wrapper = type(connections["default"])
    connect = wrapper.ensure_connection

    def refused(self) -> None:
        if threading.get_ident() != main:
            raise OperationalError("too many clients")
        connect(self)

    monkeypatch.setattr(wrapper, "ensure_connection", refused)
    with acting(actor()):
        assert on_two_connections([threading.get_ident] * 4) == [main] * 4


def lost_at_first():
    """A piece that tells who did it; once both connections have begun with one, the second is lost."""
    main, barrier = threading.get_ident(), threading.Barrier(2)
    met = []

    def piece() -> int:
        if len(met) < 2:
            met.append(1)
            barrier.wait(PATIENCE)
            if threading.get_ident() != main:
                raise OperationalError("terminating connection")
        return threading.get_ident()

    return piece, main


def test_what_the_second_connection_could_not_end_is_done_by_the_first():
    piece, main = lost_at_first()
    with acting(actor()):
        assert on_two_connections([piece] * 2) == [main] * 2


def side_by_side(while_settling, beside):
    """Two groups of which the second connection does the second while the first connection settles the first; what was settled."""
    main, begun, over = threading.get_ident(), threading.Event(), threading.Event()
    settled = []

    def until_the_next_has_begun() -> int:
        if threading.get_ident() == main:
            begun.wait(PATIENCE)
        return 1

    def of_the_next() -> object:
        begun.set()
        over.wait(PATIENCE)
        return beside()

    def settle(number: int, found: list) -> None:
        settled.append((number, found, threading.get_ident() == main))
        if number == 0:
            assert begun.is_set()
            over.set()
            while_settling()

    settled_in_turn([[until_the_next_has_begun, lambda: 2], [of_the_next]], settle)
    return settled


def test_a_group_is_settled_by_the_first_connection_while_the_second_goes_on_with_the_next():
    with acting(actor()):
        assert side_by_side(nothing, lambda: 3) == [(0, [1, 2], True), (1, [3], True)]


def test_groups_are_settled_in_turn_on_one_connection_too():
    settled = []
    with acting(actor()), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE own_words ON COMMIT DROP AS SELECT 5 AS n")
        settled_in_turn([[lambda: len(settled)], [], [lambda: len(settled)] * 2], lambda number, found: settled.append(found))
    assert settled == [[0], [], [2, 2]]


def test_a_group_waits_for_what_the_second_connection_lost():
    (piece, main), settled = lost_at_first(), []
    with acting(actor()):
        settled_in_turn([[piece, piece], [lambda: 3]], lambda number, found: settled.append(found))
    assert settled == [[main, main], [3]]


def test_a_failure_beside_a_settling_or_in_it_is_told_and_ends_the_work():
    with acting(actor()):
        with pytest.raises(LookupError, match="beside"):
            side_by_side(nothing, partial(fail, "beside"))
        with pytest.raises(LookupError, match="settling"):
            side_by_side(partial(fail, "settling"), nothing)
        assert asked("SELECT 1") == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "second-connection"]


def fail(where: str) -> None:
    raise LookupError(where)
