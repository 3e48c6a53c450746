"""The first inspection of a site within the months after work began (晋政办发〔2023〕75号; D33), where a notice asks for it."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Exists, OuterRef

from portal.lib.deadlines import add_months
from portal.tenancy.scope import Actor
from projects.models import Inspection, Project, SiteInspection


def unchecked(actor: Actor, months: Mapping[int, int], on: dt.date) -> list[tuple[Project, dt.date]]:
    """Sites under way that nobody has inspected since work began, each with its last day; a region with 0 months asks for none."""
    regions = [region for region, number in months.items() if number]
    if not regions:
        return []
    rows = Project.objects.visible_to(actor).open_sites().filter(region__in=regions, started_on__isnull=False, started_on__lte=on)
    visited = SiteInspection.objects.filter(project=OuterRef("pk"), arrived_at__isnull=False)
    recorded = Inspection.objects.filter(project=OuterRef("pk"), on__gte=OuterRef("started_on"), on__lte=on)
    rows = rows.filter(~Exists(visited), ~Exists(recorded)).order_by("started_on", "code")
    return [(project, add_months(project.started_on, months[project.region_id])) for project in rows]
