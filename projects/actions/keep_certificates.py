"""Register the certificates of officers, and take them back."""

import datetime as dt

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.actions.storing import change, insert
from projects.models import EnforcementCertificate


def register_certificate(
    *, actor: Actor, region: Region, organisation: Organisation, name: str, number: str, valid_from: dt.date, valid_until: dt.date, user: User | None = None
) -> EnforcementCertificate:
    """One officer of one department; a new certificate is a new row."""
    require(actor, "projects.certificates")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不登记“{region.name}”的执法证件。", "region")
    row = EnforcementCertificate(
        region=region, organisation=organisation, user=user, name=name.strip(), number=number.strip(), valid_from=valid_from, valid_until=valid_until
    )
    with transaction.atomic():
        insert(row)
        record(actor, "projects.register_certificate", row, detail={"name": row.name, "number": row.number, "until": valid_until.isoformat()})
    return row


def withdraw_certificate(*, actor: Actor, certificate: EnforcementCertificate, on: dt.date) -> EnforcementCertificate:
    """From this day on its holder inspects nobody; what he did before stays."""
    require(actor, "projects.certificates")
    row = EnforcementCertificate.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=certificate.pk).first()
    if row is None:
        raise Refused("这个证件由其他辖区登记。", "not_yours")
    if row.withdrawn_on is not None:
        raise Refused(f"{row.withdrawn_on} 已经收回。", "withdrawn")
    row.withdrawn_on = on
    with transaction.atomic():
        change(row, "withdrawn_on")
        record(actor, "projects.withdraw_certificate", row, detail={"name": row.name, "number": row.number, "on": on.isoformat()})
    return row
