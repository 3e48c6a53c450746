"""How an organ prints its documents: 发文代字 by kind of document, the name in red."""

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor

LONGEST_PREFIX = 20


def set_letterhead(*, actor: Actor, organ: Organisation, prefixes: dict[str, str], letterhead: dict[str, str] | None = None) -> Organisation:
    """``prefixes``: kind of document -> 代字, "*" for all others; numbers already given keep theirs."""
    if organ.kind != OrganisationKind.AUTHORITY:
        raise Refused(f"“{organ.name}”不是机关单位，没有发文代字。", "not_authority")
    bad = [prefix for prefix in prefixes.values() if not prefix.strip() or len(prefix) > LONGEST_PREFIX or "〔" in prefix]
    if bad:
        raise Refused(f"发文代字“{bad[0]}”不对：只写年份前的几个字，如“阳农工治欠办”。", "prefix")
    with transaction.atomic():
        locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organ.pk)
        before = locked.document_prefixes
        locked.document_prefixes = {kind: prefix.strip() for kind, prefix in prefixes.items()}
        if letterhead is not None:
            locked.letterhead = letterhead
        locked.save(update_fields=["document_prefixes", "letterhead"])
        record(actor, "tenancy.set_letterhead", locked, region_id=locked.region_id, detail={"before": before, "after": locked.document_prefixes})
    return locked
