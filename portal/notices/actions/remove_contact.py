"""Take back an address."""

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.notices.models import Contact
from portal.tenancy.scope import Actor


@transaction.atomic
def remove_contact(*, actor: Actor, channel: str) -> None:
    """Nothing goes there any more; what already waits is still sent. How many codes were sent today stays counted."""
    contact = Contact.objects.select_for_update().filter(user_id=actor.user_id, channel=channel).first()
    if contact is None or (contact.address is None and contact.pending is None):
        raise Refused("没有登记这种联系方式。", "none")
    detail = {"channel": channel, "address": str(contact.address or contact.pending)}
    contact.address = contact.pending = contact.confirmed_at = None
    contact.code_hash = ""
    contact.save()
    record(actor, "notices.remove_contact", contact, region_id=actor.region_id, detail=detail)
