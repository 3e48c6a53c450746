"""Pay days follow the contract and the calendar: when either changes, the months still open are reckoned anew."""

import datetime as dt
from collections import defaultdict

from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.refresh_months import refresh_months, tell_project
from wagepay.models import ProjectMonth
from wagepay.pay_days import due_on
from wagepay.queries.unpaid import projects_behind

SOURCE = "发薪日重算"


def refresh_due_days(*, actor: Actor, on: dt.date) -> dict[str, int]:
    """Months not paid in full whose pay day is no longer the one the terms give (a changed contract, a new holiday notice)."""
    calendar = work_calendar()
    rows = ProjectMonth.objects.visible_to(actor).filter(full_paid_on__isnull=True).order_by().values_list("project_id", "month", "due_on").distinct()
    open_months: dict[int, dict[dt.date, dt.date | None]] = defaultdict(dict)
    for project_id, month, due in rows:
        open_months[project_id][month] = due
    changed = 0
    for project in Project.objects.visible_to(actor).filter(pk__in=open_months).order_by("pk"):
        months = [month for month, due in open_months[project.pk].items() if due_on(project, month, calendar) != due]
        if months:
            refresh_months(project=project, months=months, on=on, source=SOURCE)
            changed += len(months)
    return {"projects": len(open_months), "months": changed, "told": _tell_the_day(actor, on)}


def _tell_the_day(actor: Actor, on: dt.date) -> int:
    """Months and cycles that fell due by the day alone, touched by nobody: their projects are told."""
    projects = list(Project.objects.visible_to(actor).filter(pk__in=projects_behind(on)).select_related("region").order_by("pk"))
    for project in projects:
        tell_project(project=project, on=on, source=SOURCE)
    return len(projects)
