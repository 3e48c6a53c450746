"""Reports of a campaign that are due today, for the digest."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from campaigns.models import CampaignTask, TaskReport
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor


@due_today
def tasks(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Tasks of one's own organ or region that have no report."""
    if not may(actor, "campaigns.report"):
        return
    own = Q(owner=actor.organisation_id) | Q(owner_region=actor.region_id)
    done = TaskReport.objects.visible_to(actor).filter(region=actor.region_id).values("task")
    rows = CampaignTask.objects.visible_to(actor).filter(own, due_on__lte=on).exclude(pk__in=done).select_related("campaign")
    for task in rows.order_by("due_on", "pk"):
        over = task.due_on < on
        note = f"{task.campaign.name} · {f'{task.due_on} 到期' if over else '今天到期'}"
        yield Due(f"报送：{task.title}", note, reverse("task_report", args=[task.uid]), over)
