"""Who learns that the chain over the trail does not hold."""

import datetime as dt

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.kinds import MessageKind, declare
from portal.oversight.tasks import BROKEN
from portal.tenancy.scope import Actor

declare(MessageKind(BROKEN, "操作记录核验不通过", mandatory=True, urgent=True))


@announce(BROKEN)
def broken(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """Auditors and administrators of every tenant: the chain is one for all."""
    people = Membership.objects.valid_on(on).filter(user__is_active=True, role__in=[Role.AUDITOR, Role.ADMIN])
    return Announcement(people, "操作记录核验不通过", f"{message.payload['first_bad']['text']}。请立即保全数据库和备份，并报告主管领导。", "/audit/seals/")
