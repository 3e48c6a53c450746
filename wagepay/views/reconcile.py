"""三方比对 in the browser: differences by kind and person, and one person's three sides row by row."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.rows import Rows
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.models import Engagement, MonthAnswer, ProjectMonth
from wagepay.queries.people import names_of
from wagepay.queries.reconcile import FURTHER, KINDS, Difference, Reconciliation
from wagepay.reconcile_words import NO_ROWS, WORDS, verdict
from wagepay.shown_names import names_in_clear, shown_name
from wagepay.tables_reconcile import differing_columns
from wagepay.three_sides import three_sides
from wagepay.views.asked import month_of

LABELS = KINDS | FURTHER
SHOWN = 200
AGREED = Empty("没有差异", "没有发现不一致的人。")
NOTHING = Empty(NO_ROWS, "导入考勤表、上传工资表以后，这里逐人比对。")


@dataclass(frozen=True)
class Line:
    """One difference with the engagement that names its person, where there is one."""

    difference: Difference
    person: Engagement | None

    @property
    def label(self) -> str:
        return LABELS[self.difference.kind]


@page("wagepay.people", obj=(Project, "code"))
def wage_reconcile(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """Differences by kind, and the people of the chosen kind (all of them without one), masked; what the reader does about it."""
    actor, day, kind = request.actor, month_of(month), _kind(request)
    found = reconcile_month(actor=actor, project=project, month=day, on=clock.today())
    sides = _sides(actor, project, day, found)
    context = {
        "project": project,
        "month": day,
        "found": found,
        "verdict": verdict(found, sides[0]["sheet"]),
        "kind": kind,
        "words": WORDS.get(kind),
        "is_firm": actor.role in ENTERPRISE,
        "table": _table(request, project, day, found),
        "sides": sides,
        "answers": _contradicted(actor, project, day),
    }
    return part_or_page(request, "wagepay/reconcile.html", "parts/_table.html", context)


@recorded
@page("wagepay.people", obj=(Project, "code"), step_up="export")
def wage_reconcile_export(request: HttpRequest, project: Project, month: str) -> HttpResponse:
    """The same list as a file, numbers masked, with what is to be mended and what to be asked."""
    day = month_of(month)
    found = reconcile_month(actor=request.actor, project=project, month=day, on=clock.today())
    return list_export(request, _table(request, project, day, found), f"{project.name}{month}三方比对")


@page("wagepay.people", obj=(Project, "code"))
def wage_reconcile_person(request: HttpRequest, project: Project, month: str, uid: str) -> HttpResponse:
    """One person's month: days, lines of every version, transfers, and the sum to the fen."""
    actor, day = request.actor, month_of(month)
    person = get_object_or_404(Engagement.objects.visible_to(actor).select_related("employer", "project__region"), project=project, uid=uid)
    found = reconcile_month(actor=actor, project=project, month=day, on=clock.today())
    rows = [row for row in (*found.differences, *found.further) if row.person == bytes(person.id_index)]
    sides = three_sides(actor, person, day)
    context = {
        "project": project,
        "month": day,
        "person": person,
        "name": shown_name(actor, person.name),
        "sides": sides,
        "payments": [(row, shown_name(actor, row.payee)) for row in sides.payments],
        "answers": [(answer, shown_name(actor, person.name), "") for answer in sides.answers],
        "rows": [(LABELS[row.kind], row, WORDS[row.kind]) for row in rows],
        "is_firm": actor.role in ENTERPRISE,
    }
    return render(request, "wagepay/reconcile_person.html", context)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    if kind and kind not in LABELS:
        raise Http404
    return kind


def _table(request: HttpRequest, project: Project, month: dt.date, found: Reconciliation) -> Table:
    kind, args = _kind(request), [project.code, f"{month:%Y-%m}"]
    rows = found.of_kind(kind) if kind else [*found.differences, *found.further]
    known = names_of(request.actor, project, {row.person for row in rows})
    return Table(
        request, Rows(Line(row, known.get(row.person)) for row in rows), differing_columns(project, month, names_in_clear(request.actor)), title=LABELS.get(kind, "逐人"),
        row_key=lambda line: f"{line.difference.kind}-{line.difference.employer_id}-{line.difference.person.hex()}",
        empty=AGREED if found.workers else NOTHING, exports=(("导出", reverse("wage_reconcile_export", args=args)),),
    )  # fmt: skip


def _contradicted(actor: Actor, project: Project, month: dt.date) -> list[tuple]:
    """Who says of himself that the records are not so; his last word counts."""
    said = [answer for answer in MonthAnswer.objects.visible_to(actor).filter(project=project, month=month).standing() if not answer.agrees][:SHOWN]
    known = names_of(actor, project, {bytes(answer.person) for answer in said})
    return [
        (answer, shown_name(actor, person.name) if person else "", _page_of(project, person)) for answer in said for person in [known.get(bytes(answer.person))]
    ]


def _page_of(project: Project, person: Engagement | None) -> str:
    return reverse("wage_person", args=[project.code, person.uid]) if person else ""


def _sides(actor: Actor, project: Project, month: dt.date, found: Reconciliation) -> list[dict]:
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
