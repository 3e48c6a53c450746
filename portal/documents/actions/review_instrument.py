"""Review a draft before it is signed."""

import datetime as dt

from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def review_instrument(*, actor: Actor, instrument: Instrument, at: dt.datetime) -> Instrument:
    """Confirm text and form; where the tenant wants it, by another person than the drafter."""
    same_person = actor.uid is not None and actor.uid == instrument.drafted_by_uid
    if same_person and policy(instrument.region_id, "instruments.second_person", on=at.date()).value:
        raise Refused("本地规定审核与拟稿须为不同的人，请由其他人员审核。", "second_person")
    return move(instrument, "review", actor=actor, at=at, reviewed_by=actor.name, reviewed_at=at)
