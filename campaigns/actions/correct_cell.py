"""Change a figure of the table by hand, with the reason; take a change back; send the table."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from campaigns.models import Campaign, StatisticalReturn, TableCorrection
from campaigns.winter_table import CLASSES, WinterTable
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def correct_cell(*, actor: Actor, campaign: Campaign, row: str, column: int, difference: Decimal, reason: str, at: dt.datetime) -> TableCorrection:
    """Add or take away from one cell of a class; the total follows, the computed figure stays visible."""
    require(actor, "campaigns.correct")
    if row not in CLASSES:
        raise Refused("合计由三类相加得出，请更正具体的类别。", "total")
    if difference == 0:
        raise Refused("增减不能为零。", "zero")
    if not reason.strip():
        raise Refused("更正要写明理由和依据。", "no_reason")
    correction = TableCorrection(
        region_id=campaign.region_id, campaign=campaign, row=row, column=column, difference=difference, reason=reason.strip(), by=actor.name, at=at
    )
    correction.full_clean(exclude=["region", "campaign"])
    correction.save()
    record(actor, "campaigns.correct_cell", correction, detail={"row": row, "column": column, "difference": str(difference), "reason": reason.strip()})
    return correction


def withdraw_correction(correction: TableCorrection, *, actor: Actor, at: dt.datetime) -> None:
    """Take a correction back; it stays in the list."""
    require(actor, "campaigns.correct")
    if correction.withdrawn_at:
        raise Refused("这条更正已撤回。", "withdrawn")
    correction.withdrawn_at = at
    correction.save(update_fields=["withdrawn_at"])
    record(actor, "campaigns.withdraw_correction", correction)


@transaction.atomic
def send_table(table: WinterTable, *, actor: Actor, at: dt.datetime) -> StatisticalReturn:
    """Freeze the table as the next version; a hard check that fails stops it."""
    require(actor, "campaigns.send")
    failed = [check.text for check in table.checks if check.hard and not check.ok]
    if failed:
        raise Refused("有硬校验没有通过，不能上报：" + "；".join(failed[:3]) + "。", "checks")
    Campaign._base_manager.select_for_update().get(pk=table.campaign.pk)
    last = StatisticalReturn.objects.visible_to(actor).filter(campaign=table.campaign).order_by("-version").first()
    sent = StatisticalReturn.objects.create(
        region_id=table.campaign.region_id,
        campaign=table.campaign,
        version=last.version + 1 if last else 1,
        as_of=table.until,
        cells={row: {str(n): str(v) for n, v in values.items()} for row, values in table.cells.items()},
        frozen_at=at,
        frozen_by=actor.name,
    )
    record(actor, "campaigns.send_table", sent, detail={"version": sent.version, "as_of": table.until.isoformat()})
    return sent
