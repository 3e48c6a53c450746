"""What was missing before a tenant's first day, and is still missing (制度存量清单)."""

import datetime as dt

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.project import gap
from projects.queries.golive import opened_on

GRACE = "rules.W01.stock_grace_days"
TERM = dt.timedelta(days=30)  # of the account from the contract (D01); the deposit's twenty working days end within it as well
KINDS = ("account", "deposit", "agreement", "board")


def backlog_of(actor: Actor, on: dt.date) -> tuple[QuerySet, dict[int, dt.date], dict[int, int]]:
    """Unfinished projects with ``old_<gap>``, the first day of each region's tenant, and its days of grace."""
    opened = opened_on(sorted(actor.scope.read_regions)) if Jurisdiction.objects.filter(opened_on__isnull=False).exists() else {}
    rows = Project.objects.visible_to(actor).unfinished().filter(region_id__in=list(opened)).select_related("region", "general_contractor", "inspector")
    rows = rows.annotate(**{f"old_{what}": _old(what, opened, on) for what in KINDS})
    wanted = Q()
    for what in KINDS:
        wanted |= Q(**{f"old_{what}": True})
    regions = Region.objects.filter(pk__in=list(opened))
    grace = {pk: found[GRACE].value or 0 for pk, found in policy_sets(regions, on).items()}
    return rows.filter(wanted), opened, grace


def _old(what: str, opened: dict[int, dt.date], on: dt.date) -> Case:
    """True where the gap is there and its term had ended before the region's first day."""
    whens = []
    for day in sorted(set(opened.values())):
        regions = [region for region, first in opened.items() if first == day]
        whens.append(When(Q(region_id__in=regions) & _due_before(what, day) & Q(gap(what, on)), then=Value(True)))
    return Case(*whens, default=Value(False), output_field=BooleanField())


def _due_before(what: str, day: dt.date) -> Q:
    match what:
        case "account":
            return Q(contract_signed_on__lt=day - TERM)
        case "deposit":
            return Q(permit_issued_on__lt=day - TERM) | Q(needs_permit=False, permit_issued_on__isnull=True, contract_signed_on__lt=day - TERM)
    return Q(started_on__lt=day)
