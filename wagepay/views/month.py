"""One month of one project: employers, sheets, money, what differs."""

import datetime as dt
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.enums import ClosingState, UploadKind
from wagepay.models import Engagement, MonthAnswer, MonthClosing, PaymentBatch, PayrollSheet, ProjectMonth, SupervisorOpinion, Upload
from wagepay.queries.people import names_of
from wagepay.queries.reconcile import KINDS, Reconciliation
from wagepay.standing import due_words, standing
from wagepay.views.asked import month_of
from wagepay.views.kinds import kinds_for

OF_MONTH = (UploadKind.ATTENDANCE, UploadKind.PAYROLL, UploadKind.RECEIPTS)
SHOWN = 200


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
    context = {
        "project": project,
        "month": day,
        "closed": closed,
        "closings": [closing for closing in closings if closing != closed],
        "may_close": bool(rows) and not closed and not own and may(actor, "wagepay.close"),
        "may_reopen": closed is not None and not own and may(actor, "wagepay.reopen") and MonthClosing.objects.writable_by(actor).filter(pk=closed.pk).exists(),
        "sees_sums": not own,
        "rows": [(row, standing(row, on)) for row in rows],
        "due_on": next((row.due_on for row in rows if row.due_on), None),
        "due_words": due_words(next((row.due_on for row in rows if row.due_on), None), on),
        "settled": bool(rows) and all(row.full_paid_on for row in rows),
        "totals": {
            name: sum(getattr(row, name) for row in rows) for name in ("attended", "attended_days", "listed", "net", "paid", "paid_count", "short_amount")
        },
        "sheets": sheets if may(actor, "wagepay.people") else (),
        "batches": _batches(actor, project, day),
        "found": found,
        "kinds": [(kind, kind.label) for kind in kinds_for(actor, project) if kind in OF_MONTH and not closed],
        "opinions": SupervisorOpinion.objects.visible_to(actor).filter(project=project, month=day) if may(actor, "wagepay.opinions") else None,
        "may_give_opinion": may(actor, "wagepay.give_opinion") and day <= on,
        "uploads": Upload.objects.visible_to(actor).filter(project=project, month=day).select_related("employer")[:6] if may(actor, "wagepay.upload") else (),
    }
    return render(request, "wagepay/month.html", context)


def _batches(actor: Actor, project: Project, month: dt.date) -> Iterable[PaymentBatch]:
    """What went to the bank, the newest first; the way from a receipt to what failed leads through here."""
    if not may(actor, "wagepay.batches"):
        return ()
    return PaymentBatch.objects.visible_to(actor).filter(project=project, month=month).select_related("employer")


@page("wagepay.people", obj=(Project, "code"))
def wage_reconcile(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """Differences by kind, and the people of the chosen kind, masked."""
    actor, on, day = request.actor, clock.today(), month_of(month)
    kind = request.GET.get("kind", "")
    if kind and kind not in KINDS:
        raise Http404
    found = reconcile_month(actor=actor, project=project, month=day, on=on)
    people = [row for row in found.differences if row.kind == kind] if kind else []
    context = {
        "project": project,
        "month": day,
        "found": found,
        "kind": kind,
        "kind_label": KINDS.get(kind, ""),
        "people": _named(actor, project, people[:SHOWN]),
        "more": max(0, len(people) - SHOWN),
        "sides": _sides(actor, project, day, found),
        "answers": _contradicted(actor, project, day),
    }
    return render(request, "wagepay/reconcile.html", context)


def _contradicted(actor, project: Project, month: dt.date) -> list[tuple]:
    """Who says of himself that the records are not so; his last word counts."""
    said = [answer for answer in MonthAnswer.objects.visible_to(actor).filter(project=project, month=month).standing() if not answer.agrees][:SHOWN]
    known = names_of(actor, project, {bytes(answer.person) for answer in said})
    return [(answer, person.name if person else "", _page_of(project, person)) for answer in said for person in [known.get(bytes(answer.person))]]


def _page_of(project: Project, person: Engagement | None) -> str:
    return reverse("wage_person", args=[project.code, person.uid]) if person else ""


def _named(actor, project: Project, rows: list) -> list[tuple]:
    """Differences with the engagement that names each person."""
    known: dict[bytes, Engagement] = names_of(actor, project, {row.person for row in rows})
    return [(row, known.get(row.person)) for row in rows]


def _sides(actor, project: Project, month: dt.date, found: Reconciliation) -> list[dict]:
    """Attendance, sheet and bank side by side, each line with the differences that explain it."""
    names = ("attended", "attended_days", "listed", "listed_days", "net", "paid", "paid_outside", "paid_count")
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month))
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    counts = {row["kind"]: row for row in found.by_kind()}

    def line(label: str, attendance, sheet, bank, *kinds: str) -> dict:
        return {"label": label, "attendance": attendance, "sheet": sheet, "bank": bank, "found": [counts[kind] for kind in kinds if kind in counts]}

    own = sums["paid_count"] - counts.get("other_card", {}).get("count", 0)
    return [
        line("人数（人）", sums["attended"], sums["listed"], sums["paid_count"], "worked_not_listed", "listed_not_worked", "short_paid"),
        line("工日（日）", sums["attended_days"], sums["listed_days"], None),
        line("金额（元）", None, sums["net"], sums["paid"] + sums["paid_outside"], "short_paid", "failed", "late", "outside_account"),
        line("收款人是本人（人）", None, sums["listed"], own, "other_card", "shared_card"),
    ]
