"""Take in a complaint or report, from whatever channel, and start its clocks."""

import datetime as dt
from decimal import Decimal

from cases.enums import Channel, LeadKind
from cases.models import Lead
from cases.progress_codes import new_code
from earlywarning.actions.keep_clock import open_lead_clock
from portal.accounts.models import User
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib import deadlines
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor, acting
from projects.models import Project


def receive_lead(
    *,
    actor: Actor,
    region: Region,
    channel: Channel,
    at: dt.datetime,
    project: Project | None = None,
    kind: LeadKind = LeadKind.COMPLAINT,
    employer: Organisation | None = None,
    employer_text: str = "",
    name: str = "",
    id_number: str | None = None,
    phone: str | None = None,
    is_name_sealed: bool = True,
    people: int = 1,
    amount: Decimal | None = None,
    owed_from: dt.date | None = None,
    owed_to: dt.date | None = None,
    text: str = "",
    external_number: str = "",
) -> tuple[Lead, str]:
    """Record the lead and return it with the code by which its sender follows it.

    An officer who takes it in is its first contact (首问责任人, 条例10). It must be accepted or refused within the
    tenant's term (监察条例实施规定18: five working days; Shanxi the same day), and it goes under the three-day clock.
    """
    on = at.date()
    lead = Lead(
        region=region,
        kind=kind,
        channel=channel,
        project=project,
        employer=employer,
        employer_text=employer_text,
        name=name,
        id_number=id_number,
        phone=phone,
        is_name_sealed=is_name_sealed,
        people=people,
        amount=amount,
        owed_from=owed_from,
        owed_to=owed_to,
        text=text,
        external_number=external_number,
        received_on=on,
        received_at=at,
        accept_due_on=_accept_due(region, on),
        first_contact=User.objects.get(pk=actor.user_id) if actor.user_id else None,
    )
    lead.full_clean(exclude=["region", "project", "employer", "first_contact"])
    lead.save()
    code = new_code(lead)
    record(actor, "cases.receive_lead", lead, detail={"channel": str(channel), "people": people, "amount": str(amount or "")})
    outbox.post("lead.received", str(lead.uid), {"lead": str(lead.uid), "channel": str(channel)}, region.pk)
    _start_clock(lead, project, on)
    return lead, code


def _accept_due(region: Region, on: dt.date) -> dt.date:
    if policy(region, "cases.accept_same_day", on=on).value:
        return on
    return deadlines.due("D15", on, work_calendar()).due


def _start_clock(lead: Lead, project: Project | None, on: dt.date) -> None:
    # The clock belongs to the county; a worker's page may write the lead and nothing else of the county.
    system = system_actor(lead.region)
    with acting(system):
        item = open_lead_clock(
            actor=system,
            subject_uid=lead.uid,
            region=lead.region,
            title=f"{lead.get_channel_display()}：{lead.employer_text or (project.name if project else '欠薪反映')}",
            on=on,
            project_id=project.pk if project else None,
            project_name=project.name if project else "",
        )
    Lead._base_manager.filter(pk=lead.pk).update(clear_due_on=item.due_on)
    lead.clear_due_on = item.due_on
