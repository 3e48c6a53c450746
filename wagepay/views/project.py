"""One project's people, months and files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.enums import UploadKind
from wagepay.models import Engagement, Upload
from wagepay.pay_months import calendar_of, wage_month
from wagepay.views.kinds import kinds_for

ICONS = {
    UploadKind.ROSTER: "users",
    UploadKind.ATTENDANCE: "clock",
    UploadKind.PAYROLL: "file-spreadsheet",
    UploadKind.RECEIPTS: "checklist",
    UploadKind.ACCOUNT_ENTRIES: "building-bank",
}


@page("wagepay.overview", obj=(Project, "code"))
def wage_project(request: HttpRequest, project: Project) -> HttpResponse:
    """The pay calendar, what may be uploaded, the latest files."""
    actor, on = request.actor, clock.today()
    people = Engagement.objects.visible_to(actor).filter(project=project)
    context = {
        "project": project,
        "month": wage_month(on),
        "calendar": calendar_of(actor, project, on),
        "kinds": [(kind, kind.label, ICONS[kind]) for kind in kinds_for(actor, project)],
        "uploads": Upload.objects.visible_to(actor).filter(project=project).select_related("employer")[:8] if may(actor, "wagepay.upload") else (),
        "sees_people": may(actor, "wagepay.people"),
        "sees_account": may(actor, "wagepay.account") and not stands_for_own_people_only(actor, project.pk),
        "people": people.registered().on_site(on).count() if may(actor, "wagepay.people") else None,
    }
    return render(request, "wagepay/project.html", context)
