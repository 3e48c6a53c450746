"""An agreement has been signed: the tri-party one of an account, or the one that entrusts a subcontractor's payment."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change
from projects.enums import Part
from projects.models import ProjectParty, SpecialWageAccount


def record_agreement(*, actor: Actor, subject: ProjectParty | SpecialWageAccount, signed_on: dt.date, on: dt.date) -> ProjectParty | SpecialWageAccount:
    """三方协议 (53号文 第六条) on an account, 委托代发协议 (条例 第三十一条) on a subcontractor; the date may be corrected."""
    require(actor, "projects.record_agreement")
    check_writable(actor, subject.project)
    if signed_on > on:
        raise Refused("签订日期不能晚于今天。", "future")
    if isinstance(subject, ProjectParty) and subject.part != Part.SUBCONTRACTOR:
        raise Refused("委托代发协议由分包单位与施工总承包单位签订，请选分包单位。", "part")
    field = "entrusted_agreement_on" if isinstance(subject, ProjectParty) else "agreement_on"
    with transaction.atomic():
        setattr(subject, field, signed_on)
        change(subject, field)
        record(actor, "projects.record_agreement", subject.project, detail={"subject": str(subject), "signed_on": signed_on.isoformat()})
    return subject
