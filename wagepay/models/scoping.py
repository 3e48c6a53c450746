"""What a role sees of the people and money of a project, beyond its region or its projects."""

from typing import Any

from django.db import models

from portal.accounts.enums import Role
from portal.tenancy.scope import Actor
from projects.models.base import ProjectRowQuerySet


class ProjectRowsQuerySet(ProjectRowQuerySet):
    """Rows of a project: a department sees its industries, a grid officer his townships, a subcontractor its own people."""

    employer_path: str | None = "employer"

    def visible_to(self, actor: Actor) -> Any:
        return self._own(super().visible_to(actor), actor)

    def writable_by(self, actor: Actor) -> Any:
        return self._own(super().writable_by(actor), actor)

    def _own(self, rows: Any, actor: Actor) -> Any:
        if actor.role == Role.SUBCONTRACTOR and self.employer_path:
            return rows.filter(**{self.employer_path: actor.enterprise_id})
        return rows

    def of_month(self, month: Any) -> Any:
        return self.filter(month=month)


class AccountRowsQuerySet(ProjectRowQuerySet):
    """The account is the general contractor's; a subcontractor sees nothing of it."""

    def visible_to(self, actor: Actor) -> Any:
        rows = super().visible_to(actor)
        return rows.none() if actor.role == Role.SUBCONTRACTOR else rows

    def writable_by(self, actor: Actor) -> Any:
        rows = super().writable_by(actor)
        return rows.none() if actor.role == Role.SUBCONTRACTOR else rows


def plain_key(to: str, verbose_name: str, **options: Any) -> models.ForeignKey:
    """A reference out of a partitioned table: the rows behind it are never deleted, so the database need not check each line."""
    return models.ForeignKey(to, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", verbose_name=verbose_name, **options)


def money(verbose_name: str, **options: Any) -> models.DecimalField:
    """An amount in 元 to the fen."""
    return models.DecimalField(verbose_name, max_digits=14, decimal_places=2, **options)


def day_count(verbose_name: str, **options: Any) -> models.DecimalField:
    """Working days; half and quarter days occur."""
    return models.DecimalField(verbose_name, max_digits=5, decimal_places=2, **options)
