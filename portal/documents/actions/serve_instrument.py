"""Record that an instrument reached its addressee."""

import datetime as dt

from portal.documents.enums import ServiceMethod
from portal.documents.models import Instrument, StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move


def serve_instrument(
    *, actor: Actor, instrument: Instrument, method: str, served_on: dt.date, received_by: str, at: dt.datetime, receipt: StoredFile | None = None
) -> Instrument:
    """Method, day and who signed. Service over the platform needs an addressee who is on it; the others a name or a receipt."""
    if served_on > at.date():
        raise Refused("送达日期不能晚于今天。", "future")
    if instrument.issued_on and served_on < instrument.issued_on:
        raise Refused(f"送达日期不能早于成文日期 {instrument.issued_on}。", "too_early")
    if method == ServiceMethod.ELECTRONIC and instrument.addressee_id is None:
        raise Refused("主送单位没有登记在平台上，不能平台送达，请选其他方式。", "not_on_platform")
    if method in (ServiceMethod.DIRECT, ServiceMethod.LEFT) and not received_by and receipt is None:
        raise Refused("直接送达和留置送达要填签收人（见证人），或上传送达回证。", "no_receipt")
    return move(
        instrument,
        "serve",
        actor=actor,
        at=at,
        service_method=method,
        served_on=served_on,
        received_by=received_by,
        receipt=receipt,
        detail={"method": method, "served_on": served_on.isoformat()},
    )
