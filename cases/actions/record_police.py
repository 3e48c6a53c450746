"""The dates of a criminal referral: handed to the police, filed by the police."""

import datetime as dt

from cases.actions.locked import locked_case
from cases.models import Case
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def record_police(case: Case, *, actor: Actor, referred_on: dt.date, filed_on: dt.date | None, on: dt.date) -> Case:
    """Record the referral (条例41, 移送规定) and, when the police answer, their filing; the 17-column table counts both."""
    require(actor, "cases.work")
    case = locked_case(case)
    if referred_on < case.opened_on or referred_on > on:
        raise Refused("移送日期要在受理日期之后，且不能晚于今天。", "bad_date")
    if filed_on and (filed_on < referred_on or filed_on > on):
        raise Refused("公安立案日期要在移送日期之后，且不能晚于今天。", "bad_date")
    case.police_referred_on, case.police_filed_on = referred_on, filed_on
    case.save(update_fields=["police_referred_on", "police_filed_on"])
    record(actor, "cases.record_police", case, detail={"referred_on": referred_on.isoformat(), "filed_on": filed_on.isoformat() if filed_on else None})
    return case
