"""Change a figure of the 17-column table by hand, with the reason; take a change back."""

import datetime as dt
from decimal import Decimal

from campaigns.actions.own_campaign import own_campaign
from campaigns.models import Campaign, TableCorrection
from campaigns.winter_columns import CLASSES, COLUMNS
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def correct_cell(*, actor: Actor, campaign: Campaign, row: str, column: int, difference: Decimal, reason: str, at: dt.datetime) -> TableCorrection:
    """Add to or take away from one cell of a class; the total follows, the computed figure stays visible beside it."""
    require(actor, "campaigns.correct")
    own_campaign(campaign, actor)
    _check(row, column, difference, reason)
    correction = TableCorrection(
        region_id=campaign.region_id, campaign=campaign, row=row, column=column, difference=difference, reason=reason.strip(), by=actor.name, at=at
    )
    correction.full_clean(exclude=["region", "campaign"])
    correction.save()
    record(actor, "campaigns.correct_cell", correction, detail={"row": row, "column": column, "difference": str(difference), "reason": reason.strip()})
    return correction


def _check(row: str, column: int, difference: Decimal, reason: str) -> None:
    figure = next((figure for figure in COLUMNS if figure.number == column), None)
    if figure is None:
        raise Refused("栏号应在 1 到 17 之间。", "column")
    if row not in CLASSES:
        raise Refused("合计由三类相加得出，请更正具体的类别。", "total")
    if difference == 0:
        raise Refused("增减不能为零。", "zero")
    if not figure.is_money and difference != int(difference):
        raise Refused(f"第 {column} 栏的单位是{figure.exact_unit}，增减要填整数。", "whole")
    if not reason.strip():
        raise Refused("更正要写明理由和依据。", "no_reason")


def withdraw_correction(correction: TableCorrection, *, actor: Actor, at: dt.datetime) -> None:
    """Take a correction back; it stays in the list."""
    require(actor, "campaigns.correct")
    taken = TableCorrection.objects.writable_by(actor).filter(pk=correction.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
    if not taken:
        raise Refused("这条更正已撤回。", "withdrawn")
    record(actor, "campaigns.withdraw_correction", correction)
