"""Record what was done in a month and what the owner paid for it."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change, insert
from projects.models import ProgressPayment, Project


def record_progress(
    *,
    actor: Actor,
    project: Project,
    month: dt.date,
    value: Decimal,
    paid: Decimal,
    on: dt.date,
    at: dt.datetime,
    paid_on: dt.date | None = None,
    is_settlement: bool = False,
    document_number: str = "",
    is_disputed: bool = False,
) -> ProgressPayment:
    """One row a month; later payments for the same works are written into it. A dispute about the works leaves labour cost as it is (条例 第三十五条)."""
    require(actor, "projects.record_progress")
    check_writable(actor, project)
    month = month.replace(day=1)
    if month > on:
        raise Refused("只能登记已经完成的工程。", "future")
    if paid > 0 and paid_on is None:
        raise Refused("付了款的要填支付日期。", "paid_on")
    if paid_on is not None and paid_on > on:
        raise Refused("支付日期不能晚于今天。", "future")
    with transaction.atomic():
        row = ProgressPayment.objects.of(project).select_for_update(of=("self",)).filter(month=month).first()
        before = "" if row is None else f"{row.value}/{row.paid}"
        row = row or ProgressPayment(project=project, region_id=project.region_id, month=month)
        row.value, row.paid, row.paid_on, row.is_settlement = value, paid, paid_on if paid else None, is_settlement
        row.document_number, row.is_disputed, row.recorded_by, row.recorded_at = document_number.strip(), is_disputed, actor.name, at
        change(row) if before else insert(row)
        record(actor, "projects.record_progress", project, detail={"month": month.strftime("%Y-%m"), "before": before, "after": f"{value}/{paid}"})
    return row
