"""Note that somebody has read his messages."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from portal.notices.models import Notice
from portal.tenancy.scope import Actor


def read_notices(*, actor: Actor, uids: Iterable[UUID | str] | None, at: dt.datetime) -> int:
    """Mark the named messages, or all, as read; the first time counts. Other people's are left alone."""
    own = Notice.objects.of(actor)
    if uids is None:
        return own.unread().update(read_at=at)
    named = own.filter(uid__in=list(uids))
    # An official notice read once is read, whichever of its reminders was opened.
    same = own.filter(official_notice_key__in=list(named.filter(official_notice_key__isnull=False).values_list("official_notice_key", flat=True)))
    return (named | same).filter(read_at__isnull=True).update(read_at=at)
