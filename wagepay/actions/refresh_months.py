"""Bring a project's sums in step after its rows changed, and tell the project's file."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from portal.tenancy.policies import read_once
from projects.actions.post_fact import post_facts
from projects.models import Project
from wagepay.actions.hold_unpaid import hold_unpaid
from wagepay.queries.day_upkeep import add_days
from wagepay.queries.facts import facts_of
from wagepay.queries.keys import keys_of
from wagepay.queries.locks import lock_project
from wagepay.queries.outflows import keep_exceptions
from wagepay.queries.summaries import refresh


@dataclass
class _Waiting:
    """What waits for the end of the block: projects with their touched months, and those whose debits are to be judged."""

    months: dict[int, tuple[Project, set[dt.date]]] = field(default_factory=dict)
    debits: set[int] = field(default_factory=set)

    def touch(self, project: Project, months: Iterable[dt.date] = ()) -> None:
        self.months.setdefault(project.pk, (project, set()))[1].update(months)


# None where every change is summed at once.
_waiting: ContextVar[_Waiting | None] = ContextVar("waiting_months", default=None)


def refresh_months(*, project: Project, months: Iterable[dt.date], on: dt.date, source: str) -> int:
    """Sum the touched months and post coverage, payment month and account month down, all in the caller's transaction."""
    if waiting := _waiting.get():
        waiting.touch(project, months)
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
    if waiting := _waiting.get():
        waiting.touch(project, months)
        return
    refresh(keys_of(project, [month for _, month in add_days(days)]))
    tell_project(project=project, on=on, source=source)


def tell_account(*, projects: Iterable[Project], on: dt.date, source: str) -> None:
    """What a statement changed in the file of each project its account serves: balance and labour cost."""
    for project in projects:
        if waiting := _waiting.get():
            waiting.touch(project)
        else:
            post_facts(facts_of(project, on, source))


def judge_debits(*, projects: Collection[int], on: dt.date) -> None:
    """Hold the debits of these projects against their people again, after a roster or a statement."""
    if waiting := _waiting.get():
        waiting.debits.update(projects)
    else:
        keep_exceptions(projects, on)


@contextmanager
def summing_once(*, on: dt.date, source: str) -> Iterator[None]:
    """Many files in one transaction: figures are read once, and sums, facts and debits brought in step at the end, once for each project."""
    waiting = _Waiting()
    token = _waiting.set(waiting)
    try:
        with read_once():
            yield
    finally:
        _waiting.reset(token)
    for project, months in waiting.months.values():
        refresh_months(project=project, months=months, on=on, source=source)
    keep_exceptions(waiting.debits, on)
