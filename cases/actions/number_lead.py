"""Give a lead the number under which another office answers for it."""

from django.db import transaction

from cases.models import Lead
from portal.tenancy.actors import keeper
from portal.tenancy.scope import acting
from wagepay.actions.draw_number import draw_number

PREFIX = "XS"


def number_lead(lead: Lead) -> str:
    """``XS-140321-202611-7-58``, once for a lead: by the county and month in which it came, however many papers cite it.

    One that came with a number keeps that. Counter and row are the county's, also when the city passes the lead on.
    """
    if lead.reference:
        return lead.reference
    with transaction.atomic(), acting(keeper(lead.region_id)):
        fresh = Lead._base_manager.select_for_update(of=("self",)).select_related("region").get(pk=lead.pk)
        if not fresh.number:
            fresh.number = draw_number(prefix=PREFIX, region=fresh.region, month=fresh.received_on.replace(day=1))
            fresh.save(update_fields=["number"])
    lead.number = fresh.number
    return fresh.number
