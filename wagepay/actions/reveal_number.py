"""Show one person's number in full, recorded before it is shown (个保法: 单独、必要、留痕)."""

from django.db import transaction

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.models import Engagement

FIELDS = {"id_number": "身份证号", "phone": "手机号", "card": "工资卡号"}


def reveal_number(*, actor: Actor, person: Engagement, reason: str) -> dict[str, str]:
    """The plain numbers of one person on one site, with their labels; the record names who, whom and why."""
    require(actor, "wagepay.reveal")
    refuse_frozen(actor.region_id, person.region_id)
    if len(reason.strip()) < 5:
        raise Refused("请写明查看的理由（至少 5 个字）。", "reason")
    with transaction.atomic():
        record(actor, "wagepay.reveal", person, detail={"fields": list(FIELDS), "reason": reason.strip(), "id_number": str(person.id_number)})
    return {label: value.plain() for name, label in FIELDS.items() if (value := getattr(person, name))}
