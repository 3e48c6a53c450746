"""Rows that hang on a project: seen by its region and its participants, narrowed by industry and township."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from portal.accounts.enums import WITHOUT_PROJECTS, Role
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor

NOTHING = Q(pk__in=[])


def narrowing(actor: Actor, path: str = "") -> Q:
    """What a role sees less than its scope: a department its industries, a leader or security officer no projects, a grid officer
    of his townships the sites that are his own and those nobody has yet.

    ``path`` leads to the project, for instance ``"project__"``; empty on the project itself.
    """
    if actor.role == Role.DEPARTMENT:
        return Q(**{f"{path}industry__in": sorted(actor.industries)})
    if actor.role == Role.GRID:
        own = Q(**{f"{path}grid_officer__in": list(actor.portfolio_of)}) | Q(**{f"{path}grid_officer__isnull": True})
        return own & Q(**{f"{path}township_id__in": sorted(actor.townships)})
    return NOTHING if actor.role in WITHOUT_PROJECTS else Q()


def stands_for_own_people_only(actor: Actor, project_id: int) -> bool:
    """Whether the firm's say on this project ends at its own people: a subcontractor always, a direct specialist on the general contractor's site."""
    return actor.role == Role.SUBCONTRACTOR or project_id in actor.own_people_only


def own_people(actor: Actor, employer: str, project: str = "project") -> Q:
    """Rows of people and sheets: where the firm stands for its own people alone, those it employs (``employer`` and ``project`` are paths)."""
    own = Q(**{employer: actor.enterprise_id})
    if actor.role == Role.SUBCONTRACTOR:
        return own
    return own | ~Q(**{f"{project}__in": sorted(actor.own_people_only)}) if actor.own_people_only else Q()


def whole_sites(actor: Actor, project: str = "project") -> Q:
    """Rows that belong to the site as a whole (account, deposit, what the owner pays): not those of firms there for their own people alone."""
    if actor.role == Role.SUBCONTRACTOR:
        return NOTHING
    return ~Q(**{f"{project}__in": sorted(actor.own_people_only)}) if actor.own_people_only else Q()


def of_own_bank(actor: Actor, path: str = "") -> Q:
    """Special wage accounts as a bank sees them: those it keeps itself (``path`` leads to the account)."""
    return Q(**{f"{path}bank": actor.enterprise_id}) if actor.role == Role.BANK else Q()


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

    def among(self, projects: Iterable[models.Model]) -> "ProjectRowQuerySet":
        """The same for many projects."""
        return self._mark(self.filter(**{f"{self.project_path or 'pk__'}in": [project.pk for project in projects]}))


class ProjectMoneyQuerySet(ProjectRowQuerySet):
    """Accounts and deposits: a subcontractor or a direct specialist sees the project, not the general contractor's money."""

    def visible_to(self, actor: Actor) -> "ProjectMoneyQuerySet":
        return super().visible_to(actor).filter(whole_sites(actor))

    def writable_by(self, actor: Actor) -> "ProjectMoneyQuerySet":
        return super().writable_by(actor).filter(whole_sites(actor))


class ProjectRow(TenantModel):
    """Abstract: one row of one project; the region repeats the project's, because row security reads it."""

    tenant = TenantRule(region="region", project="project")

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        abstract = True
