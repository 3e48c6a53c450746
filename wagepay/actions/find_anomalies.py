"""Search a county's attendance for what needs an explanation."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.jobs.outbox import post_all
from portal.lib.deadlines import add_months
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from wagepay.models import Device
from wagepay.policies import COLLAPSE_DAYS, COLLAPSE_PERCENT, CROWD_PEOPLE, CROWD_SECONDS, FILLED_DAYS, SAME_MINUTES_DAYS, SILENT_HOURS
from wagepay.queries.anomalies import Search, keep_findings

SILENT = "wagepay.device_silent"


def find_anomalies(*, actor: Actor, region: Region, on: dt.date, at: dt.datetime) -> dict[str, int]:
    """This month and the one before, with the figures of the county; devices that fell silent are told of once for each silence."""
    figures = PolicySet(region, on)
    done = {"found": 0, "written": 0, "gone": 0}
    with transaction.atomic():
        for month in (add_months(on.replace(day=1), -1), on.replace(day=1)):
            for name, number in keep_findings(search_of(figures, region, month, on)).items():
                done[name] += number
        done["silent"] = _tell_silent(actor, region, figures, at)
        if done["written"] or done["gone"]:
            record(actor, "wagepay.find_anomalies", region_id=region.pk, detail=done)
    return done


def search_of(figures: PolicySet, region: Region, month: dt.date, on: dt.date) -> Search:
    return Search(
        [region.pk], month, on, same_days=figures[SAME_MINUTES_DAYS].value, crowd=figures[CROWD_PEOPLE].value,
        crowd_seconds=figures[CROWD_SECONDS].value, filled=figures[FILLED_DAYS].value, collapse=figures[COLLAPSE_PERCENT].value,
        span=figures[COLLAPSE_DAYS].value,
    )  # fmt: skip


def _tell_silent(actor: Actor, region: Region, figures: PolicySet, at: dt.datetime) -> int:
    """Only on sites where work goes on; the key of the message is the moment since when nothing came."""
    since = at - dt.timedelta(hours=figures[SILENT_HOURS].value)
    rows = Device.objects.visible_to(actor).silent(since).filter(region=region, project__state=ProjectState.UNDER_CONSTRUCTION)
    messages = [
        (f"{device.uid} {device.last_seen_at:%Y%m%d%H%M}" if device.last_seen_at else f"{device.uid} never", {"device": str(device.uid)}, region.pk)
        for device in rows
    ]
    post_all(SILENT, messages)
    return len(messages)
