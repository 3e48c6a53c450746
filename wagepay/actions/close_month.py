"""结账 and 重新开账: the end of a project's month, and its way back."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.clock import SHANGHAI
from portal.lib.deadlines import add_months
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.actions.draw_number import draw_number
from wagepay.actions.make_ledger import freeze_ledger
from wagepay.actions.refresh_months import tell_project
from wagepay.enums import ClosingState, SheetState, UploadKind
from wagepay.models import MonthClosing, PayrollSheet, ProjectMonth
from wagepay.queries.locks import lock_project

PREFIX = "JZ"
OF_A_MONTH = (UploadKind.PAYROLL, UploadKind.ATTENDANCE, UploadKind.RECEIPTS)
LEAST_REASON = 5


def close_month(*, actor: Actor, project: Project, month: dt.date, on: dt.date, at: dt.datetime, note: str = "") -> MonthClosing:
    """Only a month that is over, with every employer's sheet approved and everybody on it paid; what stays unexplained needs a word."""
    require(actor, "wagepay.close")
    if stands_for_own_people_only(actor, project.pk) or not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("结账由施工总承包单位办理。", "not_yours")
    with transaction.atomic():
        lock_project(project.pk)
        if closing := closing_of(actor, project, month):
            raise Refused(f"{month:%Y-%m} 已由{closing.closed_by}结账，回执 {closing.receipt_number}。", "wrong_state")
        rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month).select_related("employer"))
        if open_points := list(points_open(rows, month, on)):
            raise Refused(f"还不能结账：{'；'.join(open_points)}。", "month_open")
        if (odd := list(points_to_explain(rows))) and len(note.strip()) < LEAST_REASON:
            raise Refused(f"请写明情况再结账：{'；'.join(odd)}。", "note")
        closing = MonthClosing(
            region_id=project.region_id,
            project=project,
            month=month,
            receipt_number=draw_number(prefix=PREFIX, region=project.region, month=month),
            people=sum(row.listed for row in rows),
            net=sum(row.net for row in rows),
            paid=sum(row.paid for row in rows),
            attended=sum(row.attended for row in rows),
            attended_days=sum(row.attended_days for row in rows),
            note=note.strip(),
            closed_by=actor.name,
            closed_at=at,
        )
        closing.save(force_insert=True)
        detail = {"receipt": closing.receipt_number, "month": f"{month:%Y-%m}", "people": closing.people, "net": f"{closing.net:.2f}", "note": closing.note}
        record(actor, "wagepay.close", closing, detail=detail)
        for sheet in PayrollSheet.objects.visible_to(actor).current().filter(project=project, month=month).select_related("project", "employer"):
            freeze_ledger(actor=actor, sheet=sheet, at=at)
        tell_project(project=project, on=on, source=closing.receipt_number)  # people who are on no sheet have been explained
    return closing


def reopen_month(*, actor: Actor, closing: MonthClosing, at: dt.datetime, reason: str) -> MonthClosing:
    """With the reason; the receipt stays, and the corrections that follow cite it."""
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise Refused(f"请写明重新开账的原因（至少 {LEAST_REASON} 个字）。", "reason")
    with transaction.atomic():
        lock_project(closing.project_id)
        opened = move(closing, "reopen", actor=actor, at=at, note=reason, reopened_by=actor.name, reopened_at=at, reason=reason)
        tell_project(project=opened.project, on=at.astimezone(SHANGHAI).date(), source=opened.receipt_number)
        return opened


def closing_of(actor: Actor, project: Project, month: dt.date) -> MonthClosing | None:
    """The closing in force, if the month is closed."""
    return MonthClosing.objects.visible_to(actor).closed().filter(project=project, month=month).first()


def reopened_receipt(actor: Actor, project: Project, months: Iterable[dt.date]) -> str:
    """The receipt of the last closing of these months that was opened again: what a correction now cites."""
    rows = MonthClosing.objects.visible_to(actor).filter(project=project, month__in=list(months), reopened_at__isnull=False).order_by("-pk")
    return rows.values_list("receipt_number", flat=True).first() or ""


def refuse_closed(actor: Actor, project: Project, kind: str, months: Iterable[dt.date]) -> str:
    """A closed month takes no payroll, no attendance file and no receipts until it is opened again; returns the receipt that a correction then cites."""
    if kind not in OF_A_MONTH or not (months := list(months)):
        return ""
    closings = list(MonthClosing.objects.visible_to(actor).filter(project=project, month__in=months).order_by("-pk"))
    if closing := next((closing for closing in closings if closing.state == ClosingState.CLOSED), None):
        raise Refused(
            f"{closing.month:%Y-%m} 已结账（回执 {closing.receipt_number}），不能再收{UploadKind(kind).label}。要更正的，请先在该月页面写明原因重新开账。",
            "month_settled",
        )
    return next((closing.receipt_number for closing in closings if closing.reopened_at), "")


# -- what stands against it -------------------------------------------------------------------------
def points_open(rows: list[ProjectMonth], month: dt.date, on: dt.date) -> Iterator[str]:
    """Without these being done the month is not settled."""
    if on < add_months(month, 1):
        yield "这个月还没有过完"
    if not any(row.listed for row in rows):
        yield "这个月没有工资表"
    for row in rows:
        name = row.employer.short_name or row.employer.name
        if not row.sheet_state and row.attended_2days:
            yield f"{name}有 {row.attended_2days} 人出勤，没有工资表"
        elif row.sheet_state == SheetState.SUBMITTED:
            yield f"{name}的工资表总包还没有审核"
        elif row.listed and row.full_paid_on is None:
            yield f"{name}还有 {row.short_count} 人没有足额发放，差 {row.short_amount:,.2f} 元"


def points_to_explain(rows: list[ProjectMonth]) -> Iterator[str]:
    """These may have a good reason, which is then written down."""
    for label, count in (
        ("{} 人出勤两天以上不在工资表上", sum(row.missing_listed for row in rows if row.sheet_state)),
        ("{} 人有工资没有考勤", sum(row.listed_without_attendance for row in rows)),
        ("{} 人的工资在专户外发放", sum(row.outside_count for row in rows)),
    ):
        if count:
            yield label.format(count)
