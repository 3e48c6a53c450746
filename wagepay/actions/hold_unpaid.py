"""A month that fell due and is not settled stops the closing of its project, and lets it go when everybody who worked in it is paid or accounted for."""

import datetime as dt

from portal.lib.clock import start_of
from portal.tenancy.actors import keeper
from projects.actions.lift_hold import lift_hold
from projects.actions.place_hold import new_hold
from projects.enums import HoldKind
from projects.models import Hold, Project
from wagepay.queries.unpaid import unpaid_months

SOURCE = "wagepay.ProjectMonth"


def hold_unpaid(*, project: Project, on: dt.date) -> int:
    """One hold for a month, in the transaction of what changed it; returns how many were placed or lifted.

    The portal itself is the actor: nobody decides this, the sums do. Months before ``on`` count from the day after their pay day.
    """
    wanted = {f"{project.uid}:{found.month:%Y-%m}": found for found in unpaid_months(project.pk, on)}
    rows = Hold.objects.of(project).filter(kind=HoldKind.UNPAID_MONTH, source_type=SOURCE, lifted_at__isnull=True)
    standing = set(rows.values_list("source_uid", flat=True))
    actor, at = keeper(project.region_id), start_of(on)
    for uid in sorted(standing - set(wanted)):
        lift_hold(actor=actor, project=project, kind=HoldKind.UNPAID_MONTH, source_uid=uid, at=at)
    for uid in sorted(set(wanted) - standing):
        new_hold(actor=actor, project=project, kind=HoldKind.UNPAID_MONTH, source_type=SOURCE, source_uid=uid, reason=wanted[uid].words, at=at)
    return len(standing ^ set(wanted))
