"""The people of a site whom workers ring: the wage officer and one contact of each party, as the notice board names them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change
from projects.models import Project, ProjectParty


@dataclass(frozen=True)
class Contact:
    """A name and a number; an empty number keeps the one that is there."""

    name: str
    phone: str = ""


def keep_contacts(*, actor: Actor, project: Project, officer: Contact, parties: dict[int, Contact], on: dt.date, at: dt.datetime) -> list[str]:
    """Write what is other than before and say whose; the boards show it, so those that hang become stale by themselves."""
    require(actor, "projects.contacts")
    check_writable(actor, project)
    changed: list[str] = []
    with transaction.atomic():
        locked = Project.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=project.pk)
        if _differs(locked.wage_officer_name, locked.wage_officer_phone, officer):
            locked.wage_officer_name = officer.name
            locked.wage_officer_phone = officer.phone or locked.wage_officer_phone
            locked.board_facts_changed_on, locked.version = on, locked.version + 1
            locked.changed_by, locked.changed_at = actor.name, at
            change(locked)
            changed.append("劳资专管员")
        for party in ProjectParty.objects.of(locked).present().filter(pk__in=parties).select_for_update(of=("self",)).select_related("organisation"):
            wanted = parties[party.pk]
            if _differs(party.contact_name, party.contact_phone, wanted):
                party.contact_name, party.contact_phone = wanted.name, wanted.phone or party.contact_phone
                change(party, "contact_name", "contact_phone")
                changed.append(party.organisation.name)
        if changed:
            record(actor, "projects.keep_contacts", locked, detail={"name": "、".join(changed)})
    return changed


def _differs(name: str, phone: object, wanted: Contact) -> bool:
    return name != wanted.name or bool(wanted.phone and (phone is None or phone.plain() != wanted.phone))
