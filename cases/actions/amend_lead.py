"""补正: correct what a lead is about before it is decided."""

import datetime as dt
from decimal import Decimal

from cases.enums import LeadState
from cases.models import Lead
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.storing import change
from projects.models import Project


def amend_lead(
    lead: Lead,
    *,
    actor: Actor,
    reason: str,
    project: Project | None,
    employer: Organisation | None,
    employer_text: str,
    people: int,
    amount: Decimal | None,
    owed_from: dt.date | None,
    owed_to: dt.date | None,
) -> Lead:
    """The sender's own words stay as they are; what changed stands in the audit trail with its reason."""
    require(actor, "cases.accept")
    lead = Lead._base_manager.select_for_update(of=("self",)).select_related("region").filter(pk=lead.pk).first()
    if lead is None:
        raise Refused("这条线索由其他辖区办理，您只能查看。", "not_yours")
    if lead.state != LeadState.RECEIVED:
        raise Refused(f"线索现在是“{lead.get_state_display()}”，受理前才能补正。", "wrong_state")
    if not reason.strip():
        raise Refused("请写明补正的依据。", "no_reason")
    about = {"project": project, "employer": employer, "employer_text": employer_text}
    wanted = about | {"people": people, "amount": amount, "owed_from": owed_from, "owed_to": owed_to}
    changed = {str(lead._meta.get_field(name).verbose_name): str(value or "") for name, value in wanted.items() if getattr(lead, name) != value}
    for name, value in wanted.items():
        setattr(lead, name, value)
    lead.progress |= {"about": lead.against}
    change(lead)
    record(actor, "cases.amend_lead", lead, detail={"changed": changed, "reason": reason.strip()})
    return lead
