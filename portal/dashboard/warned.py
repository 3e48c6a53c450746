"""Projects under construction with open warnings: the level of a project is that of its worst open warning."""

from collections import Counter, defaultdict

from django.db.models import Case, Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When

from earlywarning.models import EarlyWarning
from portal.tenancy.scope import Actor
from projects.enums import ENDED
from projects.models import Project

LEVELS = ("red", "yellow", "blue")
_RANK = Case(*(When(level=level, then=Value(3 - n)) for n, level in enumerate(LEVELS)), output_field=IntegerField())


def level_of(rank: int | None) -> str:
    """The level of a rank; "ok" where nothing is open."""
    return LEVELS[3 - rank] if rank else "ok"


def warned_by_county(actor: Actor, regions: list[int]) -> dict[int, Counter]:
    """County -> level -> number of its projects; one query."""
    rows = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(region__in=regions).exclude(project__state__in=ENDED)
    found: dict[int, Counter] = defaultdict(Counter)
    for region_id, _, rank in rows.order_by().values_list("region_id", "project_id").annotate(worst=Max(_RANK)):
        found[region_id][level_of(rank)] += 1
    return found


def projects_with_levels(actor: Actor) -> QuerySet:
    """Projects under construction with ``worst`` (3 red, 2 yellow, 1 blue, None) and the number of their open warnings."""
    warnings = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(project=OuterRef("pk")).order_by().values("project")
    return (
        Project.objects.visible_to(actor)
        .unfinished()
        .annotate(worst=Subquery(warnings.annotate(w=Max(_RANK)).values("w")), warnings=Subquery(warnings.annotate(n=Count("pk")).values("n")))
    )


def warned_projects(actor: Actor) -> QuerySet:
    """Those with an open warning."""
    return projects_with_levels(actor).filter(worst__isnull=False)
