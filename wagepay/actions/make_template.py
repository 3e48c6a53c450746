"""Write the empty payroll of a month with everybody who is registered."""

import datetime as dt

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import Engagement
from wagepay.payroll.template import Page, Person, payroll_template


def make_template(*, actor: Actor, project: Project, employer: Organisation, month: dt.date) -> bytes:
    """Numbers stand in full in it, because the bank needs them so: the export is recorded with how many people it holds."""
    require(actor, "wagepay.submit")
    refuse_frozen(actor.region_id, project.region_id)
    end = (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    people = list(
        Engagement.objects.visible_to(actor).filter(project=project, employer=employer).registered().exclude(left_on__lt=month).exclude(entered_on__gt=end)
    )
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目不归您填报。", "not_yours")
    record(actor, "wagepay.template", project, detail={"employer": employer.name, "month": f"{month:%Y-%m}", "people": len(people)})
    page = Page(project.name, project.general_contractor.name_on(end) if project.general_contractor else "", employer.name_on(end), month)
    rows = [
        Person(row.name, row.id_number.plain(), row.trade, row.team, row.daily_rate, row.card.plain() if row.card else "", row.bank_name)
        for row in sorted(people, key=lambda row: (row.team, row.name_key))
    ]
    return payroll_template(page, rows, sorted({row.trade for row in people if row.trade}))
