"""The records behind a warning's figures as they stand today, each with its day, its sum and the page on which the original is.

The figures a warning was graded by are frozen with it; these rows are read when the page is opened, and whatever changes them has a history of its own.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse

from earlywarning.facts_shown import page_of_rows
from earlywarning.models import EarlyWarning
from portal.accounts.rights import may
from portal.lib import show
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import EntryKind, PaymentChannel, PaymentState, SheetState
from wagepay.models import AccountEntry, LabourCostCycle, PaymentLine, PayrollSheet, ProjectMonth

MOST = 8  # days of payments, and flows of an account
CYCLES = 3


@dataclass(frozen=True)
class Record:
    """One line of the table; ``mark`` is the level of ``check``, what a comparison with another record says."""

    source: str
    told: str
    on: dt.date | None
    amount: Decimal | None = None
    check: str = ""
    mark: str = "none"
    url: str = ""


def records_of(warning: EarlyWarning, project: Project, actor: Actor) -> list[Record]:
    """Attendance, sheet and payments of the month it is about; of a warning about the account, its cycles and flows; of others none."""
    page = page_of_rows(warning, project)
    if page is None:
        return []
    if page.verb == "wagepay.account":
        return [*_cycles(project, actor, page.url), *_flows(project, actor, page.url)] if may(actor, page.verb) else []
    month = warning.month or _month(warning.evidence.get("month"))
    return _of_month(warning, project, actor, month) if month and may(actor, "wagepay.overview") else []


def _month(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None


def _of_month(warning: EarlyWarning, project: Project, actor: Actor, month: dt.date) -> list[Record]:
    firm = {"employer": warning.subcontractor_id} if warning.subcontractor_id else {}
    where = {"project": project, "month": month, **firm}
    place = [project.code, f"{month:%Y-%m}"]
    sums = ProjectMonth.objects.visible_to(actor).filter(**where, attended__gt=0).select_related("employer")
    sheets = PayrollSheet.objects.visible_to(actor).current().filter(**where).select_related("employer")
    opens = may(actor, "wagepay.people")
    return [
        *_attendance(sums.order_by("employer"), reverse("wage_attendance", args=place) if opens else ""),
        *_sheets(sheets.order_by("employer"), opens),
        *_payments(PaymentLine.objects.visible_to(actor).filter(**where), reverse("wage_reconcile", args=place) if opens else ""),
    ]


def _attendance(rows: QuerySet[ProjectMonth], url: str) -> Iterator[Record]:
    for row in rows:
        check, mark = (
            ("", "none") if not row.sheet_state else (f"{row.missing_listed} 人不在工资表上", "yellow") if row.missing_listed else ("都在工资表上", "ok")
        )
        yield Record(
            "考勤", f"{row.employer.name} {row.attended} 人出勤 {row.attended_days.normalize():f} 工日", row.last_attendance_on, None, check, mark, url
        )


def _sheets(rows: QuerySet[PayrollSheet], opens: bool) -> Iterator[Record]:
    for row in rows:
        url = reverse("wage_sheet", args=[row.uid]) if opens else ""
        mark = "ok" if row.state != SheetState.SUBMITTED else "none"
        yield Record(
            "工资表", f"{row.employer.name} {row.workers} 人，{row.receipt_number}", row.submitted_at.date(), row.net, row.get_state_display(), mark, url
        )


def _payments(rows: QuerySet[PaymentLine], url: str) -> Iterator[Record]:
    """The newest days, those of the account apart from what went another way."""
    days = rows.values("paid_on", "state", "channel").annotate(count=Count("person"), total=Sum("amount")).order_by("-paid_on", "channel", "state")
    for day in days[:MOST]:
        state = PaymentState(day["state"])
        source = "银行回单" if day["channel"] == PaymentChannel.ACCOUNT else PaymentChannel(day["channel"]).label
        yield Record(source, f"发放 {day['count']} 笔", day["paid_on"], day["total"], state.label, "ok" if state == PaymentState.SUCCESS else "red", url)


def _cycles(project: Project, actor: Actor, url: str) -> Iterator[Record]:
    for cycle in LabourCostCycle.objects.visible_to(actor).filter(project=project).order_by("-month")[:CYCLES]:
        lacking = cycle.lacking
        told = f"{cycle.month:%Y-%m} 应拨" + (f" {show.money(cycle.due_amount)}" if lacking is not None else "金额没有登记")
        check, mark = ("", "none") if lacking is None else (f"少 {show.money(lacking)}", "red") if lacking > 0 else ("足额", "ok")
        yield Record("人工费用拨付", told, cycle.due_on, cycle.transferred, check, mark, url)


def _flows(project: Project, actor: Actor, url: str) -> Iterator[Record]:
    """Labour cost that came and wages that left, the newest first, with the balance the bank gave."""
    entries = AccountEntry.objects.visible_to(actor).filter(project=project, kind__in=[EntryKind.LABOUR_COST, EntryKind.WAGES])
    for entry in entries.order_by("-booked_on", "-line_key")[:MOST]:
        check = "" if entry.balance is None else f"余额 {show.money(entry.balance)}"
        yield Record("专户流水", entry.get_kind_display(), entry.booked_on, entry.amount, check, "none", url)
