"""Bring a project's sums in step after its rows changed, and tell the project's file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from projects.actions.post_fact import post_facts
from projects.models import Project
from wagepay.actions.hold_unpaid import hold_unpaid
from wagepay.queries.day_upkeep import add_days
from wagepay.queries.facts import facts_of
from wagepay.queries.keys import keys_of
from wagepay.queries.locks import lock_project
from wagepay.queries.summaries import refresh

# Projects whose sums wait for the end of the block, with their touched months; None where every change is summed at once.
_waiting: ContextVar[dict[int, tuple[Project, set[dt.date]]] | None] = ContextVar("waiting_months", default=None)


def refresh_months(*, project: Project, months: Iterable[dt.date], on: dt.date, source: str) -> int:
    """Sum the touched months and post coverage, payment month and account month down, all in the caller's transaction."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.setdefault(project.pk, (project, set()))[1].update(months)
        return 0
    lock_project(project.pk)
    written = refresh(keys_of(project, months))
    tell_project(project=project, on=on, source=source)
    return written


def tell_project(*, project: Project, on: dt.date, source: str) -> None:
    """What the sums now say goes down to the project's file: facts for its lamps, holds for months that are not settled."""
    post_facts(facts_of(project, on, source))
    hold_unpaid(project=project, on=on)


def refresh_days(*, project: Project, days: str, months: Iterable[dt.date], on: dt.date, source: str) -> None:
    """The same for a table of changed days alone: what a day adds is added, so that a batch costs its own rows and not the month's."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.setdefault(project.pk, (project, set()))[1].update(months)
        return
    refresh(keys_of(project, [month for _, month in add_days(days)]))
    tell_project(project=project, on=on, source=source)


@contextmanager
def summing_once(*, on: dt.date, source: str) -> Iterator[None]:
    """Many files in one transaction: the sums and facts are brought in step at the end of the block, once for each project."""
    waiting: dict[int, tuple[Project, set[dt.date]]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for project, months in waiting.values():
        refresh_months(project=project, months=months, on=on, source=source)
