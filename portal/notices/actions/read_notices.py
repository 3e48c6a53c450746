"""Note that somebody has read his messages."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from portal.notices.models import Notice
from portal.tenancy.scope import Actor


def read_notices(*, actor: Actor, uids: Iterable[UUID | str] | None, at: dt.datetime) -> int:
    """Mark the named messages, or all, as read; the first time counts. Other people's are left alone."""
    unread = Notice.objects.of(actor).unread()
    if uids is not None:
        unread = unread.filter(uid__in=list(uids))
    return unread.update(read_at=at)
