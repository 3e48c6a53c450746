"""A paper is taken back: recorded wrongly, or replaced."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change
from projects.models import ProjectProof


def withdraw_proof(*, actor: Actor, proof: ProjectProof, reason: str, on: dt.date) -> ProjectProof:
    """It stays in the record with the day and the reason; who recorded it or the authority may do so."""
    require(actor, "projects.record_proof")
    check_writable(actor, proof.project)
    with transaction.atomic():
        locked = ProjectProof.objects.of(proof.project).select_for_update(of=("self",)).get(pk=proof.pk)
        if locked.withdrawn_on is not None:
            raise Refused(f"这份{locked.get_kind_display()}已于 {locked.withdrawn_on} 撤回。", "withdrawn")
        locked.withdrawn_on, locked.withdrawn_reason = on, reason.strip()
        change(locked, "withdrawn_on", "withdrawn_reason")
        record(
            actor,
            "projects.withdraw_proof",
            locked.project,
            detail={"kind": locked.get_kind_display(), "number": locked.number, "reason": locked.withdrawn_reason},
        )
    return locked
