"""The audit of the sums: recompute from the raw rows and compare."""

import datetime as dt
from typing import Any

from portal.audit.log import record
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.refresh_months import refresh_months
from wagepay.queries.keys import keys_of
from wagepay.queries.raw_months import raw_months
from wagepay.queries.summaries import differences

SOURCE = "汇总重算"


def audit_sums(*, actor: Actor, project: Project | None, month: dt.date | None, on: dt.date, mend: bool) -> dict[str, Any]:
    """Rows that differ, lack or are too many; with ``mend`` the recomputed ones take their place and the audit is repeated."""
    calendar = work_calendar()
    found = {"keys": 0, "worker_months": 0, "project_months": 0, "mended": 0}
    projects = [project] if project else list(Project.objects.visible_to(actor).order_by("pk"))
    months_of = raw_months([each.pk for each in projects], month)
    for each in projects:
        keys = keys_of(each, months_of.get(each.pk, ()), calendar)
        if mend and keys:
            found["mended"] += refresh_months(project=each, months=[key.month for key in keys], on=on, source=SOURCE)
        differing = differences(keys)
        found["keys"] += len(keys)
        for name, number in differing.items():
            found[name] += number
    if found["mended"]:
        record(actor, "wagepay.recompute", project, detail=found)
    return found
