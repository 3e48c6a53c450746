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


def on_two_connections(works: Sequence[Work], around: Around = nullcontext) -> list[Any]:
    """What each piece of work finds in the open scope, in their order; they write nothing, and none needs what another has found.

    Each connection enters ``around`` for itself before its first piece: a temporary table is seen by the connection that made it alone. So is what a
    transaction has written, until it ends: one that has written already does all the work itself. The first connection works from the front and the
    second from the back: works that need the same preparation stand beside each other, so that most of it is made once.
    """
    share, actor = _Share(works), current_actor()
    alone = len(works) < 2 or actor is None or _has_written()
    with around():
        with nullcontext() if alone else share.beside(actor, around):
            share.take()
        share.take_over()
    return share.found


class _Share:
    """The pieces of work, each taken once by whoever is free."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.works = works
        self.found: list[Any] = [None] * len(works)
        self._from, self._until = 0, len(works)
        self._lost: list[int] = []
        self._failed: BaseException | None = None
        self._lock = threading.Lock()

    def take(self) -> None:
        """Work from the front until nothing is left."""
        while (place := self._draw()) is not None:
            self._do(place)

    def take_over(self) -> None:
        """What the second connection began and could not end."""
        for place in self._lost:
            self._do(place)

    @contextmanager
    def beside(self, actor: Actor, around: Around) -> Iterator[None]:
        """A second connection takes pieces too; at the end it is waited for, and a fault there is raised here."""
        second = threading.Thread(target=copy_context().run, args=(self._second, actor, around), name="second-connection", daemon=True)
        second.start()
        try:
            yield
        except BaseException:
            self._stop()
            raise
        finally:
            second.join()
        if self._failed:
            raise self._failed

    def _second(self, actor: Actor, around: Around) -> None:
        """In a thread with a connection of its own, in the same scope. Where none is to be had, or it is lost, or kept waiting for a lock too long by
        somebody who waits for the first, it leaves the work to the first."""
        place = None
        try:
            with acting(actor), around():
                while (place := self._draw(at_the_back=True)) is not None:
                    self._do(place)
        except OperationalError as failure:
            logger.warning("the second connection left: %s", type(failure).__name__)
            self._lost += [place] if place is not None else []
        except BaseException as failure:
            self._failed = failure
            self._stop()
        finally:
            connection.close()

    def _do(self, place: int) -> None:
        self.found[place] = self.works[place]()

    def _stop(self) -> None:
        """Nobody takes another piece."""
        with self._lock:
            self._from = self._until

    def _draw(self, *, at_the_back: bool = False) -> int | None:
        with self._lock:
            if self._from >= self._until:
                return None
            if at_the_back:
                self._until -= 1
                return self._until
            self._from += 1
            return self._from - 1


def _has_written() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return cursor.fetchone()[0]
