"""An organisation gets another name from a day on; papers about earlier days keep the earlier one."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import sentence, tidy
from portal.tenancy.actions.register_organisation import save_checked
from portal.tenancy.models import Organisation, OrganisationName
from portal.tenancy.scope import Actor


def rename_organisation(*, actor: Actor, organisation: Organisation, name: str, on: dt.date, document: str, today: dt.date) -> Organisation:
    """The old name stays with the day until which it was borne and the paper that changed it."""
    name, document = tidy(name), sentence(document)
    if not name:
        raise Refused("新名称没有填写。", "name")
    if len(document) < 2:
        raise Refused("请写明依据（登记机关的变更通知书或机构改革文件）。", "document")
    if on > today:
        raise Refused(f"更名日期 {on} 还没有到，请在当日或之后办理。", "future")
    with transaction.atomic():
        found = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        if found.merged_into_id:
            raise Refused("这个单位已并入另一个，不能再改名。", "merged")
        if found.name == name:
            raise Refused("名称没有变。", "same")
        last = found.former_names.first()
        if last and on <= last.until:
            raise Refused(f"{last.until} 已有一次更名，新的更名要晚于这一天。", "order")
        former = OrganisationName(organisation=found, name=found.name, until=on, document=document, recorded_by=actor.name)
        former.full_clean()
        former.save()
        found.name = name
        save_checked(found)
        record(
            actor, "tenancy.rename_organisation", found, region_id=found.region_id, detail={"before": former.name, "on": on.isoformat(), "document": document}
        )
    return found
