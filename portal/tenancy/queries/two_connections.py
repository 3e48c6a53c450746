"""Work that only reads, on two connections at once: one connection is one core of the database's machine."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import copy_context
from typing import Any

from django.db import OperationalError, connection

from portal.tenancy.scope import Actor, acting, current_actor

logger = logging.getLogger(__name__)

Work = Callable[[], Any]
Around = Callable[[], AbstractContextManager]
Settle = Callable[[int, list[Any]], None]


def on_two_connections(works: Sequence[Work], around: Around = nullcontext) -> list[Any]:
    """What each piece of work finds in the open scope, in their order; they write nothing, and none needs what another has found.

    Each connection enters ``around`` for itself before its first piece: a temporary table is seen by the connection that made it alone. So is what a
    transaction has written, until it ends: one that has written already does all the work itself. The first connection works from the front and the
    second from the back: works that need the same preparation stand beside each other, so that most of it is made once.
    """
    found: list[Any] = []
    settled_in_turn([works], lambda _, results: found.extend(results), around)
    return found


def settled_in_turn(groups: Sequence[Sequence[Work]], settle: Settle, around: Around = nullcontext) -> None:
    """The same for one group of works after another: ``settle`` is told the number of each group and what its works have found, as soon as that is whole.

    It runs on the first connection and may write, while the second goes on with the groups that follow: so these must not look at what it writes.
    """
    share, actor = _Share(groups), current_actor()
    alone = len(share.works) < 2 or actor is None or _has_written()
    with around(), nullcontext() if alone else share.beside(actor, around):
        for number, group in enumerate(share.groups):
            share.take(group)
            settle(number, [share.found[place] for place in group])


class _Share:
    """The pieces of work of all groups, each taken once by whoever is free; those of a group before those of the next."""

    def __init__(self, groups: Sequence[Sequence[Work]]) -> None:
        self.works: list[Work] = []
        self.groups: list[range] = []
        for works in groups:
            self.groups.append(range(len(self.works), len(self.works) + len(works)))
            self.works += works
        self.found: dict[int, Any] = {}
        self._left = [list(group) for group in self.groups]
        self._lost: list[int] = []
        self._failed: BaseException | None = None
        self._changed = threading.Condition()

    def take(self, group: range) -> None:
        """Work from the front until all of the group is found; while the second connection is at the last of it, at what comes after."""
        while (place := self._wanted(group)) is not None:
            self._do(place)

    @contextmanager
    def beside(self, actor: Actor, around: Around) -> Iterator[None]:
        """A second connection takes pieces too; at the end it is waited for, and a fault there is raised here."""
        second = threading.Thread(target=copy_context().run, args=(self._second, actor, around), name="second-connection", daemon=True)
        second.start()
        try:
            yield
        finally:
            self._stop()
            second.join()
        if self._failed:
            raise self._failed

    def _second(self, actor: Actor, around: Around) -> None:
        """In a thread with a connection of its own, in the same scope. Where none is to be had, or it is lost, or kept waiting for a lock too long by
        somebody who waits for the first, it leaves the work to the first."""
        place = None
        try:
            with acting(actor), around():
                while (place := self._from_the_back()) is not None:
                    self._do(place)
        except OperationalError as failure:
            logger.warning("the second connection left: %s", type(failure).__name__)
            with self._changed:
                self._lost += [place] if place is not None and place not in self.found else []
                self._changed.notify_all()
        except BaseException as failure:
            self._fail(failure)
        finally:
            connection.close()

    def _do(self, place: int) -> None:
        found = self.works[place]()
        with self._changed:
            self.found[place] = found
            self._changed.notify_all()

    def _wanted(self, group: range) -> int | None:
        """The next piece for the first connection, None when the group is whole; what the second has lost is done before anything else is waited for."""
        with self._changed:
            while True:
                if self._failed:
                    raise self._failed
                if all(place in self.found for place in group):
                    return None
                if self._lost:
                    return self._lost.pop()
                if (place := self._next(0)) is not None:
                    return place
                self._changed.wait()

    def _from_the_back(self) -> int | None:
        with self._changed:
            return self._next(-1)

    def _next(self, end: int) -> int | None:
        """A piece of the first group that has any left, from its front or its back."""
        left = next(filter(None, self._left), None)
        return left.pop(end) if left else None

    def _fail(self, failure: BaseException) -> None:
        with self._changed:
            self._failed = failure
            self._changed.notify_all()

    def _stop(self) -> None:
        """Nobody takes another piece."""
        with self._changed:
            self._left = []


def _has_written() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return cursor.fetchone()[0]
