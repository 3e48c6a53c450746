"""Keep an employer's entry of the 企业管理服务台账: contact, place, whether it works."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.storing import change
from projects.models import Employer

KEPT = ("table_class", "township", "address", "contact_name", "is_operating")


def update_employer(
    *, actor: Actor, employer: Employer, on: dt.date, table_class: str, township: Region | None, address: str, contact_name: str, contact_phone: str,
    is_operating: bool,
) -> Employer:  # fmt: skip
    """The class may change with the firm's trade; returns that were sent keep the class they counted."""
    require(actor, "projects.register_employer")
    if township is not None and employer.region_id not in township.ancestor_ids:
        raise Refused(f"“{township.name}”不在本辖区内。", "township")
    with transaction.atomic():
        row = Employer.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=employer.pk).first()
        if row is None or actor.townships and row.township_id not in actor.townships:
            raise Refused("这家用人单位由其他辖区登记。", "not_yours")
        if actor.townships and (township is None or township.pk not in actor.townships):
            raise Refused("请选您所在的乡镇街道。", "township")
        given = {"table_class": table_class, "township": township, "address": address, "contact_name": contact_name, "is_operating": is_operating}
        changed = [name for name, value in given.items() if getattr(row, name) != value]
        for name, value in given.items():
            setattr(row, name, value)
        if contact_phone:
            row.contact_phone = contact_phone
            changed.append("contact_phone")
        row.checked_on = on
        change(row)
        record(actor, "projects.update_employer", row, detail={"changed": changed, "operating": is_operating})
    return row
