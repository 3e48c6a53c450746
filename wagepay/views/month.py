"""One month of one project: employers, sheets, money, what differs."""

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.after_closing import late_days
from wagepay.enums import ClosingState, UploadKind
from wagepay.models import MonthClosing, PaymentBatch, PayrollSheet, ProjectMonth, SupervisorOpinion, Upload
from wagepay.reconcile_words import verdict
from wagepay.standing import due_words, standing
from wagepay.views.asked import month_of
from wagepay.views.kinds import kinds_for

OF_MONTH = (UploadKind.ATTENDANCE, UploadKind.PAYROLL, UploadKind.RECEIPTS)


@page("wagepay.overview", obj=(Project, "code"))
def wage_month(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """Each employer's month with its sheet and its next step; the differences beside it."""
    actor, on, day = request.actor, clock.today(), month_of(month)
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=day).select_related("employer").order_by("employer_id"))
    sheets = (
        PayrollSheet.objects.visible_to(actor).filter(project=project, month=day).select_related("employer", "replaces").order_by("employer_id", "-version")
    )
    found = reconcile_month(actor=actor, project=project, month=day, on=on) if may(actor, "wagepay.people") else None
    closings = list(MonthClosing.objects.visible_to(actor).filter(project=project, month=day))
    closed = next((closing for closing in closings if closing.state == ClosingState.CLOSED), None)
    own = stands_for_own_people_only(actor, project.pk)
    sums = ("attended", "attended_days", "listed", "net", "paid", "paid_count", "short_amount")
    totals = {name: sum(getattr(row, name) for row in rows) for name in sums}
    context = {
        "project": project,
        "month": day,
        "closed": closed,
        "late": late_days(actor, closed, rows) if may(actor, "wagepay.people") and not own else None,
        "closings": [closing for closing in closings if closing != closed],
        "may_close": bool(rows) and not closed and not own and may(actor, "wagepay.close"),
        "may_reopen": closed is not None and not own and may(actor, "wagepay.reopen") and MonthClosing.objects.writable_by(actor).filter(pk=closed.pk).exists(),
        "sees_sums": not own,
        "rows": [(row, standing(row, on)) for row in rows],
        "due_on": next((row.due_on for row in rows if row.due_on), None),
        "due_words": due_words(next((row.due_on for row in rows if row.due_on), None), on),
        "settled": bool(rows) and all(row.full_paid_on and not row.missing_listed for row in rows),
        "totals": totals,
        "sheets": sheets if may(actor, "wagepay.people") else (),
        "batches": _batches(actor, project, day),
        "found": found,
        "verdict": verdict(found, totals["listed"]) if found else "",
        "kinds": [(kind, kind.label) for kind in kinds_for(actor, project) if kind in OF_MONTH and not closed],
        "opinions": SupervisorOpinion.objects.visible_to(actor).filter(project=project, month=day) if may(actor, "wagepay.opinions") else None,
        "may_give_opinion": may(actor, "wagepay.give_opinion") and day <= on,
        "uploads": Upload.objects.visible_to(actor).filter(project=project, month=day).latest_first().select_related("employer")[:6]
        if may(actor, "wagepay.upload")
        else (),
    }
    return render(request, "wagepay/month.html", context)


def _batches(actor: Actor, project: Project, month: dt.date) -> Iterable[PaymentBatch]:
    """What went to the bank, the newest first; the way from a receipt to what failed leads through here."""
    if not may(actor, "wagepay.batches"):
        return ()
    return PaymentBatch.objects.visible_to(actor).filter(project=project, month=month).select_related("employer")
