"""On what occasion something is done: from which address, within which request, by which page, job or command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

CONSOLE = "manage.py "  # before the name of a command that is the cause


@dataclass(frozen=True)
class Occasion:
    """Entries carry it, and so do the changes of rows (through the settings that ``tenancy.scope.acting`` writes)."""

    address: str = ""
    request_id: str = ""
    cause: str = ""


NOBODY_SAID = Occasion()
_occasion: ContextVar[Occasion] = ContextVar("audit_occasion", default=NOBODY_SAID)


def occasion() -> Occasion:
    """The present one; empty where nobody said."""
    return _occasion.get()


@contextmanager
def occasioned(**known: str) -> Iterator[None]:
    """What is known from here on: ``address``, ``request_id``, ``cause`` (a verb, a kind of job, a command)."""
    token = _occasion.set(replace(occasion(), **known))
    try:
        yield
    finally:
        _occasion.reset(token)
