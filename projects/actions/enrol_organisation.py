"""Find or enter a legal person by its credit code: one row for all tenants."""

from django.db import transaction

from portal.audit.log import record
from portal.lib import uscc as codes
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.words import same_name, title


def enrol_organisation(*, actor: Actor, name: str, uscc: str, kind: str = OrganisationKind.ENTERPRISE, is_state_owned: bool = False) -> Organisation:
    """The organisation of this code; entered when nobody knows it yet. A former name is known too; one code under two names is refused, not guessed."""
    check = codes.check(uscc)
    if not check.ok:
        raise Refused(check.reason, "uscc")
    name = title(name)
    if not name:
        raise Refused("单位名称没有填写。", "name")
    with transaction.atomic():
        found, created = Organisation.objects.get_or_create(uscc=check.code, defaults={"kind": kind, "name": name, "is_state_owned": is_state_owned})
        known = [found.name, *found.former_names.values_list("name", flat=True)]
        if found.merged_into:  # entered twice once: the code of the duplicate leads to the one that stayed
            found = found.merged_into
            known.append(found.name)
        if not created and not any(same_name(one, name) for one in known):
            raise Refused(f"统一社会信用代码 {check.code} 登记的是“{found.name}”，与“{name}”不同，请核对。", "name_differs")
        if created:
            record(actor, "projects.enrol_organisation", found, detail={"uscc": check.code, "kind": kind})
    return found
