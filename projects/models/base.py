"""Rows that hang on a project: seen by its region and its participants, narrowed by industry and township."""

from django.db import models
from django.db.models import Q

from portal.accounts.enums import Role
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor


def narrowing(actor: Actor, path: str = "") -> Q:
    """What a role sees less than its scope: a department its industries, a grid officer his townships.

    ``path`` leads to the project, for instance ``"project__"``; empty on the project itself.
    """
    if actor.role == Role.DEPARTMENT:
        return Q(**{f"{path}industry__in": sorted(actor.industries)})
    if actor.role == Role.GRID:
        return Q(**{f"{path}township_id__in": sorted(actor.townships)})
    return Q()


class ProjectRowQuerySet(TenantQuerySet):
    """Rows with a ``project`` foreign key; also the parent of the like querysets of the rooms above."""

    project_path = "project__"

    def visible_to(self, actor: Actor) -> "ProjectRowQuerySet":
        return super().visible_to(actor).filter(narrowing(actor, self.project_path))

    def writable_by(self, actor: Actor) -> "ProjectRowQuerySet":
        return super().writable_by(actor).filter(narrowing(actor, self.project_path))

    def of(self, project: models.Model) -> "ProjectRowQuerySet":
        """All rows of a project that the caller got through its own scope; what a role must not see of it is the caller's matter."""
        return self._mark(self.filter(**{self.project_path.removesuffix("__"): project}))


class ProjectMoneyQuerySet(ProjectRowQuerySet):
    """Accounts and deposits: a subcontractor sees the project, not the general contractor's money."""

    def visible_to(self, actor: Actor) -> "ProjectMoneyQuerySet":
        rows = super().visible_to(actor)
        return rows.none() if actor.role == Role.SUBCONTRACTOR else rows


class ProjectRow(TenantModel):
    """Abstract: one row of one project; the region repeats the project's, because row security reads it."""

    tenant = TenantRule(region="region", project="project")

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        abstract = True
