"""One project's people, months and files."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.enums import UploadKind
from wagepay.freshness import Fresh, Freshness
from wagepay.models import Device, Engagement, Upload
from wagepay.models.engagement import EngagementQuerySet
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
    devices = _devices(actor, project) if may(actor, "wagepay.devices") else None
    context = {
        "project": project,
        "this_month": on,
        "devices": devices,
        "silent": sum(fresh.tone == "bad" for _, fresh in devices or ()),
        "keeps_devices": may(actor, "wagepay.keep_devices") and not stands_for_own_people_only(actor, project.pk),
        "month": wage_month(on),
        "calendar": calendar_of(actor, project, on),
        "kinds": [(kind, kind.label, ICONS[kind]) for kind in kinds_for(actor, project)],
        "uploads": Upload.objects.visible_to(actor).filter(project=project).latest_first().select_related("employer")[:8]
        if may(actor, "wagepay.upload")
        else (),
        "sees_people": may(actor, "wagepay.people"),
        "sends": may(actor, "wagepay.exchange"),
        "sees_account": may(actor, "wagepay.account") and not stands_for_own_people_only(actor, project.pk),
        "people": people.registered().on_site(on).count() if may(actor, "wagepay.people") else None,
        "coverage": _coverage(people, on, project) if may(actor, "wagepay.people") else (),
    }
    return render(request, "wagepay/project.html", context)


def _coverage(people: EngagementQuerySet, on: dt.date, project: Project) -> list[dict]:
    """Of those registered and on site: with contract, with safety training, with a card or a reasoned other way."""
    here, roster = people.registered().on_site(on), reverse("wage_roster", args=[project.code])
    whole = here.count()
    found = (("实名在场", whole, "present"), ("有合同", here.with_contract().count(), "no_contract"), ("有安全培训", here.trained().count(), "untrained"),
             ("有工资卡或写明原因", here.paid_their_way().count(), "no_card"))  # fmt: skip
    return [
        {"label": label, "value": count, "unit": "人", "url": f"{roster}?state={state}"}
        | ({"note": f"占 {count * 100 // whole}%"} if whole and count != whole else {})
        for label, count, state in found
    ]


def _devices(actor: Actor, project: Project) -> list[tuple[Device, Fresh]]:
    rows = list(Device.objects.visible_to(actor).filter(project=project).in_use().order_by("last_seen_at", "pk")[:12])
    fresh = Freshness([project.region], clock.now())
    return [(device, fresh.of(device)) for device in rows]
