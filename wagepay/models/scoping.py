"""What a role sees of the people and money of a project, beyond its region or its projects."""

from typing import Any

from django.db import models

from portal.tenancy.scope import Actor
from projects.models.base import ProjectRowQuerySet, of_own_bank, own_people, whole_sites


class ProjectRowsQuerySet(ProjectRowQuerySet):
    """Rows of a project: a department sees its industries, a grid officer his townships, a firm there for its own people those alone."""

    employer_path: str | None = "employer"

    def visible_to(self, actor: Actor) -> Any:
        return self._own(super().visible_to(actor), actor)

    def writable_by(self, actor: Actor) -> Any:
        return self._own(super().writable_by(actor), actor)

    def _own(self, rows: Any, actor: Actor) -> Any:
        return rows.filter(own_people(actor, self.employer_path)) if self.employer_path else rows

    def of_month(self, month: Any) -> Any:
        return self.filter(month=month)


class AccountRowsQuerySet(ProjectRowQuerySet):
    """The account is the general contractor's; who is there for his own people alone sees nothing of it."""

    def visible_to(self, actor: Actor) -> Any:
        return super().visible_to(actor).filter(whole_sites(actor))

    def writable_by(self, actor: Actor) -> Any:
        return super().writable_by(actor).filter(whole_sites(actor))


class AccountEntryQuerySet(AccountRowsQuerySet):
    """A bank sees the flows of the accounts it keeps, not those of a project's other bank."""

    def visible_to(self, actor: Actor) -> Any:
        return super().visible_to(actor).filter(of_own_bank(actor, "account__"))

    def writable_by(self, actor: Actor) -> Any:
        return super().writable_by(actor).filter(of_own_bank(actor, "account__"))


def plain_key(to: str, verbose_name: str, **options: Any) -> models.ForeignKey:
    """A reference out of a partitioned table: the rows behind it are never deleted, so the database need not check each line."""
    return models.ForeignKey(to, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", verbose_name=verbose_name, **options)


def money(verbose_name: str, **options: Any) -> models.DecimalField:
    """An amount in 元 to the fen."""
    return models.DecimalField(verbose_name, max_digits=14, decimal_places=2, **options)


def day_count(verbose_name: str, **options: Any) -> models.DecimalField:
    """Working days; half and quarter days occur."""
    return models.DecimalField(verbose_name, max_digits=5, decimal_places=2, **options)
