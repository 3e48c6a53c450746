"""Take in a complaint or report, from whatever channel, and start its clocks."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from cases.enums import Channel
from cases.models import Lead
from cases.models.lead import intake_key_of
from cases.progress_codes import code_of, keep
from cases.queries.intake_counts import lock
from cases.terms import accept_terms
from earlywarning.actions.keep_clock import open_lead_clock
from portal.accounts.models import User
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from projects.actions.storing import insert


@transaction.atomic
def receive_lead(
    *, actor: Actor, region: Region, channel: Channel, at: dt.datetime, key: uuid.UUID | None = None, with_code: bool = True, **said: Any
) -> tuple[Lead, str]:
    """Record the lead and return it with the code by which its sender follows it ("" without one).

    ``said`` are the fields of ``Lead`` that tell who says what about whom (project, employer_text, name, amount …).
    An officer who takes it in is its first contact (首问责任人, 条例10). It must be accepted or refused within the
    tenant's term (监察条例实施规定18: five working days; Shanxi the same day), and it goes under the three-day clock.
    ``key`` belongs to one filled-in form: the same form sent twice is one lead with one code.
    """
    key = key or uuid.uuid4()
    lock(intake_key_of(key))
    standing = Lead.objects.visible_to(actor).filter(uid=key).first()
    if standing is not None:
        return standing, code_of(key) if with_code else ""
    on = at.date()
    lead = Lead(uid=key, intake_key=intake_key_of(key), region=region, channel=channel, received_on=on, received_at=at, **said)
    lead.accept_due_on = accept_terms(region, on, work_calendar(), on=on)[0].due_on
    lead.first_contact = User.objects.get(pk=actor.user_id) if actor.user_id else None
    lead.progress = {"about": lead.against}
    lead.clear_due_on = _start_clock(lead, on)
    insert(lead)
    record(actor, "cases.receive_lead", lead, detail={"channel": str(channel), "people": lead.people, "amount": str(lead.amount or "")})
    outbox.post("cases.lead.received", str(lead.uid), {"lead": str(lead.uid), "against": lead.against, "on": on.isoformat()}, region.pk)
    return lead, keep(lead, code_of(key)) if with_code else ""


def check_region(actor: Actor, region: Region) -> None:
    """An officer registers for his own node only; the row would be refused anyway, this says why."""
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"“{region.name}”的线索由该辖区登记，请告知反映人或转送。", "region")


def _start_clock(lead: Lead, on: dt.date) -> dt.date:
    # The clock belongs to the county; a worker's page may write its own lead and nothing else of the county.
    system = system_actor(lead.region)
    project = lead.project
    with acting(system):
        item = open_lead_clock(
            actor=system,
            subject_uid=lead.uid,
            region=lead.region,
            title=f"{lead.get_channel_display()}：{lead.against}"[:160],
            on=on,
            project_id=project.pk if project else None,
            project_name=project.name if project else "",
            people=lead.people,
            amount=lead.amount,
            stage=lead.get_state_display(),
            urgent_from=lead.received_at if lead.channel == Channel.POLICE else None,  # 涉警: hours, not days
        )
    return item.due_on
