"""The general contractor decides on a submitted sheet (条例31)."""

import datetime as dt

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from wagepay.actions.refresh_months import refresh_months
from wagepay.models import PayrollSheet
from wagepay.queries.locks import lock_project

SOURCE = "工资表审核"


def approve_sheet(*, actor: Actor, sheet: PayrollSheet, at: dt.datetime, note: str = "") -> PayrollSheet:
    """Audited by the general contractor: from here on only a correction replaces it."""
    return _decide(actor=actor, sheet=sheet, at=at, verb="approve", note=note)


def return_sheet(*, actor: Actor, sheet: PayrollSheet, at: dt.datetime, note: str) -> PayrollSheet:
    """Back to the subcontractor with the reason; the month has no sheet until a new version comes."""
    if len(note.strip()) < 5:
        raise Refused("请写明退回的原因（至少 5 个字），分包单位要据此修改。", "reason")
    return _decide(actor=actor, sheet=sheet, at=at, verb="return", note=note)


def _decide(*, actor: Actor, sheet: PayrollSheet, at: dt.datetime, verb: str, note: str) -> PayrollSheet:
    with transaction.atomic():
        lock_project(sheet.project_id)
        decided = {"decided_by": actor.name, "decided_at": at, "decision_note": note.strip()}
        sheet = move(sheet, verb, actor=actor, at=at, note=note, **decided)
        refresh_months(project=sheet.project, months=[sheet.month], on=at.date(), source=SOURCE)
    return sheet
