"""What the ladder of 三日清零 brought upon governments, departments and firms in some days: 督办、约谈、通报、问责."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from earlywarning.enums import Against, Measure
from earlywarning.models import Escalation
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.models import Project

# On paper the gravest first.
GRAVITY = [Measure.ACCOUNTABILITY, Measure.CIRCULAR, Measure.INTERVIEW, Measure.SUPERVISE]


@dataclass(frozen=True)
class Taken:
    """One measure about one matter, with the bodies it is about by their names of the day."""

    rung: Escalation
    county: str
    upon: str

    @property
    def days_late(self) -> int:
        return (self.rung.on - self.rung.item.due_on).days


def measures_taken(regions: Iterable[Region], *, actor: Actor, since: dt.date, until: dt.date) -> list[Taken]:
    """Of the matters of these counties, the gravest measure first, then by county and day; one query for each county that has any, and a few for all."""
    counties = {region.pk: region for region in regions}
    rows = Escalation.objects.visible_to(actor).filter(region__in=counties, on__range=(since, until)).exclude(measure="").select_related("item")
    rows = sorted(rows, key=lambda rung: (GRAVITY.index(rung.measure), counties[rung.region_id].code, rung.on, rung.pk))
    projects = {p.pk: p for p in _projects(actor, {rung.item.project_id for rung in rows})}
    departments = _departments(set(counties) if rows else set())
    names = {pk: counties[pk].name_on(until) for pk in {rung.region_id for rung in rows}}
    return [_taken(rung, names[rung.region_id], projects.get(rung.item.project_id), departments) for rung in rows]


def _projects(actor: Actor, ids: set[int | None]) -> Iterable[Project]:
    return Project.objects.visible_to(actor).filter(pk__in=ids - {None}).prefetch_related("general_contractor__former_names") if ids else ()


def _departments(regions: set[int]) -> list[Organisation]:
    found = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY, region__in=regions).exclude(industries=[]) if regions else ()
    return list(found.prefetch_related("former_names").order_by("pk")) if regions else []


def _taken(rung: Escalation, territory: str, project: Project | None, departments: list[Organisation]) -> Taken:
    return Taken(rung, territory, _upon(rung, territory, project, departments))


def _upon(rung: Escalation, territory: str, project: Project | None, departments: list[Organisation]) -> str:
    """The county by its name, the department that keeps the project's industry there, the firm that must pay."""
    if rung.against == Against.ENTERPRISE:
        return project.general_contractor.name_on(rung.on) if project and project.general_contractor else "责任单位"
    industry = next((d.name_on(rung.on) for d in departments if project and d.region_id == rung.region_id and project.industry in d.industries), "行业主管部门")
    return {Against.TERRITORY: territory, Against.INDUSTRY: industry}.get(rung.against, f"{territory}、{industry}")
