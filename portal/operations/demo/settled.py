"""What follows a month that is paid: the signed sheet comes back, the books of the month are closed, one is opened again."""

import io

from PIL import Image, ImageDraw

from portal.operations.demo.projects import Site
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import Actor
from wagepay.actions.close_month import close_month, closing_of, points_open, points_to_explain, reopen_month
from wagepay.actions.record_scan import record_scan
from wagepay.models import PayrollSheet, ProjectMonth

EVERY = 6  # of so many sites one shows it; the others do without


def settle(stage: Stage, site: Site, actor: Actor) -> None:
    """The oldest paid month of some sites; the newest stays open for whoever tries the demonstration."""
    project, month = site.project, stage.closed[-1]
    if project.pk % EVERY or site.plan.roster:
        return
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month).select_related("employer"))
    if not rows or list(points_open(rows, month, stage.on)):
        return
    sheet = PayrollSheet.objects.visible_to(actor).current().filter(project=project, month=month).first()
    if sheet is not None:
        at = stage.instant(stage.on, 10)
        record_scan(
            actor=actor, sheet=sheet, upload=io.BytesIO(_scan(sheet.receipt_number)), name="签字表.png", signed_on=sheet.submitted_at.date(), signed=sheet.workers,
            on=stage.on, at=at,
        )  # fmt: skip
    note = "其余情况已向监察员说明" if list(points_to_explain(rows)) else ""
    close_month(actor=actor, project=project, month=month, on=stage.on, at=stage.instant(stage.on, 11), note=note)
    if project.pk % (2 * EVERY) == 0:
        closing = closing_of(actor, project, month)
        reopen_month(actor=actor, closing=closing, at=stage.instant(stage.on, 14), reason="一人的工日少记一天，更正后重新结账")


def _scan(number: str) -> bytes:
    """A page with nothing but the receipt's number on it."""
    page = Image.new("L", (420, 594), 255)
    ImageDraw.Draw(page).text((30, 30), number, fill=0)
    stream = io.BytesIO()
    page.save(stream, "PNG")
    return stream.getvalue()
