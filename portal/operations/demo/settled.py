"""What follows a month that is paid: the signed sheet comes back, the books of the month are closed, one is opened again."""

import io

from portal.lib import clock
from portal.operations.demo.projects import Site
from portal.operations.demo.proofs import picture
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import Actor
from wagepay.actions.close_month import close_month, closing_of, points_open, points_to_explain, reopen_month
from wagepay.actions.record_scan import record_scan
from wagepay.models import PayrollSheet, ProjectMonth

EVERY = 6  # of so many sites one shows it; the others do without


def settle(stage: Stage, site: Site, actor: Actor) -> None:
    """The oldest paid month of some sites, the same in every build; the newest stays open for whoever tries the demonstration."""
    project, month = site.project, stage.closed[-1]
    if site.serial % EVERY or site.plan.roster:
        return
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month).select_related("employer"))
    if not rows or list(points_open(rows, month, stage.on)):
        return
    note = "其余情况已向监察员说明" if list(points_to_explain(rows)) else ""
    close_month(actor=actor, project=project, month=month, on=stage.on, at=stage.instant(stage.on, 11), note=note)
    if site.serial % (2 * EVERY) == 0:
        closing = closing_of(actor, project, month)
        reopen_month(actor=actor, closing=closing, at=stage.instant(stage.on, 14), reason="一人的工日少记一天，更正后重新结账")


def sign(stage: Stage, actor: Actor, sheet: PayrollSheet, *, missing: int) -> None:
    """The workers' signatures come back as a scan, of all but so many."""
    signed = sheet.workers - missing
    if signed > 0:
        day = clock.day_of(sheet.submitted_at)  # printed with its receipt number, and signed on the spot
        upload, at = io.BytesIO(picture()), stage.instant(stage.on, 10)
        record_scan(actor=actor, sheet=sheet, upload=upload, name="签字表.png", signed_on=day, signed=signed, on=stage.on, at=at)
