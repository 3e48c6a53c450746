"""Several processes at one build: Python computes on every core while the database works."""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from django.db import connections

HANDS = 3  # two that compute and one that waits for the database
_WORK: list[Callable[[Any], None]] = []  # inherited by the fork, so that it need not be pickled
_PARENTS: list[Any] = []
PRINTER = "typst"


def side_by_side(work: Callable[[Any], None], parts: Sequence[Any]) -> None:
    """``work`` for each part, each in one of a few forked processes; the first fault is raised here.

    The parent keeps its connections and with them its lock; a child lets go of them without closing and opens its own.
    A process that has printed tables works alone: the printer's threads do not live on in a fork, which would wait for them for ever.
    """
    if PRINTER in sys.modules:
        for part in parts:
            work(part)
        return
    _WORK[:] = [work]
    with ProcessPoolExecutor(HANDS, mp_context=multiprocessing.get_context("fork"), initializer=_let_go) as pool:
        for done in [pool.submit(_do, part) for part in parts]:
            done.result()


def _let_go() -> None:
    for connection in connections.all(initialized_only=True):
        _PARENTS.append(connection.connection)  # kept from the garbage collector, which would say goodbye on the parent's socket
        connection.connection = None


def _do(part: Any) -> None:
    try:
        _WORK[0](part)
    finally:
        connections.close_all()
