"""Write the payroll of a month to be filled in: everybody who is registered, or last month's sheet again; both with this month's days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.deadlines import add_months
from portal.lib.errors import Refused
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Pages
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import Engagement, PayrollLine, PayrollSheet
from wagepay.payroll.kinds import KINDS
from wagepay.payroll.pieces import Piece, read_pieces, split, totals_of
from wagepay.payroll.rows import decimal_of
from wagepay.payroll.template import Page, Person, payroll_template
from wagepay.queries.people import attended

Days = Mapping[bytes, Decimal]  # on site in the month, by person


def make_template(*, actor: Actor, project: Project, employer: Organisation, month: dt.date, from_last: bool = False, pieces: Pages | None = None) -> bytes:
    """Numbers stand in full in it, because the bank needs them so: the export is recorded with how many people it holds.

    ``pieces`` is a team sheet: what each team made is split among its people by their days of the month.
    """
    require(actor, "wagepay.submit")
    refuse_frozen(actor.region_id, project.region_id)
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目不归您填报。", "not_yours")
    end = add_months(month, 1) - dt.timedelta(days=1)
    people = list(
        Engagement.objects.visible_to(actor).filter(project=project, employer=employer).registered().exclude(left_on__lt=month).exclude(entered_on__gt=end)
    )
    people.sort(key=lambda row: (row.team, row.name_key))
    days = attended(actor, project, employer.pk, month)
    rows = _as_last_month(actor, project, employer, month, people, days) if from_last else [_of_roster(row, days) for row in people]
    made = _pieces_of(pieces) if pieces is not None else []
    if made:
        rows = _shared_out(rows, made)
    detail = {"employer": employer.name, "month": f"{month:%Y-%m}", "people": len(rows), "from_last": from_last}
    record(actor, "wagepay.template", project, detail=detail)
    page = Page(project.name, project.general_contractor.name_on(end) if project.general_contractor else "", employer.name_on(end), month, made)
    return payroll_template(page, rows, sorted({row.trade for row in people if row.trade}))


def _of_roster(row: Engagement, days: Days) -> Person:
    card = row.card.plain() if row.card else ""
    return Person(row.name, row.id_number.plain(), row.trade, row.team, row.daily_rate, card, row.bank_name, days.get(bytes(row.id_index)))


def _as_last_month(actor: Actor, project: Project, employer: Organisation, month: dt.date, people: Iterable[Engagement], days: Days) -> list[Person]:
    """Last month's lines in their order, the days of this month's attendance, who has come since at the end; who has left is left out.

    Who stood on the sheet without being registered stands on it again: leaving him out would hide that he works.
    """
    earlier = add_months(month, -1)
    sheet = PayrollSheet.objects.visible_to(actor).current().filter(project=project, employer=employer, month=earlier).first()
    if sheet is None:
        raise Refused(f"{earlier:%Y-%m} 没有工资表，不能照上月做。请下载按花名册填好的模板。", "no_last_month")
    lines = list(PayrollLine.objects.visible_to(actor).filter(month=earlier, project=project, sheet=sheet).order_by("row"))
    known = {bytes(row.id_index): row for row in Engagement.objects.visible_to(actor).filter(project=project, employer=employer)}
    found = []
    for line in lines:
        row = known.get(bytes(line.person))
        if row is None or (row.left_on is not None and row.left_on < month):
            continue
        card = line.card.plain() if line.card else ""
        found.append(Person(row.name, row.id_number.plain(), line.trade, line.team, line.rate, card, line.bank_name, days.get(bytes(line.person))))
    listed = {bytes(line.person) for line in lines}
    return found + [_of_roster(row, days) for row in people if bytes(row.id_index) not in listed]


def _pieces_of(workbook: Pages) -> list[Piece]:
    findings = Findings(KINDS)
    found = read_pieces(workbook, "", findings)
    if wrong := [finding for finding in findings.sorted() if finding.blocks]:
        raise Refused(f"计件单 {wrong[0].cell}：{wrong[0].message}{wrong[0].fix}", "pieces")
    if not found:
        raise Refused("没有认出计件单。表头要有班组、分项、工程量、单价。", "pieces")
    return found


def _shared_out(rows: list[Person], pieces: Sequence[Piece]) -> list[Person]:
    """Each team's sum among its people who came to work, to the fen; the others of the site stay as they are."""
    shares: dict[str, Decimal] = {}
    for team, made in totals_of(pieces).items():
        members = [row for row in rows if row.team == team and row.days]
        if not members:
            raise Refused(f"计件单上的“{team}”本月没有考勤，不能按工日分配。请核对班组名称，或先导入考勤。", "pieces")
        parts = split(made, [row.days for row in members])
        shares |= {row.id_number: decimal_of(part) for row, part in zip(members, parts, strict=True)}
    return [replace(row, share=shares.get(row.id_number)) for row in rows]
