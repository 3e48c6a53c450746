"""Enter an employer in the county's register (企业管理服务台账)."""

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.actions.region_of_project import ANSWERING
from projects.actions.storing import insert
from projects.models import Employer


def register_employer(
    *,
    actor: Actor,
    region: Region,
    organisation: Organisation,
    table_class: str,
    township: Region | None = None,
    address: str = "",
    contact_name: str = "",
    contact_phone: str = "",
) -> Employer:
    """One row per county and legal person; its class decides the row of the 17-column table."""
    require(actor, "projects.register_employer")
    if region.level not in ANSWERING or region.pk not in actor.scope.write_regions:
        raise Refused(f"您不负责“{region.name}”的用人单位。", "region")
    if township is not None and region.pk not in township.ancestor_ids:
        raise Refused(f"“{township.name}”不在“{region.name}”内。", "township")
    if actor.townships and (township is None or township.pk not in actor.townships):
        raise Refused("请选您所在的乡镇街道。", "township")
    employer = Employer(
        region=region,
        organisation=organisation,
        table_class=table_class,
        township=township,
        address=address,
        contact_name=contact_name,
        contact_phone=contact_phone or None,
    )
    with transaction.atomic():
        insert(employer)
        record(actor, "projects.register_employer", employer, detail={"table_class": table_class})
    return employer
