"""A recipient reads an official notice, or signs for it."""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Coalesce

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.notices.models import Notice, OfficialNotice
from portal.tenancy.scope import Actor


@transaction.atomic
def confirm_official_notice(official_notice: OfficialNotice, *, actor: Actor, at: dt.datetime) -> None:
    """Read, with all its reminders; signed for where the sender asks. The first time counts."""
    own = Notice.objects.of(actor).filter(official_notice_key=official_notice.reading_key)
    if not own.exists():
        raise Refused("这份通知没有发给您。", "not_yours")
    changes = {"read_at": Coalesce("read_at", at)}
    if official_notice.needs_receipt:
        changes["confirmed_at"] = Coalesce("confirmed_at", at)
    signed_before = own.filter(confirmed_at__isnull=False).exists()
    own.update(**changes)
    if official_notice.needs_receipt and not signed_before:
        record(actor, "notices.sign_official_notice", official_notice)
