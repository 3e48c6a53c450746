"""The first belt: a tenant queryset that was never narrowed to an actor does not run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from portal.tenancy.scope import Actor, Scope

_everywhere: ContextVar[str | None] = ContextVar("everywhere", default=None)


class UnscopedQuery(RuntimeError):
    """A tenant table was read without saying for whom; a fault in the code, never shown to users."""


@contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """Lift the first belt for work over all rows the database scope shows; counted by a house test."""
    if not reason:
        raise ValueError("everywhere() needs a reason")
    token = _everywhere.set(reason)
    try:
        yield
    finally:
        _everywhere.reset(token)


@dataclass(frozen=True)
class TenantRule:
    """By which columns a row belongs to regions, projects and enterprises; row security mirrors it.

    The names are model paths ("region", "project", "employer"); ``None`` where the table has no such column.
    ``intake`` is the column by which a worker's page opens a row: the project itself, or the key of his own lead.
    """

    region: str | None = "region"
    project: str | None = None
    enterprise: str | None = None
    intake: str | None = None
    # The column that holds the person (a blind index): on his own pages a worker reads the rows of his county with his index in it.
    person: str | None = None
    # True: he also adds such rows (his answers); he never changes one.
    person_adds: bool = False
    # False: a project's participants read the row and never write it (warnings, letters to them).
    project_writes: bool = True
    # False: a worker's page reads the row and never writes it (the project its token names).
    intake_writes: bool = True
    # True: the regions below read the row too (a city's campaign is read by its counties).
    downward: bool = False

    def readable(self, actor: Actor) -> Q:
        scope = actor.scope
        regions = scope.read_regions | scope.above_regions if self.downward else scope.read_regions
        return self._within(regions, scope.read_projects, scope.read_enterprises, scope.intake_projects) | self._own(scope)

    def writable(self, actor: Actor) -> Q:
        scope = actor.scope
        projects = scope.write_projects if self.project_writes else frozenset()
        intake = scope.intake_projects if self.intake_writes else frozenset()
        return self._within(scope.write_regions, projects, scope.write_enterprises, intake)

    def _own(self, scope: Scope) -> Q:
        found = Q(pk__in=[])
        if self.person and self.region and scope.own_regions:
            for key in sorted(scope.own_people):
                found |= Q(**{f"{self.region}__in": sorted(scope.own_regions), self.person: bytes.fromhex(key[2:])})
        return found

    def _within(self, regions: frozenset[int], projects: frozenset[int], enterprises: frozenset[int], intake: frozenset[int]) -> Q:
        found = Q(pk__in=[])
        for path, ids in ((self.region, regions), (self.project, projects), (self.enterprise, enterprises), (self.intake, intake)):
            if path and ids:
                found |= Q(**{f"{path}__in": sorted(ids)})
        return found


class TenantQuerySet(models.QuerySet):
    """Rows of tenants; evaluating one that was never scoped raises UnscopedQuery."""

    _scoped = False

    def visible_to(self, actor: Actor) -> "TenantQuerySet":
        """The rows the actor may read; rooms narrow further by industry or township."""
        return self._mark(self.filter(self.model.tenant.readable(actor)))

    def writable_by(self, actor: Actor) -> "TenantQuerySet":
        """The rows the actor may change."""
        return self._mark(self.filter(self.model.tenant.writable(actor)))

    def _mark(self, queryset: "TenantQuerySet") -> "TenantQuerySet":
        queryset._scoped = True
        return queryset

    def _clone(self) -> "TenantQuerySet":
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def _check(self) -> None:
        if not self._scoped and _everywhere.get() is None:
            raise UnscopedQuery(f"{self.model._meta.label} was read without visible_to(actor)")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any):
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        if self._result_cache is None:
            self._check()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self):
        self._check()
        return super().delete()

    def get_or_create(self, *args: Any, **kwargs: Any):
        self._check()
        return super().get_or_create(*args, **kwargs)

    def update_or_create(self, *args: Any, **kwargs: Any):
        self._check()
        return super().update_or_create(*args, **kwargs)
