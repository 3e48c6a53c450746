"""Who acts, which rows he may see and which he may write; the only place that sets the scope.

Two belts (ADR 0002): every tenant queryset must be narrowed by ``visible_to(actor)``, and PostgreSQL row
security repeats the same sets from transaction-local settings. No setting, no rows.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.db import connection, transaction

from portal.audit.occasion import occasion

SCOPE = (
    "read_regions", "write_regions", "read_projects", "write_projects", "read_enterprises", "write_enterprises", "intake_projects", "above_regions",
    "own_regions", "own_people",
)  # fmt: skip
# Beside the scope travels who acts and why: the triggers of audited tables copy it (portal.audit.migration.KeepHistory).
CONTEXT = ("actor_uid", "actor_name", "request_id", "cause")
SETTINGS = SCOPE + CONTEXT


@dataclass(frozen=True)
class Scope:
    """Sets of ids: what may be read and, narrower, what may be written."""

    read_regions: frozenset[int] = frozenset()
    write_regions: frozenset[int] = frozenset()
    read_projects: frozenset[int] = frozenset()
    write_projects: frozenset[int] = frozenset()
    read_enterprises: frozenset[int] = frozenset()
    write_enterprises: frozenset[int] = frozenset()
    # What a worker's page opens: the project of the notice board and, by a random key, his own lead with his answers.
    intake_projects: frozenset[int] = frozenset()
    # The nodes above one's own: opens what they publish downward (campaigns, tasks, bulletins), never their own files.
    above_regions: frozenset[int] = frozenset()
    # A worker on his own pages: the county, and there the rows of this one person (``person_key``); both must hold.
    own_regions: frozenset[int] = frozenset()
    own_people: frozenset[str] = frozenset()
    # The regions that nearly all rows belong to. No set of its own: PostgreSQL looks through a set from its beginning, row by row, so they stand there.
    told_first: frozenset[int] = frozenset()


def person_key(person: bytes) -> str:
    """A blind index as the scope holds it and as PostgreSQL reads bytes."""
    return "\\x" + bytes(person).hex()


NOTHING = Scope()


@dataclass(frozen=True)
class Actor:
    """A person with the one membership he acts under now, or the named system actor."""

    uid: uuid.UUID | None
    username: str
    name: str
    role: str
    scope: Scope = field(default=NOTHING, repr=False)
    user_id: int | None = None
    membership_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    enterprise_id: int | None = None
    region_id: int | None = None
    industries: frozenset[str] = frozenset()
    townships: frozenset[int] = frozenset()
    # What the tenant's documents add to the role's verbs (to a machine's key all it has) and what they take.
    granted: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    # 代理: whose post the person fills for a time; he acts in his own name, which says so.
    deputy_for: str = ""
    deputy_for_user_id: int | None = None
    # Projects in which the enterprise stands for its own people alone, though elsewhere it is general contractor.
    own_people_only: frozenset[int] = frozenset()

    @property
    def portfolio_of(self) -> tuple[int, ...]:
        """Whose projects, warnings and cases count as one's own: a deputy's are also those of the person he stands in for."""
        return tuple(user for user in (self.user_id, self.deputy_for_user_id) if user is not None)

    def with_projects(self, *project_ids: int) -> "Actor":
        """The same actor who may also read and write these projects (just created, or opened by a token)."""
        ids = frozenset(project_ids)
        scope = replace(self.scope, read_projects=self.scope.read_projects | ids, write_projects=self.scope.write_projects | ids)
        return replace(self, scope=scope)


_current: ContextVar[Actor | None] = ContextVar("acting", default=None)


def current_actor() -> Actor | None:
    """The actor whose scope is open now, if any."""
    return _current.get()


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which the database shows and accepts exactly the actor's rows.

    The settings are put back on leaving: inside a released savepoint they would stay in force. After an exception
    the rollback itself puts them back, and a broken transaction would refuse to be asked.
    """
    with transaction.atomic():
        own = _texts(actor)
        before = _exchange_settings(own)
        token = _current.set(actor)
        try:
            yield actor
        finally:
            _current.reset(token)
        if before != own and not connection.needs_rollback:
            _exchange_settings(before)


def _texts(actor: Actor) -> list[str]:
    now = occasion()
    first = actor.scope.told_first
    sets = [",".join(str(i) for i in sorted(getattr(actor.scope, name), key=lambda i: (i not in first, i))) for name in SCOPE]
    return [*sets, str(actor.uid or ""), actor.name, now.request_id, now.cause]


_BEFORE = ", ".join(f"coalesce(current_setting('portal.{name}', true), '') AS {name}" for name in SETTINGS)
_AFTER = ", ".join(f"set_config('portal.{name}', %s, true)" for name in SETTINGS)
_EXCHANGE = f"WITH before AS MATERIALIZED (SELECT {_BEFORE}) SELECT before.*, {_AFTER} FROM before"  # noqa: S608  (names of our own settings)


def _exchange_settings(values: list[str]) -> list[str]:
    """Put the settings in force until the transaction ends; returns what was in force."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCHANGE, values)
        return list(cursor.fetchone()[: len(SETTINGS)])
