"""Record that an instrument reached its addressee."""

import datetime as dt

from portal.documents.actions.locked import locked_instrument
from portal.documents.enums import ServiceMethod
from portal.documents.models import Instrument, StoredFile
from portal.documents.reply_days import PUBLIC_NOTICE, answer_due
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from portal.workflow.door import move

SIGNED = (ServiceMethod.DIRECT, ServiceMethod.LEFT)
# Left behind or posted up, only a picture proves it (法释〔2013〕3号第三条：张贴要有影像记录).
PICTURED = (ServiceMethod.POSTED,)


def serve_instrument(
    *, actor: Actor, instrument: Instrument, method: str, served_on: dt.date, received_by: str, at: dt.datetime, receipt: StoredFile | None = None
) -> Instrument:
    """Method, day and who signed. Service over the platform needs an addressee who is on it; the others a name or a receipt.

    A public notice counts thirty days later. Where the paper arrives when its answer would already be due, the answer gets
    the tenant's days anew from that arrival.
    """
    locked = locked_instrument(instrument)
    _check(locked, method, served_on, received_by, receipt, at.date())
    effective_on = served_on + PUBLIC_NOTICE if method == ServiceMethod.PUBLIC else served_on
    due = locked.reply_due_on
    if due and effective_on >= due:
        due = answer_due(locked.kind, effective_on, PolicySet(Region.objects.get(pk=locked.region_id), at.date()))
    return move(
        locked,
        "serve",
        actor=actor,
        at=at,
        service_method=method,
        served_on=served_on,
        effective_on=effective_on,
        received_by=received_by,
        receipt=receipt,
        reply_due_on=due,
        detail={"method": method, "served_on": served_on.isoformat(), "effective_on": effective_on.isoformat(), "reply_due_on": due and due.isoformat()},
    )


def _check(instrument: Instrument, method: str, served_on: dt.date, received_by: str, receipt: StoredFile | None, on: dt.date) -> None:
    if not instrument.is_sealed:
        raise Refused(f"{instrument.get_seal_state_display()}，未盖章的文书不能送达；请重试用印，或改为打印后手工用印。", "unsealed")
    if served_on > on:
        raise Refused("送达日期不能晚于今天。", "future")
    if instrument.issued_on and served_on < instrument.issued_on:
        raise Refused(f"送达日期不能早于成文日期 {instrument.issued_on}。", "too_early")
    if method == ServiceMethod.ELECTRONIC and instrument.addressee_id is None:
        raise Refused("主送单位没有登记在平台上，不能平台送达，请选其他方式。", "not_on_platform")
    if method in SIGNED and not received_by and receipt is None:
        raise Refused("直接送达和留置送达要填签收人（见证人），或上传送达回证。", "no_receipt")
    if method in PICTURED and (receipt is None or not receipt.media_type.startswith("image/")):
        raise Refused("张贴送达要上传张贴现场的照片。", "no_picture")
