"""A debit to nobody of the roster is signed for by the contractor with its ground, and judged by who supervises."""

import datetime as dt
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.actions.explaining import explain, judge
from wagepay.enums import WITH_PAPER, ExceptionGround
from wagepay.models import EntryException

PROOF = "wagepay.exception"


@transaction.atomic
def explain_exception(
    *, actor: Actor, exception: EntryException, ground: str, text: str, at: dt.datetime, approval: str = "", proof: BinaryIO | None = None
) -> EntryException:
    """The row of the exception list: ground, words, the paper where one is needed, the name of who signs for it."""
    require(actor, "wagepay.explain_exception")
    if ground not in ExceptionGround.values:
        raise Refused("请选择事由。", "ground")
    if ground in WITH_PAPER and not approval.strip():
        raise Refused("这种事由要写明批准文件或依据的名称、文号。", "approval")
    changes = {"ground": ground, "approval": approval.strip()}
    if proof is not None:
        kept = {"region_id": exception.region_id, "at": at, "enterprise_id": actor.enterprise_id}
        changes["proof_uid"] = receive_file(actor=actor, upload=proof, name=proof.name, kind=PROOF, **kept).uid
    return explain(exception, "wagepay.explain_exception", actor=actor, text=text, at=at, **changes)


def judge_exception(*, actor: Actor, exception: EntryException, state: str, text: str, at: dt.datetime) -> EntryException:
    """Allowed, or money that did not go where it had to."""
    return judge(exception, "wagepay.judge_exception", actor=actor, state=state, text=text, at=at)
