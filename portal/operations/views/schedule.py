"""The timetable: when what runs for all tenants, how it last ended, what is late."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.operations.probes import TICK_SILENCE, tick_age
from portal.operations.queries.job_counts import timetable


@page("operations.schedule")
def schedule(request: HttpRequest) -> HttpResponse:
    """The work is the same for every tenant, and what was missed is caught up by itself; what failed the operator tries again."""
    rows = timetable(import_string(settings.PORTAL_SCHEDULE), clock.now())
    age = tick_age()
    late = age is None or age > TICK_SILENCE
    missed = sum(row.missed for row in rows)
    failed = [row for row in rows if row.state == "dead"]
    context = {"rows": rows, "age": None if age is None else round(age), "late": late, "missed": missed, "failed": len(failed)}
    context["may_retry"] = may(request.actor, "operations.timetable_jobs")
    return render(request, "operations/schedule.html", context)
