"""A sheet whose every worker has been paid is 已发放."""

import datetime as dt
from collections.abc import Iterable

from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.models import Project
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import SheetState
from wagepay.models import PayrollSheet, ProjectMonth


def close_paid_sheets(*, actor: Actor, project: Project, months: Iterable[dt.date], at: dt.datetime) -> list[PayrollSheet]:
    """Only approved sheets close; one that still waits for the general contractor stays where it is."""
    full = ProjectMonth.objects.visible_to(actor).filter(project=project, month__in=list(months), full_paid_on__isnull=False)
    uids = list(full.filter(sheet_state__in=[SheetState.APPROVED, SheetState.SENT_TO_BANK]).values_list("sheet_uid", flat=True))
    sheets = list(PayrollSheet.objects.visible_to(actor).filter(uid__in=uids))
    closed = [move(sheet, "pay", actor=actor, at=at) for sheet in sheets]
    if closed:
        refresh_months(project=project, months={sheet.month for sheet in closed}, on=at.date(), source="代发回单")
    return closed
