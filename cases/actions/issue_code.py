"""Give a sender a new code at the window."""

from cases.models import Lead
from cases.progress_codes import keep, random_code
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def issue_code(lead: Lead, *, actor: Actor, reason: str) -> str:
    """He has shown who he is; the code he lost opens nothing any more."""
    require(actor, "cases.register")
    if not Lead.objects.writable_by(actor).filter(pk=lead.pk).exists():
        raise Refused("这条线索由其他辖区办理，您只能查看。", "not_yours")
    if not reason.strip():
        raise Refused("请写明怎么核实的本人身份。", "no_reason")
    code = keep(lead, random_code())
    record(actor, "cases.issue_code", lead, detail={"reason": reason.strip()})
    return code
