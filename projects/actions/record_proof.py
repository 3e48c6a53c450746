"""A paper that proves a duty was handed in: payment guarantee, funds, interim settlement."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.models import Project, ProjectProof
from projects.proof_kinds import ASKED, ProofKind

FILE_KIND = "project_proof"


def record_proof(
    *,
    actor: Actor,
    project: Project,
    kind: str,
    signed_on: dt.date,
    at: dt.datetime,
    on: dt.date,
    upload: Any = None,
    amount: Decimal | None = None,
    **fields: Any,
) -> ProjectProof:
    """Keep the paper as it is, an expired or small one too: that is for the lamps and the rules."""
    require(actor, "projects.record_proof")
    check_writable(actor, project)
    asked, label = ASKED[kind], ProofKind(kind).label
    given = {"amount": amount, "signed_on": signed_on, **fields}
    lacking = [name for name in asked.required if not given.get(name)]
    if lacking:
        words = "、".join(label_of(asked, name) for name in lacking)
        raise Refused(f"登记{label}要填：{words}。", "incomplete")
    if signed_on > on:
        raise Refused("签订或出具日期不能晚于今天。", "future")
    with transaction.atomic():
        stored = None
        if upload is not None:
            stored = receive_file(actor=actor, upload=upload, name=upload.name, kind=FILE_KIND, region_id=project.region_id, at=at, project_id=project.pk)
        values = {name: value for name, value in given.items() if name in asked.fields or name == "note"}
        proof = insert(ProjectProof(project=project, region_id=project.region_id, kind=kind, file=stored, recorded_by=actor.name, recorded_at=at, **values))
        detail = {"kind": label, "number": proof.number, "amount": str(proof.amount or ""), "on": signed_on.isoformat()}
        record(actor, "projects.record_proof", project, detail=detail)
    return proof


def label_of(asked: Any, name: str) -> str:
    """A field by the word it bears on this paper."""
    special = {"issuer": asked.issuer, "amount": asked.amount}
    return special.get(name) or str(ProjectProof._meta.get_field(name).verbose_name)
