"""Freeze the 17-column table as the next version."""

import datetime as dt

from django.db import transaction

from campaigns.actions.own_campaign import lock_campaign, own_campaign
from campaigns.models import Campaign, StatisticalReturn
from campaigns.winter_table import build_whole, frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@transaction.atomic
def send_table(campaign: Campaign, *, actor: Actor, until: dt.date, at: dt.datetime) -> StatisticalReturn:
    """Compute the table of the whole jurisdiction anew and keep it as it stands; an error among the checks stops it."""
    require(actor, "campaigns.send")
    own_campaign(campaign, actor)
    if until > at.date():
        raise Refused("截至日期不能晚于今天。", "future")
    if until < campaign.starts_on:
        raise Refused("截至日期不能早于行动开始日期。", "too_early")
    lock_campaign(campaign)
    table = build_whole(campaign, actor=actor, until=until)
    if not table.may_be_sent:
        failed = [check.text for check in table.failed if check.hard]
        raise Refused("有硬校验没有通过，不能上报：" + "；".join(failed[:3]) + "。", "checks")
    last = StatisticalReturn.objects.visible_to(actor).filter(campaign=campaign).order_by("-version").first()
    sent = StatisticalReturn.objects.create(
        region_id=campaign.region_id,
        campaign=campaign,
        version=last.version + 1 if last else 1,
        as_of=table.until,
        cells=frozen(table),
        frozen_at=at,
        frozen_by=actor.name,
    )
    record(actor, "campaigns.send_table", sent, detail={"version": sent.version, "as_of": table.until.isoformat()})
    return sent
